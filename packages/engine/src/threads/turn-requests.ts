// What clients may ask of the conversation: a turn to begin, to hear more, to end, to go on with other settings.
import { isDeepStrictEqual } from 'node:util';
import type { TurnInterruptParams } from '@codex/protocol/turn/interrupt.ts';
import type { TurnSettingsUpdateParams, TurnSettingsUpdateResponse } from '@codex/protocol/turn/settings.ts';
import type { TurnStartParams, TurnStartResponse } from '@codex/protocol/turn/start.ts';
import type { TurnSteerParams, TurnSteerResponse } from '@codex/protocol/turn/steer.ts';
import type { Deferred } from '../engine.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import { turnAdjustments } from '../turns/settings.ts';
import { Turn } from '../turns/turn.ts';
import { messageOf, saysNothing } from '../turns/user-input.ts';
import { refuseInput, refuseSteering } from './special-turns.ts';
import type { Thread } from './thread.ts';

/** Begins a turn; where one is open, it hears the words instead. */
export function startTurn(thread: Thread, params: TurnStartParams): Deferred<TurnStartResponse> {
  const message = messageOf(params);
  const { open } = thread.turns;
  if (open) refuseInput(open);
  if (open) refuseOtherSchema(open, params.outputSchema);
  thread.override(params);
  if (open) {
    const turn = open.wire('inProgress', { startedAt: null });
    return { response: { turn }, begin: () => open.say(message) };
  }
  const turn = newTurn(thread, params);
  if (!saysNothing(message)) turn.say(message);
  thread.turns.expect(turn);
  return { response: { turn: turn.wire('inProgress') }, begin: () => void thread.turns.run(turn) };
}

/** A turn answers in one form. */
function refuseOtherSchema(open: Turn, schema: unknown): void {
  if (schema == null || isDeepStrictEqual(schema, open.options.outputSchema)) return;
  throw new EngineError('internal', 'failed to submit turn input: ActiveTurnOutputSchemaMismatch');
}

function newTurn({ settings }: Thread, params: TurnStartParams): Turn {
  const turn = new Turn({
    settings,
    outputSchema: params.outputSchema,
    rootTurnId: params.rootTurnId ?? null,
    parentTurnId: params.parentTurnId ?? null,
    trigger: params.turnTrigger ?? null,
    clientMetadata: { ...params.responsesapiClientMetadata, ...params.responsesapiClientMetadataPatch },
  });
  if (params.serviceTierForTurn != null) turn.adjust({ serviceTier: params.serviceTierForTurn });
  return turn;
}

export function steerTurn(thread: Thread, params: TurnSteerParams): Deferred<TurnSteerResponse> {
  if (params.expectedTurnId === '') throw invalidRequest('expectedTurnId must not be empty');
  const turn = thread.turns.open;
  if (!turn) throw invalidRequest('no active turn to steer');
  if (turn.id !== params.expectedTurnId) {
    throw invalidRequest(`expected active turn id \`${params.expectedTurnId}\` but found \`${turn.id}\``);
  }
  refuseSteering(turn);
  if (params.input.length === 0) throw invalidRequest('input must not be empty');
  const message = messageOf(params);
  return { response: { turnId: turn.id }, begin: () => turn.say(message) };
}

/** Commands that the user typed into the turn are over before this returns. */
export function interruptTurn(thread: Thread, params: TurnInterruptParams): Deferred<Record<string, never>> {
  const turn = thread.turns.running;
  if (!turn) throw invalidRequest('no active turn to interrupt');
  if (turn.id !== params.turnId && turn.alias !== params.turnId) {
    throw invalidRequest(`expected active turn id ${params.turnId} but found ${turn.id}`);
  }
  thread.shell.abort(turn);
  return { response: {}, begin: () => turn.interrupt() };
}

/** Changes the running turn alone, from its next step on. */
export function adjustTurn(thread: Thread, params: TurnSettingsUpdateParams): TurnSettingsUpdateResponse {
  if (!thread.runtime.config.features.step_model_switching) {
    throw invalidRequest('turn settings updates require the step_model_switching feature');
  }
  const turn = thread.turns.open;
  if (turn?.id !== params.turnId) return { status: 'targetUnavailable' };
  turn.adjust(turnAdjustments(turn.settings, params));
  return { status: 'applied' };
}
