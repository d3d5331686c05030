// Folding what the official server sent must give what the official server reads back, turn by turn.
import { applyNotification } from '@codex/protocol/apply-notification.ts';
import type { ServerNotification } from '@codex/protocol/methods.ts';
import type { Thread } from '@codex/protocol/thread/thread.ts';
import type { Turn } from '@codex/protocol/turn/turn.ts';
import { expect, test } from 'vitest';
import { type RecordedMessage, readRecordings, requestOf, type WireMessage } from './recordings.ts';

interface Comparison {
  readonly folded: Turn;
  readonly read: Turn;
}

/** Threads as one connection saw them, and every turn that was read back whole after it had ended. */
function foldRecording(messages: readonly RecordedMessage[], connection: string) {
  const threads = new Map<string, Thread>();
  const comparisons: Comparison[] = [];
  for (const entry of messages) {
    if (entry.sender !== 'server' || entry.connection !== connection) continue;
    const { message } = entry;
    if (message.method === undefined) {
      const request = requestOf(entry, messages);
      followStarted(threads, request?.method, message);
      comparisons.push(...compareTurns(threads, request, message));
    } else if (message.id === undefined) {
      for (const thread of threads.values()) applyNotification(thread, message as ServerNotification);
    }
  }
  return { threads, comparisons };
}

function followStarted(threads: Map<string, Thread>, method: string | undefined, { result }: WireMessage): void {
  if (method !== 'thread/start' || result === undefined) return;
  const { thread } = structuredClone(result) as { thread: Thread };
  threads.set(thread.id, thread);
}

function compareTurns(threads: ReadonlyMap<string, Thread>, request: WireMessage | undefined, answer: WireMessage) {
  const thread = threads.get((request?.params as { threadId?: string } | undefined)?.threadId ?? '');
  // Threads in the older storage mode read back with other item ids and without commands.
  if (thread === undefined || thread.historyMode === 'legacy') return [];
  return turnsReadBack(request?.method, answer).flatMap((read): Comparison[] => {
    const folded = thread.turns.find(({ id }) => id === read.id);
    return folded && folded.status !== 'inProgress' ? [{ folded: structuredClone(folded), read }] : [];
  });
}

function turnsReadBack(method: string | undefined, { result }: WireMessage): Turn[] {
  const { thread, data } = (result ?? {}) as { thread?: Thread; data?: Turn[] };
  const turns = method === 'thread/turns/list' ? data : method === 'thread/read' ? thread?.turns : undefined;
  return (turns ?? []).filter(({ itemsView }) => itemsView === 'full');
}

const folds = readRecordings().flatMap(({ name, messages }) => {
  const connections = [...new Set(messages.map(({ connection }) => connection))];
  return connections.map((connection) => ({ name, connection, ...foldRecording(messages, connection) }));
});

test('there is something to compare', () => {
  expect(folds.flatMap(({ comparisons }) => comparisons).length).toBeGreaterThan(10);
});

test.each(folds)('$name (connection $connection)', ({ threads, comparisons }) => {
  for (const { folded, read } of comparisons) expect(folded).toEqual(read);
  const ended = [...threads.values()].flatMap(({ turns }) => turns.filter(({ status }) => status !== 'inProgress'));
  for (const { items } of ended) expect(items.filter(({ completedAtMs }) => completedAtMs === null)).toEqual([]);
});
