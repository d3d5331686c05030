// What followers are told between the items of a turn: usage, the diff so far, retries; and how failures are worded.
import type { TurnError } from '@codex/protocol/turn/turn.ts';
import { effectiveContextWindow } from '../models/catalog.ts';
import { ModelError } from '../models/model-client.ts';
import { tokenCount } from '../rollouts/records.ts';
import type { Turn } from './turn.ts';
import type { TurnHost } from './turn-host.ts';

/** After each model response, once its tools have finished. */
export function reportUsage(turn: Turn, thread: TurnHost): void {
  const ids = { threadId: thread.id, turnId: turn.id };
  const modelContextWindow = effectiveContextWindow(thread.modelInfo(turn));
  const { usage } = thread;
  thread.commit(null, [tokenCount({ usage, modelContextWindow })]);
  if (usage) {
    const tokenUsage = { total: usage.total, last: usage.last, modelContextWindow };
    thread.commit({ method: 'thread/tokenUsage/updated', params: { ...ids, tokenUsage } });
  }
  thread.commit({ method: 'account/rateLimits/updated', params: { rateLimits: unknownRateLimits } });
  const diff = thread.toolContext(turn).turnDiff.current();
  if (diff) thread.commit({ method: 'turn/diff/updated', params: { ...ids, diff } });
}

/** Tells that a broken response is asked for once more. */
export function reportRetry(failure: ModelError, attempt: number, turn: Turn, thread: TurnHost): void {
  const error: TurnError = {
    message: `Reconnecting... ${attempt}/${thread.modelClient.streamMaxRetries}`,
    codexErrorInfo: { responseStreamDisconnected: { httpStatusCode: null } },
    additionalDetails: failure.message,
    misalignment: null,
  };
  thread.commit({ method: 'error', params: { error, willRetry: true, threadId: thread.id, turnId: turn.id } });
}

export function describeFailure(failure: unknown): TurnError {
  const message = failure instanceof Error ? failure.message : String(failure);
  const codexErrorInfo = failure instanceof ModelError ? failure.info : 'other';
  return { message, codexErrorInfo, additionalDetails: null, misalignment: null };
}

/** Providers with an API key state no limits. */
const unknownRateLimits = {
  limitId: 'codex',
  limitName: null,
  normalModelSlug: null,
  primary: null,
  secondary: null,
  credits: null,
  individualLimit: null,
  spendControlReached: null,
  planType: null,
  rateLimitReachedType: null,
};
