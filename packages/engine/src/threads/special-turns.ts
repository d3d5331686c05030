// Turns that are no conversation: compactions and reviews. What runs when they are asked for is ended for them.
import type { ReviewStartParams, ReviewStartResponse } from '@codex/protocol/review/start.ts';
import type { Deferred } from '../engine.ts';
import { EngineError } from '../errors.ts';
import { checkTarget, reviewHint } from '../turns/review-target.ts';
import { Turn, type TurnKind } from '../turns/turn.ts';
import type { Thread } from './thread.ts';

export function startCompaction(thread: Thread): Deferred<Record<string, never>> {
  const turn = new Turn({ settings: thread.settings, kind: 'compact' });
  return { response: {}, begin: thread.turns.replace(turn) };
}

export function startReview(thread: Thread, params: ReviewStartParams): Deferred<ReviewStartResponse> {
  const review = checkTarget(params.target);
  const turn = new Turn({ settings: thread.settings, kind: 'review', review });
  const item = {
    type: 'userMessage' as const,
    id: turn.id,
    clientId: null,
    content: [{ type: 'text' as const, text: reviewHint(review), text_elements: [] }],
    startedAtMs: null,
    completedAtMs: null,
  };
  return {
    response: {
      turn: turn.wire('inProgress', { rootTurnId: null, items: [item] }),
      reviewThreadId: thread.id,
    },
    begin: thread.turns.replace(turn),
  };
}

/** Only a conversation takes more words while it runs. */
export function refuseSteering({ kind }: Turn): void {
  if (kind === 'regular') return;
  const message = `cannot steer a ${kind} turn`;
  throw new EngineError('invalid_request', message, {
    message,
    codexErrorInfo: { activeTurnNotSteerable: { turnKind: kind } },
    additionalDetails: null,
    misalignment: null,
  });
}

const kindNames: Record<TurnKind, string> = { regular: 'Regular', compact: 'Compact', review: 'Review' };

/** A turn cannot be started while one runs that does not take its words. */
export function refuseInput({ kind }: Turn): void {
  if (kind === 'regular') return;
  throw new EngineError(
    'internal',
    `failed to submit turn input: ActiveTurnNotSteerable { turn_kind: ${kindNames[kind]} }`,
  );
}
