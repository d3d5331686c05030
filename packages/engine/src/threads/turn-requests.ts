// What clients may ask of a running turn: to hear more, to end, to go on with other settings.
import type { TurnInterruptParams } from '@codex/protocol/turn/interrupt.ts';
import type { TurnSettingsUpdateParams, TurnSettingsUpdateResponse } from '@codex/protocol/turn/settings.ts';
import type { TurnSteerParams, TurnSteerResponse } from '@codex/protocol/turn/steer.ts';
import type { Deferred } from '../engine.ts';
import { invalidRequest } from '../errors.ts';
import { turnAdjustments } from '../turns/settings.ts';
import type { Turn } from '../turns/turn.ts';
import { messageOf } from '../turns/user-input.ts';
import { refuseSteering } from './special-turns.ts';

export function steer(turn: Turn | null, params: TurnSteerParams): Deferred<TurnSteerResponse> {
  if (!turn?.open) throw invalidRequest('no active turn to steer');
  if (turn.id !== params.expectedTurnId) {
    throw invalidRequest(`expected active turn id \`${params.expectedTurnId}\` but found \`${turn.id}\``);
  }
  refuseSteering(turn);
  if (params.input.length === 0) throw invalidRequest('input must not be empty');
  const message = messageOf(params);
  return { response: { turnId: turn.id }, begin: () => turn.say(message) };
}

export function interrupt(turn: Turn | null, params: TurnInterruptParams): Deferred<Record<string, never>> {
  if (!turn || turn.ending) throw invalidRequest('no active turn to interrupt');
  if (turn.id !== params.turnId && turn.alias !== params.turnId) {
    throw invalidRequest(`expected active turn id ${params.turnId} but found ${turn.id}`);
  }
  return { response: {}, begin: () => turn.interrupt() };
}

/** Changes the running turn alone, from its next step on. */
export function adjust(
  turn: Turn | null,
  params: TurnSettingsUpdateParams,
  isSwitchable: boolean,
): TurnSettingsUpdateResponse {
  if (!isSwitchable) throw invalidRequest('turn settings updates require the step_model_switching feature');
  if (!turn?.open || turn.id !== params.turnId) return { status: 'targetUnavailable' };
  turn.adjust(turnAdjustments(turn.settings, params));
  return { status: 'applied' };
}
