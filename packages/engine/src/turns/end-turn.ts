// The three ways in which a turn ends. In each the rollout knows first: what clients are told survives a crash.
import type { ThreadStatus } from '@codex/protocol/thread/thread.ts';
import type { TurnError, Turn as WireTurn } from '@codex/protocol/turn/turn.ts';
import { turnAbortedMessage } from '../context/turn-aborted.ts';
import { responseItem, taskComplete, turnAborted } from '../rollouts/records.ts';
import type { RolloutItem } from '../rollouts/rollout-line.ts';
import { recordNotice } from './start-turn.ts';
import type { Turn } from './turn.ts';
import type { TurnHost } from './turn-host.ts';

export async function completeTurn(turn: Turn, thread: TurnHost): Promise<void> {
  conclude(turn, thread);
  const times = timesOf(turn);
  const message = turn.lastAgentMessage;
  const firstToken = turn.firstTokenAtMs;
  const end = taskComplete({
    ...turn.ids(thread),
    ...times,
    lastAgentMessage: message?.text ?? null,
    timeToFirstTokenMs: firstToken === null ? null : firstToken - turn.startedAtMs,
  });
  thread.commit(null, [end]);
  await thread.sync();
  if (message && !thread.goesOn()) markUnread(turn, thread);
  setStatus({ type: 'idle' }, thread);
  const items = message ? { items: [message], itemsView: 'summary' as const } : {};
  announceEnd(turn, thread, turn.wire('completed', { ...items, ...wireTimes(times) }));
}

export async function failTurn(turn: Turn, thread: TurnHost, error: TurnError): Promise<void> {
  const times = timesOf(turn);
  await turn.abandon(error.message);
  setStatus({ type: 'systemError' }, thread);
  const ids = { threadId: thread.id, turnId: turn.id };
  thread.commit({ method: 'error', params: { error, willRetry: false, ...ids } });
  ifPossible(() => conclude(turn, thread));
  await recordIfPossible(thread, [taskComplete({ ...turn.ids(thread), ...times, lastAgentMessage: null, error })]);
  markUnread(turn, thread);
  announceEnd(turn, thread, turn.wire('failed', { error, ...wireTimes(times) }));
}

export async function interruptTurn(turn: Turn, thread: TurnHost): Promise<void> {
  await turn.settled();
  const times = timesOf(turn);
  ifPossible(() => conclude(turn, thread));
  const { abortReason: reason } = turn;
  const isNews = reason === 'interrupted' && turn.kind === 'regular';
  await recordIfPossible(thread, [
    ...(isNews ? [responseItem(turnAbortedMessage(), thread.historySequence.next())] : []),
    turnAborted({ ...turn.ids(thread), ...times, reason }),
  ]);
  if (turn.lastAgentMessage) markUnread(turn, thread);
  setStatus({ type: 'idle' }, thread);
  announceEnd(turn, thread, turn.wire('interrupted', wireTimes(times)));
}

/** What has to be said and kept however a turn ends. */
function conclude(turn: Turn, thread: TurnHost): void {
  turn.sayLastWords();
  for (const message of turn.takeMessages()) if ('items' in message) recordNotice(message, thread);
}

/** A turn must end for its followers even when the disk is full. */
async function recordIfPossible(thread: TurnHost, records: readonly RolloutItem[]): Promise<void> {
  ifPossible(() => thread.commit(null, records));
  await thread.sync().catch(() => {});
}

/** What is not recorded is read back as after a crash: the turn shows as interrupted. */
function ifPossible(act: () => void): void {
  try {
    act();
  } catch {
    // Nobody is left to be told: the followers learn from the end of the turn that something is wrong.
  }
}

function announceEnd(turn: Turn, thread: TurnHost, wire: WireTurn): void {
  turn.ended = wire;
  thread.commit({ method: 'turn/completed', params: { threadId: thread.id, turn: wire } });
}

function setStatus(status: ThreadStatus, thread: TurnHost): void {
  thread.commit({ method: 'thread/status/changed', params: { threadId: thread.id, status } });
}

/** Clients that show threads mark the turn as not looked at yet. */
function markUnread(turn: Turn, thread: TurnHost): void {
  if (!thread.keepsReadState) return;
  const readState = thread.nextReadState(turn);
  thread.commit({ method: 'thread/readState/changed', params: { threadId: thread.id, readState } });
}

function timesOf(turn: Turn) {
  return { startedAtMs: turn.startedAtMs, completedAtMs: Date.now() };
}

function wireTimes(times: { startedAtMs: number; completedAtMs: number }): Partial<WireTurn> {
  const { startedAtMs, completedAtMs } = times;
  return { completedAt: Math.floor(completedAtMs / 1000), durationMs: Math.max(0, completedAtMs - startedAtMs) };
}
