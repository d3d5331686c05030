// log-keeping.ts on real files: a client that replays a compacted log folds to the same thread as one that saw it all,
// numbers are never used twice, and what is too old or too much goes from the oldest on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyNotification } from '@codex/protocol/apply-notification.ts';
import type { ServerNotification } from '@codex/protocol/methods.ts';
import type { Thread } from '@codex/protocol/thread/thread.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventLog } from './event-log.ts';
import { defaultBounds, type LogBounds } from './log-keeping.ts';
import type { ServerMessage } from './messages.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'log-keeping-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const later = Date.now() + 3_600_000;
const open = (bounds: Partial<LogBounds> = {}) =>
  EventLog.open(join(home, 'events.sqlite'), console.error, { ...defaultBounds, ...bounds });

const turn = (id: string, status: string) => ({ id, status, items: [], itemsView: 'notLoaded', error: null });

/** One turn with messages of these words; each word is a delta. */
function turnOf(id: string, messages: readonly string[][]): ServerMessage[] {
  const ids = { threadId: 't', turnId: id };
  const item = (n: number, text: string) => ({ type: 'agentMessage', id: `${id}-${n}`, text, phase: null });
  return [
    { method: 'turn/started', params: { threadId: 't', turn: turn(id, 'inProgress') } },
    ...messages.flatMap((words, n) => [
      { method: 'item/started', params: { ...ids, item: item(n, ''), startedAtMs: 1 } },
      ...words.map((delta) => ({ method: 'item/agentMessage/delta', params: { ...ids, itemId: `${id}-${n}`, delta } })),
      { method: 'item/completed', params: { ...ids, item: item(n, words.join('')), completedAtMs: 2 } },
    ]),
    { method: 'turn/completed', params: { threadId: 't', turn: turn(id, 'completed') } },
  ];
}

function fold(messages: readonly ServerMessage[]): Thread {
  const thread = { id: 't', turns: [], status: { type: 'idle' } } as unknown as Thread;
  for (const message of messages) applyNotification(thread, message as unknown as ServerNotification);
  return thread;
}

test('from any place a compacted log leads to the same thread, with rising numbers and no event but deltas missing', () => {
  const log = open();
  const words = fc.array(fc.array(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 5 }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 3 }), fc.nat(), (turns, seed) => {
      const before = log.position('t').head;
      const all = turns.flatMap((messages, n) => turnOf(`u${before}-${n}`, messages));
      for (const message of all) log.append('t', message);
      log.flush();
      const place = seed % (all.length + 1);
      const whole = log.read('t', before, 10_000);
      log.keeping.sweep(later);
      const replayed = log.read('t', before + place, 10_000);
      const seen = [...whole.slice(0, place), ...replayed].map((event) => event.message);
      expect(fold(seen)).toEqual(fold(all));
      const isDelta = (method: string) => method.endsWith('delta');
      expect(replayed.filter(({ message }) => isDelta(message.method))).toEqual([]);
      expect(replayed).toEqual(whole.slice(place).filter(({ message }) => !isDelta(message.method)));
    }),
    { numRuns: 25 },
  );
  log.close();
});

test('deltas stay while their item is open, and for a while after; a reopened log forgets those of ended turns', () => {
  let log = open({ keepDeltasMs: 60_000 });
  const messages = turnOf('u', [['a', 'b']]);
  for (const message of messages.slice(0, 4)) log.append('t', message);
  log.markUnsettled('t', true);
  log.keeping.sweep(later);
  expect(log.read('t', 0, 100)).toHaveLength(4);
  for (const message of messages.slice(4)) log.append('t', message);
  log.flush();
  log.keeping.sweep(Date.now());
  expect(log.read('t', 0, 100)).toHaveLength(6);
  log.markUnsettled('t', false);
  log.close();
  log = open({ keepDeltasMs: -60_000 });
  expect(log.read('t', 0, 100).map(({ seq }) => seq)).toEqual([1, 2, 5, 6]);
  log.append('t', { method: 'warning', params: {} });
  log.flush();
  expect(log.position('t').head).toBe(7);
  log.close();
});

test('what is too old goes, but never the turn that runs; the floor tells how far; numbers go on after reopening', () => {
  let log = open({ maxAgeMs: 1000 });
  for (const message of turnOf('old', [['a']])) log.append('t', message);
  log.append('t', turnOf('running', [])[0] as ServerMessage);
  log.markUnsettled('t', true);
  log.append('other', { method: 'warning', params: {} });
  log.flush();
  const { head } = log.timeline;
  log.keeping.sweep(later);
  expect(log.read('t', 0, 100).map(({ message }) => message.params.turn)).toMatchObject([{ id: 'running' }]);
  expect(log.position('t')).toMatchObject({ floor: 5, head: 6, turnStart: 6 });
  expect(log.position('other')).toMatchObject({ floor: 1, head: 1 });
  expect(log.timeline).toMatchObject({ floor: head, head });
  log.close();
  log = open();
  expect(log.position('t').floor).toBe(5);
  expect(log.append('other', { method: 'warning', params: {} })).toMatchObject({ seq: 2, place: head + 1 });
  log.close();
});

test('a file that is too large loses its oldest events', () => {
  const log = open({ maxBytes: 200_000 });
  for (let n = 0; n < 300; n += 1) log.append('t', { method: 'warning', params: { text: 'x'.repeat(2000), n } });
  log.flush();
  log.keeping.sweep(Date.now());
  const kept = log.read('t', 0, 1000);
  expect(kept.length).toBeGreaterThan(10);
  expect(kept.length).toBeLessThan(150);
  expect(kept.at(-1)?.seq).toBe(300);
  expect(log.position('t').floor).toBe((kept[0]?.seq ?? 0) - 1);
  log.close();
});
