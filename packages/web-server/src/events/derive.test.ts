// derive.ts with turn-ledger.ts: each changed path is announced once per item, also when the ledger is read back.
import { expect, test } from 'vitest';
import { derivedEvents, olderTwins } from './derive.ts';
import type { ServerMessage } from './messages.ts';
import { emptyLedger, record } from './turn-ledger.ts';

const noTurns = () => 0;
const ids = { threadId: 't', turnId: 'u' };
const change = (path: string, type: string) => ({ path, diff: `diff of ${path}`, kind: { type } });
const item = (...changes: object[]) => ({ id: 'i', type: 'fileChange', changes });

test('a path is told when it first appears', () => {
  const messages: ServerMessage[] = [
    { method: 'turn/started', params: { threadId: 't', turn: { id: 'u' } } },
    { method: 'item/started', params: { ...ids, item: item(change('/a', 'add')) }, emittedAtMs: 3 },
    {
      method: 'item/fileChange/patchUpdated',
      params: { ...ids, itemId: 'i', changes: [change('/a', 'add'), change('/b', 'update')] },
    },
    {
      method: 'item/completed',
      params: { ...ids, item: item(change('/a', 'add'), change('/b', 'update'), change('/c', 'delete')) },
    },
  ];
  const ledger = emptyLedger();
  const told = messages.map((message) => {
    const derived = derivedEvents(ledger, message, noTurns);
    for (const each of [message, ...derived]) record(ledger, each, null);
    return derived.map(({ params }) => `${params.file_path} ${params.change_type}`);
  });
  expect(told).toEqual([[], ['/a added'], ['/b modified'], ['/c deleted']]);
  expect(derivedEvents(emptyLedger(), messages[1] as ServerMessage, noTurns)).toEqual([
    {
      method: 'item/fileChange/outputDelta',
      params: { ...ids, itemId: 'i', delta: 'diff of /a', file_path: '/a', change_type: 'added' },
      emittedAtMs: 3,
    },
  ]);
});

test('other items tell nothing', () => {
  const plan = { method: 'item/completed', params: { ...ids, item: { id: 'i', type: 'plan', text: '' } } };
  expect(derivedEvents(emptyLedger(), plan, noTurns)).toEqual([]);
});

test('a compaction is told once, when its item is complete and the new size is known', () => {
  const usage = (totalTokens: number): ServerMessage => ({
    method: 'thread/tokenUsage/updated',
    params: { ...ids, tokenUsage: { last: { totalTokens } } },
  });
  const compaction = (method: string): ServerMessage => ({
    method,
    params: { ...ids, item: { id: 'c', type: 'contextCompaction' } },
  });
  const messages = [
    { method: 'turn/started', params: { threadId: 't', turn: { id: 'u' } } },
    usage(9000),
    compaction('item/started'),
    compaction('item/completed'),
    usage(2000),
    usage(2100),
    { method: 'turn/completed', params: { threadId: 't', turn: { id: 'u' } } },
  ];
  const ledger = emptyLedger();
  const told = messages.flatMap((message) => {
    const derived = derivedEvents(ledger, message, () => 3);
    for (const each of [message, ...derived]) record(ledger, each, null);
    return derived;
  });
  const params = { ...ids, removed_turns: 3, saved_tokens: 7000 };
  expect(told).toEqual([{ method: 'thread/compacted', params }]);
});

test('two events of the process keep their older names beside the new ones', () => {
  expect(olderTwins({ method: 'account/updated', params: { authMode: null, planType: null } })).toEqual([
    { method: 'authStatusChange', params: { auth_method: null } },
  ]);
  const login = { loginId: 'l', success: false, error: 'no' };
  expect(olderTwins({ method: 'account/login/completed', params: login })).toEqual([
    { method: 'loginChatGptComplete', params: { login_id: 'l', success: false, error: 'no' } },
  ]);
});

test("the end of a call of a client's tool is told once: with its item, or with its turn", () => {
  const call = { method: 'item/tool/call', id: 4, params: { ...ids, callId: 'c' } };
  const itemEnd = { method: 'item/completed', params: { ...ids, item: { id: 'c', type: 'dynamicToolCall' } } };
  const turnEnd = { method: 'turn/completed', params: { threadId: 't', turn: { id: 'u' } } };
  const resolved = { method: 'serverRequest/resolved', params: { threadId: 't', requestId: 4 } };
  for (const end of [itemEnd, turnEnd]) {
    const ledger = emptyLedger();
    record(ledger, call, 'connection');
    const told = derivedEvents(ledger, end, noTurns);
    expect(told).toEqual([resolved]);
    for (const each of [end, ...told]) record(ledger, each, null);
    expect(derivedEvents(ledger, turnEnd, noTurns)).toEqual([]);
  }
});
