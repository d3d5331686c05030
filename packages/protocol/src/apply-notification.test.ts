// Property tests of the reducer: random but valid streams of two turns, folded in different ways.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyNotification } from './apply-notification.ts';
import type { ThreadItem } from './item/thread-item.ts';
import type { ServerNotification } from './methods.ts';
import type { Thread } from './thread/thread.ts';
import type { Turn } from './turn/turn.ts';

const threadId = 'thread';

function emptyThread(): Thread {
  return {
    id: threadId,
    sessionId: threadId,
    preview: '',
    ephemeral: false,
    projectId: null,
    modelProvider: 'test',
    createdAt: 1,
    updatedAt: 1,
    status: { type: 'idle' },
    cwd: '/',
    cliVersion: '0',
    source: 'cli',
    turns: [],
  };
}

function fold(notifications: readonly ServerNotification[], thread = emptyThread()): Thread {
  for (const notification of notifications) applyNotification(thread, notification);
  return thread;
}

const turnOf = (id: string, status: Turn['status']): Turn => ({ id, items: [], itemsView: 'notLoaded', status });

/** What may happen to one item between its start and its end, as far as the reducer looks at it. */
interface ItemScript {
  readonly turnId: string;
  readonly item: ThreadItem;
  readonly deltas: readonly ServerNotification[];
  readonly isCompleted: boolean;
}

const text = fc.string({ maxLength: 8 });

function scriptOf(turnId: string, itemId: string): fc.Arbitrary<ItemScript> {
  const base = { id: itemId, startedAtMs: 1, completedAtMs: null };
  const at = { threadId, turnId, itemId };
  const deltas = (make: (delta: string) => ServerNotification[]) =>
    fc.array(text, { maxLength: 6 }).map((parts) => parts.flatMap(make));
  const script = (item: ThreadItem, events: fc.Arbitrary<ServerNotification[]>) =>
    fc.record({
      turnId: fc.constant(turnId),
      item: fc.constant(item),
      deltas: events,
      isCompleted: fc.boolean(),
    });
  return fc.oneof(
    script(
      { type: 'agentMessage', text: '', ...base },
      deltas((delta) => [{ method: 'item/agentMessage/delta', params: { ...at, delta } }]),
    ),
    script(
      { type: 'plan', text: '', ...base },
      deltas((delta) => [{ method: 'item/plan/delta', params: { ...at, delta } }]),
    ),
    script(
      { type: 'reasoning', summary: [], content: [], ...base },
      deltas((delta) => [
        { method: 'item/reasoning/summaryPartAdded', params: { ...at, summaryIndex: 0 } },
        { method: 'item/reasoning/summaryTextDelta', params: { ...at, summaryIndex: 0, delta } },
        { method: 'item/reasoning/textDelta', params: { ...at, contentIndex: 0, delta } },
      ]),
    ),
    script(
      { type: 'commandExecution', command: 'x', commandActions: [], cwd: '/', status: 'inProgress', ...base },
      deltas((delta) => [{ method: 'item/commandExecution/outputDelta', params: { ...at, delta } }]),
    ),
    script(
      { type: 'fileChange', changes: [], status: 'inProgress', ...base },
      deltas((diff) => {
        const changes = [{ path: 'a', kind: { type: 'add' as const }, diff }];
        return [{ method: 'item/fileChange/patchUpdated', params: { ...at, changes } }];
      }),
    ),
  );
}

/** The end of an item carries its final form, which need not agree with the deltas. */
function eventsOf({ turnId, item, deltas, isCompleted }: ItemScript): ServerNotification[] {
  const started: ServerNotification = { method: 'item/started', params: { threadId, turnId, item, startedAtMs: 1 } };
  const completed: ServerNotification = {
    method: 'item/completed',
    params: { threadId, turnId, item: { ...item, completedAtMs: 2 }, completedAtMs: 2 },
  };
  return isCompleted ? [started, ...deltas, completed] : [started, ...deltas];
}

/** Mixes sequences, keeping the order within each; `choices` says which one goes on. */
function interleave<T>(sequences: readonly (readonly T[])[], choices: readonly number[]): T[] {
  const rest = sequences.map((sequence) => [...sequence]);
  const mixed: T[] = [];
  for (let step = 0; rest.some(({ length }) => length > 0); step++) {
    const open = rest.filter(({ length }) => length > 0);
    const next = open[(choices[step % choices.length] ?? 0) % open.length]?.shift();
    if (next !== undefined) mixed.push(next);
  }
  return mixed;
}

const turnEvents = (turnId: string) =>
  fc
    .tuple(
      fc.integer({ min: 0, max: 5 }).chain((count) => {
        return fc.tuple(...Array.from({ length: count }, (_, index) => scriptOf(turnId, `${turnId}-${index}`)));
      }),
      fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 30 }),
      fc.boolean(),
    )
    .map(([scripts, choices, failed]): ServerNotification[] => [
      { method: 'thread/status/changed', params: { threadId, status: { type: 'active', activeFlags: [] } } },
      { method: 'turn/started', params: { threadId, turn: turnOf(turnId, 'inProgress') } },
      ...interleave(scripts.map(eventsOf), choices),
      ...(failed
        ? [{ method: 'error' as const, params: { threadId, turnId, willRetry: false, error: { message: 'no' } } }]
        : []),
      { method: 'thread/status/changed', params: { threadId, status: { type: 'idle' } } },
      { method: 'turn/completed', params: { threadId, turn: turnOf(turnId, failed ? 'failed' : 'completed') } },
    ]);

const threadEvents = fc.tuple(turnEvents('t1'), turnEvents('t2')).map((turns) => turns.flat());

test('folding does not depend on where the stream is cut and the thread stored in between', () => {
  fc.assert(
    fc.property(threadEvents, fc.array(fc.boolean(), { minLength: 1 }), (events, cuts) => {
      let thread = emptyThread();
      for (const [index, event] of events.entries()) {
        applyNotification(thread, event);
        if (cuts[index % cuts.length]) thread = JSON.parse(JSON.stringify(thread)) as Thread;
      }
      expect(thread).toEqual(JSON.parse(JSON.stringify(fold(events))));
    }),
  );
});

test('an ended turn holds exactly the completed items, in the order of completion', () => {
  fc.assert(
    fc.property(threadEvents, (events) => {
      const completed = (turnId: string) =>
        events.flatMap(({ method, params }) =>
          method === 'item/completed' && params.turnId === turnId ? [params.item] : [],
        );
      const { turns } = fold(events);
      expect(turns.map(({ items }) => items)).toEqual([completed('t1'), completed('t2')]);
    }),
  );
});

test('notifications are never changed', () => {
  fc.assert(
    fc.property(threadEvents, (events) => {
      const before = JSON.stringify(events);
      fold(events);
      expect(JSON.stringify(events)).toBe(before);
    }),
  );
});

test('events of other threads and of unknown turns or items change nothing', () => {
  fc.assert(
    fc.property(threadEvents, (events) => {
      const thread = { ...emptyThread(), id: 'another' };
      expect(fold(events, thread)).toEqual({ ...emptyThread(), id: 'another' });
      const { turns } = fold(events.filter(({ method }) => method.startsWith('item/')));
      expect(turns).toEqual([]);
    }),
  );
});

test('while an item is open its deltas add up', () => {
  const at = { threadId, turnId: 't', itemId: 'm' };
  const item: ThreadItem = { type: 'agentMessage', id: 'm', text: 'He' };
  const thread = fold([
    { method: 'turn/started', params: { threadId, turn: turnOf('t', 'inProgress') } },
    { method: 'item/started', params: { threadId, turnId: 't', item, startedAtMs: 1 } },
    { method: 'item/agentMessage/delta', params: { ...at, delta: 'llo' } },
    { method: 'item/agentMessage/delta', params: { ...at, delta: '!' } },
    { method: 'item/reasoning/textDelta', params: { ...at, contentIndex: 0, delta: 'not a reasoning item' } },
  ]);
  expect(thread.turns[0]?.items).toEqual([{ ...item, text: 'Hello!' }]);
});

test('a command that outlives its turn leaves it and comes back at its end', () => {
  const item: ThreadItem = {
    type: 'commandExecution',
    id: 'c',
    command: 'sleep 9',
    commandActions: [],
    cwd: '/',
    status: 'inProgress',
  };
  const ended: ThreadItem = { ...item, status: 'completed', aggregatedOutput: 'done', completedAtMs: 9 };
  const turn = { threadId, turnId: 't' };
  const events: ServerNotification[] = [
    { method: 'turn/started', params: { threadId, turn: turnOf('t', 'inProgress') } },
    { method: 'item/started', params: { ...turn, item, startedAtMs: 1 } },
    { method: 'turn/completed', params: { threadId, turn: turnOf('t', 'completed') } },
    { method: 'item/commandExecution/outputDelta', params: { ...turn, itemId: 'c', delta: 'done' } },
  ];
  const thread = fold(events);
  expect(thread.turns[0]?.items).toEqual([]);
  applyNotification(thread, { method: 'item/completed', params: { ...turn, item: ended, completedAtMs: 9 } });
  expect(thread.turns[0]).toMatchObject({ status: 'completed', items: [ended] });
});
