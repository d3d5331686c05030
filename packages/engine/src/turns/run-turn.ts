// The heart: one turn from the user's words to the last answer. Start here when you want to know how the agent works.
//
//   start -> context -> [ what the user said -> ask the model -> run its tools ]* -> end
//
// The bracket repeats while the model calls tools or the user has more to say. Two kinds of turn are no conversation:
// a compaction sums the history up, a review has another agent look at changes.
import { logger } from '@codex/telemetry/logger.ts';
import { ModelError } from '../models/model-client.ts';
import { mayReconnect, waitForRetry } from '../models/retry.ts';
import { compactHistory, compactingModel, isOverflow, isTooLong } from './compaction.ts';
import { completeTurn, failTurn, interruptTurn } from './end-turn.ts';
import { describeFailure, reportFullWindow, reportRetry, reportUsage } from './report.ts';
import { reviewChanges } from './review.ts';
import { recordOutputs } from './run-tools.ts';
import { type Reply, sample } from './sample.ts';
import { announceStart, recordContext, recordMessages } from './start-turn.ts';
import type { Turn, TurnKind } from './turn.ts';
import type { TurnHost } from './turn-host.ts';

const kinds: Record<TurnKind, (turn: Turn, thread: TurnHost) => Promise<void>> = {
  regular: converse,
  compact: sumUp,
  review: reviewChanges,
};

/** Runs a turn to its end. Never rejects: however a turn ends, its followers are told. */
export async function runTurn(turn: Turn, thread: TurnHost): Promise<void> {
  const ids = { thread: thread.id, turn: turn.id };
  turn.span.set({ 'thread.id': thread.id });
  try {
    await kinds[turn.kind](turn, thread);
    turn.close();
    await completeTurn(turn, thread);
  } catch (error) {
    turn.close();
    if (turn.signal.aborted) await interruptTurn(turn, thread);
    else await failTurn(turn, thread, describeFailure(error));
  } finally {
    const { status, error, durationMs } = turn.ended ?? {};
    logger.info('turn ended', { ...ids, status, durationMs, ...(error && { error: error.message }) });
    turn.span.set({ 'turn.status': status ?? 'unknown' });
    turn.span.end(error?.message);
    thread.turnEnded(turn);
  }
}

async function sumUp(turn: Turn, thread: TurnHost): Promise<void> {
  announceStart(turn, thread);
  await compactHistory(turn, thread);
}

async function converse(turn: Turn, thread: TurnHost): Promise<void> {
  announceStart(turn, thread);
  await turn.options.work?.(turn);
  turn.signal.throwIfAborted();
  if (turn.options.work && !turn.hasMessages) return;
  await prepareHistory(turn, thread);
  for (;;) {
    await recordMessages(turn, thread);
    const reply = await respond(turn, thread);
    turn.signal.throwIfAborted();
    if (reply.calls.length === 0 && !reply.wantsMore && !turn.hasMessages) return;
    if (isTooLong(turn, thread)) await compactHistory(turn, thread);
  }
}

/** The context that the model lacks; or, when it could not take the conversation any more, a new and shorter history. */
async function prepareHistory(turn: Turn, thread: TurnHost): Promise<void> {
  const model = compactingModel(turn, thread);
  if (model === null) return recordContext(turn, thread);
  try {
    await compactHistory(turn, thread, model);
  } catch (error) {
    // What the user said must not be lost with the summary.
    await recordMessages(turn, thread);
    throw error;
  }
}

/** Asks the model until it has answered, or the user has spoken, or asking again is of no use. */
async function respond(turn: Turn, thread: TurnHost): Promise<Reply> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await sample(turn, thread);
    await recordOutputs(reply.calls, turn, thread);
    if (reply.begun) reportUsage(turn, thread);
    if (isOverflow(reply.failure)) reportFullWindow(turn, thread);
    turn.signal.throwIfAborted();
    if (reply.failure === undefined || turn.hasMessages) return reply;
    if (!mayAskAgain(reply.failure, attempt, thread)) throw reply.failure;
    logger.warn('model request failed, asking again', { turn: turn.id, attempt, error: reply.failure.message });
    reportRetry(reply.failure, attempt, turn, thread);
    await waitForRetry(attempt, reply.failure, turn.signal);
  }
}

function mayAskAgain(failure: unknown, attempt: number, thread: TurnHost): failure is ModelError {
  return failure instanceof ModelError && mayReconnect(failure, attempt - 1, thread.modelClient.streamMaxRetries);
}
