// derive.ts with turn-ledger.ts: each changed path is announced once per item, also when the ledger is read back.
import { expect, test } from 'vitest';
import { derivedEvents } from './derive.ts';
import type { ServerMessage } from './messages.ts';
import { emptyLedger, record } from './turn-ledger.ts';

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
    const derived = derivedEvents(ledger, message);
    for (const each of [message, ...derived]) record(ledger, each, null);
    return derived.map(({ params }) => `${params.file_path} ${params.change_type}`);
  });
  expect(told).toEqual([[], ['/a added'], ['/b modified'], ['/c deleted']]);
  expect(derivedEvents(emptyLedger(), messages[1] as ServerMessage)).toEqual([
    {
      method: 'item/fileChange/outputDelta',
      params: { ...ids, itemId: 'i', delta: 'diff of /a', file_path: '/a', change_type: 'added' },
      emittedAtMs: 3,
    },
  ]);
});

test('other items tell nothing', () => {
  const plan = { method: 'item/completed', params: { ...ids, item: { id: 'i', type: 'plan', text: '' } } };
  expect(derivedEvents(emptyLedger(), plan)).toEqual([]);
});
