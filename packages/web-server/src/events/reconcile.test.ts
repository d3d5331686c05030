// reconcile.ts: whatever prefix of a thread's events reached the log, log plus missing events tell every item once.
import type { Turn } from '@codex/protocol/turn/turn.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ServerMessage } from './messages.ts';
import { missingEvents } from './reconcile.ts';
import { emptyLedger, isSettled, record } from './turn-ledger.ts';

const threadId = 't';

test('after a crash at any event, each turn and each finished item is told exactly once', () => {
  const shape = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(shape, fc.nat(), fc.boolean(), (sizes, cut, lastRuns) => {
      const turns = sizes.map((size, n) => turnOf(n, size, lastRuns && n === sizes.length - 1));
      const whole = turns.flatMap(eventsOf);
      // At least the first turn/started was logged: a thread without any logged turn needs no history.
      const logged = whole.slice(0, 1 + (cut % whole.length));
      const ledger = emptyLedger();
      for (const message of logged) record(ledger, message, null);
      const missing = missingEvents(ledger, { threadId, turns, loaded: false, unsettledSince: 0 }, 1);
      const told = [...logged, ...missing].map(lifecycle);
      expect(new Set(told).size).toBe(told.length);
      expect(told.toSorted()).toEqual(
        [...whole.map(lifecycle), ...(lastRuns ? [`turn/completed ${sizes.length - 1}`] : [])].toSorted(),
      );
      for (const message of missing) record(ledger, message, null);
      expect(isSettled(ledger)).toBe(true);
      expect(missingEvents(ledger, { threadId, turns, loaded: false, unsettledSince: 0 }, 1)).toEqual([]);
    }),
  );
});

test('open asks of a dead process are resolved after the turn is closed', () => {
  const ledger = emptyLedger();
  const started = { method: 'turn/started', params: { threadId, turn: turnOf(0, 0, true) } };
  record(ledger, started, null);
  record(ledger, { method: 'item/commandExecution/requestApproval', id: 7, params: { threadId } }, 'c');
  const missing = missingEvents(ledger, { threadId, turns: [], loaded: false, unsettledSince: 0 }, 1);
  expect(missing.map((message) => message.method)).toEqual(['turn/completed', 'serverRequest/resolved']);
  expect(missing[0]?.params).toMatchObject({ turn: { id: '0', status: 'interrupted' } });
  expect(missing[1]?.params).toEqual({ threadId, requestId: 7 });
});

test('joining a running thread tells its turn and the items so far, without closing anything', () => {
  const turn = turnOf(4, 2, true);
  const state = { threadId, turns: [turnOf(3, 1, false), turn], loaded: true, unsettledSince: 0 };
  const missing = missingEvents(emptyLedger(), state, 1);
  expect(missing.map(lifecycle)).toEqual([
    'turn/started 4',
    'item/started 4.0',
    'item/completed 4.0',
    'item/started 4.1',
    'item/completed 4.1',
  ]);
});

test('a log that knows no turn tells those that it expected, and no older one', () => {
  const turns = [
    { ...turnOf(3, 1, false), startedAt: 99 },
    { ...turnOf(4, 0, false), startedAt: 100 },
    { ...turnOf(5, 0, true), startedAt: 101 },
  ];
  const state = { threadId, turns, loaded: false };
  const expected = ['turn/started 4', 'turn/completed 4', 'turn/started 5', 'turn/completed 5'];
  expect(missingEvents(emptyLedger(), { ...state, unsettledSince: 100_500 }, 1).map(lifecycle)).toEqual(expected);
  expect(missingEvents(emptyLedger(), { ...state, unsettledSince: 0 }, 1)).toEqual([]);
});

function turnOf(n: number, size: number, running: boolean): Turn {
  const items = Array.from({ length: size }, (_, i) => ({
    type: 'plan' as const,
    id: `${n}.${i}`,
    text: '',
    startedAtMs: 1,
    completedAtMs: 2,
  }));
  return { id: String(n), items, status: running ? 'inProgress' : 'completed' };
}

function eventsOf(turn: Turn): ServerMessage[] {
  const items = turn.items.flatMap((item) => [
    { method: 'item/started', params: { threadId, turnId: turn.id, item } },
    { method: 'item/completed', params: { threadId, turnId: turn.id, item } },
  ]);
  const start = { method: 'turn/started', params: { threadId, turn } };
  const end = { method: 'turn/completed', params: { threadId, turn } };
  return turn.status === 'inProgress' ? [start, ...items] : [start, ...items, end];
}

function lifecycle(message: ServerMessage): string {
  const { turn, item } = message.params as { turn?: { id: string }; item?: { id: string } };
  return `${message.method} ${turn?.id ?? item?.id}`;
}
