// The reducer of the event stream: folding a thread's notifications over its snapshot gives what thread/read answers
// once no turn runs. The server, the web log and clients all fold with this one function.
//
// In a turn, completed items stand first in the order of completion, open ones after them in the order of start. So an
// event looks only at the few open items at the end, and a delta costs the same however long the turn is.
import type { AgentMessageDeltaNotification } from './item/agent-message.ts';
import type { ItemCompletedNotification, ItemStartedNotification } from './item/notifications.ts';
import type { ThreadItem } from './item/thread-item.ts';
import type { ServerNotification, ServerNotificationMethod, ServerNotificationParams } from './methods.ts';
import type { Thread } from './thread/thread.ts';
import type { ErrorNotification } from './turn/notifications.ts';
import type { Turn } from './turn/turn.ts';

/**
 * Changes `thread` in place; the caller owns it, and notifications are never changed nor kept in a changeable part.
 * Notifications of other threads, of turns the thread does not have, and of items that are not open change nothing.
 */
export function applyNotification(thread: Thread, notification: ServerNotification): void {
  const fold = folds[notification.method] as ((thread: Thread, params: unknown) => void) | undefined;
  if (fold !== undefined && threadIdOf(notification.params) === thread.id) fold(thread, notification.params);
}

function threadIdOf(params: ServerNotification['params']): string | null | undefined {
  if ('threadId' in params) return params.threadId;
  return 'thread' in params ? params.thread.id : undefined;
}

type Folds = { [M in ServerNotificationMethod]?: (thread: Thread, params: ServerNotificationParams<M>) => void };

/** Notifications without a row say nothing that a `Thread` holds. */
const folds: Folds = {
  'thread/started': (thread, { thread: { turns: _, ...fields } }) => Object.assign(thread, fields),
  'thread/status/changed': (thread, { status }) => {
    thread.status = status;
  },
  'thread/closed': (thread) => {
    thread.status = { type: 'notLoaded' };
  },
  'thread/name/updated': (thread, { threadName }) => {
    thread.name = threadName ?? null;
  },
  'turn/started': (thread, { turn }) => startTurn(thread, turn),
  'turn/completed': (thread, { turn }) => completeTurn(thread, turn),
  error: setError,
  'item/started': startItem,
  'item/completed': completeItem,
  'item/agentMessage/delta': (thread, params) => appendText(thread, params, 'agentMessage'),
  'item/plan/delta': (thread, params) => appendText(thread, params, 'plan'),
  'item/reasoning/summaryPartAdded': (thread, params) => {
    appendPart(findOpenItem(thread, params, 'reasoning')?.summary, params.summaryIndex, '');
  },
  'item/reasoning/summaryTextDelta': (thread, params) => {
    appendPart(findOpenItem(thread, params, 'reasoning')?.summary, params.summaryIndex, params.delta);
  },
  'item/reasoning/textDelta': (thread, params) => {
    appendPart(findOpenItem(thread, params, 'reasoning')?.content, params.contentIndex, params.delta);
  },
  'item/commandExecution/outputDelta': (thread, params) => {
    const item = findOpenItem(thread, params, 'commandExecution');
    if (item) item.aggregatedOutput = (item.aggregatedOutput ?? '') + params.delta;
  },
  'item/fileChange/patchUpdated': (thread, params) => {
    const item = findOpenItem(thread, params, 'fileChange');
    if (item) item.changes = params.changes;
  },
};

function findTurn(thread: Thread, turnId: string): Turn | undefined {
  return thread.turns.findLast((turn) => turn.id === turnId);
}

/**
 * The turn that an item belongs to. A review announces the turn of its reviewer and then tells of the reviewer's items
 * under its own id; in the history they stand in the reviewer's turn, and that before the review. In no other case are
 * two turns open at once.
 */
function findTurnOfItem(thread: Thread, turnId: string): Turn | undefined {
  const turn = findTurn(thread, turnId);
  return (turn && findReviewer(thread, turn)) ?? turn;
}

function findReviewer({ turns }: Thread, review: Turn): Turn | undefined {
  const before = turns[turns.indexOf(review) - 1];
  const areOpen = before?.status === 'inProgress' && review.status === 'inProgress';
  return areOpen && before.rootTurnId === review.id ? before : undefined;
}

/** Nobody is told how the reviewer's turn ends; in the history it is a turn without an end. */
function endReviewer(thread: Thread, review: Turn): void {
  const reviewer = findReviewer(thread, review);
  if (reviewer === undefined) return;
  reviewer.status = 'interrupted';
  reviewer.items.length = countCompleted(reviewer);
}

function startTurn(thread: Thread, started: Turn): void {
  const turn = findTurn(thread, started.id);
  const made: Turn = { ...started, items: started.items.map(copyForDeltas), itemsView: 'full' };
  if (turn) mergeTurn(turn, started);
  else thread.turns.splice(thread.turns.length - (isReviewer(thread, started) ? 1 : 0), 0, made);
}

function isReviewer({ turns }: Thread, { rootTurnId }: Turn): boolean {
  const last = turns.at(-1);
  return last?.status === 'inProgress' && last.id === rootTurnId;
}

/** What was left open has no place in the history; a command that outlives its turn comes back when it completes. */
function completeTurn(thread: Thread, completed: Turn): void {
  const turn = findTurn(thread, completed.id);
  if (turn === undefined) return;
  endReviewer(thread, turn);
  mergeTurn(turn, completed);
  turn.items.length = countCompleted(turn);
}

/** Turns in notifications carry no more than a summary of their items, so the folded ones stay. */
function mergeTurn(turn: Turn, { items: _, itemsView: __, ...fields }: Turn): void {
  Object.assign(turn, fields);
}

function setError(thread: Thread, { turnId, error, willRetry }: ErrorNotification): void {
  const turn = willRetry ? undefined : findTurn(thread, turnId);
  if (turn) turn.error = error;
}

const isOpen = (item: ThreadItem): boolean => item.completedAtMs === undefined || item.completedAtMs === null;

function countCompleted({ items }: Turn): number {
  return items.findLastIndex((item) => !isOpen(item)) + 1;
}

function startItem(thread: Thread, { turnId, item, startedAtMs }: ItemStartedNotification): void {
  if (item.type === 'enteredReviewMode') startReview(thread, turnId, startedAtMs);
  const review = item.type === 'exitedReviewMode' ? findTurn(thread, turnId) : undefined;
  if (review) endReviewer(thread, review);
  const turn = findTurnOfItem(thread, turnId);
  if (turn === undefined) return;
  const index = findOpenIndex(turn, item.id);
  turn.items[index < 0 ? turn.items.length : index] = copyForDeltas(item);
}

/** The turn of a review is not announced: its first item begins it. */
function startReview(thread: Thread, turnId: string, startedAtMs: number): void {
  const startedAt = Math.floor(startedAtMs / 1000);
  const times = { startedAt, completedAt: null, durationMs: null };
  const turn: Turn = {
    id: turnId,
    rootTurnId: turnId,
    items: [],
    itemsView: 'full',
    status: 'inProgress',
    error: null,
    ...times,
  };
  if (!findTurn(thread, turnId)) thread.turns.push(turn);
}

/** Copies what deltas change: the notification belongs to others as well. */
function copyForDeltas(item: ThreadItem): ThreadItem {
  if (item.type !== 'reasoning') return { ...item };
  return { ...item, summary: [...(item.summary ?? [])], content: [...(item.content ?? [])] };
}

function completeItem(thread: Thread, { turnId, item, completedAtMs }: ItemCompletedNotification): void {
  const turn = findTurnOfItem(thread, turnId);
  if (turn === undefined) return;
  const index = findOpenIndex(turn, item.id);
  if (index >= 0) turn.items.splice(index, 1);
  turn.items.splice(countCompleted(turn), 0, isOpen(item) ? { ...item, completedAtMs } : item);
}

function findOpenIndex({ items }: Turn, itemId: string): number {
  for (let index = items.length - 1; index >= 0; index--) {
    const item = items[index];
    if (item === undefined || !isOpen(item)) return -1;
    if (item.id === itemId) return index;
  }
  return -1;
}

type ItemOf<T extends ThreadItem['type']> = Extract<ThreadItem, { type: T }>;

function findOpenItem<T extends ThreadItem['type']>(
  thread: Thread,
  { turnId, itemId }: { turnId: string; itemId: string },
  type: T,
): ItemOf<T> | undefined {
  const turn = findTurnOfItem(thread, turnId);
  const item = turn?.items[findOpenIndex(turn, itemId)];
  return item?.type === type ? (item as ItemOf<T>) : undefined;
}

function appendText(thread: Thread, params: AgentMessageDeltaNotification, type: 'agentMessage' | 'plan'): void {
  const item = findOpenItem(thread, params, type);
  if (item) item.text += params.delta;
}

/** Parts are numbered from 0 without gaps; another number is a fault of the sender, and ignored. */
function appendPart(parts: string[] | undefined, index: number, delta: string): void {
  if (parts && index >= 0 && index <= parts.length) parts[index] = (parts[index] ?? '') + delta;
}
