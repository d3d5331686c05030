// What followers are told between the items of a turn: usage, the diff so far, retries; and how failures are worded.
import type { RateLimitSnapshot, RateLimitWindow } from '@codex/protocol/account/rate-limits.ts';
import type { TurnError } from '@codex/protocol/turn/turn.ts';
import { effectiveContextWindow } from '../models/catalog.ts';
import { ModelError, type ModelUsage } from '../models/model-client.ts';
import { type LimitWindow, type RateLimits, updateRateLimits } from '../models/rate-limits.ts';
import { reconnectNotice } from '../models/retry.ts';
import { tokenUsageRecord } from '../rollouts/records.ts';
import { tokenCount } from '../rollouts/token-count.ts';
import type { Turn } from './turn.ts';
import type { TurnHost } from './turn-host.ts';
import { addUsage, noUsage, type UsageSoFar, wireUsage } from './usage.ts';

/** What a model response cost. */
export function recordUsage(responseId: string, reported: ModelUsage, turn: Turn, thread: TurnHost): void {
  const usage = wireUsage(reported);
  turn.countUsage(usage);
  const threadUsage = addUsage(thread.usage?.total ?? noUsage, usage);
  thread.commit(null, [
    tokenUsageRecord({ ...turn.ids(thread), responseId, usage, turnUsage: turn.usage, threadUsage }),
  ]);
}

/** After each model response, once its tools have finished. `usage`: what is known now, unless it is said otherwise. */
export function reportUsage(turn: Turn, thread: TurnHost, usage: UsageSoFar | null = thread.usage): void {
  const ids = { threadId: thread.id, turnId: turn.id };
  const modelContextWindow = effectiveContextWindow(thread.modelInfo(turn));
  const rateLimits = turn.rateLimits ? updateRateLimits(thread.rateLimits, turn.rateLimits) : thread.rateLimits;
  thread.commit(null, [tokenCount({ usage, modelContextWindow, rateLimits })]);
  if (usage) {
    const tokenUsage = { total: usage.total, last: usage.last, modelContextWindow };
    thread.commit({ method: 'thread/tokenUsage/updated', params: { ...ids, tokenUsage } });
  }
  thread.commit({ method: 'account/rateLimits/updated', params: { rateLimits: wireRateLimits(rateLimits) } });
  const diff = thread.toolContext(turn).turnDiff.current();
  if (diff) thread.commit({ method: 'turn/diff/updated', params: { ...ids, diff } });
}

/** The conversation did not fit: it counts as filling the window, so that the next turn compacts it first. */
export function reportFullWindow(turn: Turn, thread: TurnHost): void {
  const totalTokens = effectiveContextWindow(thread.modelInfo(turn));
  const before = thread.usage?.total ?? noUsage;
  const total = { ...before, totalTokens: Math.max(before.totalTokens, totalTokens) };
  reportUsage(turn, thread, { total, last: { ...noUsage, totalTokens } });
}

/** Tells that a broken response is asked for once more. */
export function reportRetry(failure: ModelError, attempt: number, turn: Turn, thread: TurnHost): void {
  const error = reconnectNotice(failure, attempt, thread.modelClient.streamMaxRetries);
  thread.commit({ method: 'error', params: { error, willRetry: true, threadId: thread.id, turnId: turn.id } });
}

/** What made a turn fail is known in the words for clients already. */
export class ReportedFailure extends Error {
  readonly error: TurnError;

  constructor(error: TurnError) {
    super(error.message);
    this.name = 'ReportedFailure';
    this.error = error;
  }
}

export function describeFailure(failure: unknown): TurnError {
  if (failure instanceof ReportedFailure) return failure.error;
  const message = failure instanceof Error ? failure.message : String(failure);
  const codexErrorInfo = failure instanceof ModelError ? failure.info : 'other';
  return { message, codexErrorInfo, additionalDetails: null, misalignment: null };
}

function wireRateLimits({ limitName, primary, secondary, credits }: RateLimits): RateLimitSnapshot {
  return {
    limitId: 'codex',
    limitName,
    normalModelSlug: null,
    primary: primary && wireWindow(primary),
    secondary: secondary && wireWindow(secondary),
    credits,
    individualLimit: null,
    spendControlReached: null,
    planType: null,
    rateLimitReachedType: null,
  };
}

function wireWindow({ usedPercent, windowMinutes, resetsAt }: LimitWindow): RateLimitWindow {
  return { usedPercent: Math.round(usedPercent), windowDurationMins: windowMinutes, resetsAt };
}
