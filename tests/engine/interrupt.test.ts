// An interrupt at any moment: the turn ends the same way, nothing it started lives on, and the next turn works.
import { readdirSync, readFileSync } from 'node:fs';
import { functionCall, message, reasoning } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { beginTurn, conversation, createBench, hanging, openScene, say, whenSaid } from './harness.ts';

/** Marks the commands of one test run in the process table. */
const mark = `${process.pid}.${Date.now()}`;

function survivors(): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return command.includes(`sleep\u0000${mark}`) ? [command] : [];
    } catch {
      return [];
    }
  });
}

/** Every kind of moment: thinking, writing, a command that runs, one that waits for the first, the next request. */
const script = reply(
  reasoning(['one', 'two']),
  message('I will look.', { deltas: ['I ', 'will ', 'look.'] }),
  functionCall('exec_command', { cmd: 'echo quick' }, 'quick'),
  functionCall('exec_command', { cmd: `echo begun; sleep ${mark} & sleep ${mark}` }, 'slow'),
);

const answer = whenSaid('again', reply(message('next')), script);

/** How many entries the uninterrupted beginning of this turn has, until it waits for the slow command. */
const MOMENTS = 19;

test.each(Array.from({ length: MOMENTS }, (_, moment) => moment))('after entry %i', async (moment) => {
  const bench = await createBench([answer, answer]);
  const scene = await openScene(bench);
  const { thread, witness } = scene;
  const end = witness.turnEnd();
  const first = witness.entries.length;
  let turnId = '';
  let interrupted = -1;
  const interruptNow = () => {
    interrupted = witness.entries.length;
    queueMicrotask(() => thread.interruptTurn({ threadId: thread.id, turnId }).begin());
  };
  witness.onEntry = () => {
    if (interrupted < 0 && witness.entries.length - first > moment) interruptNow();
  };
  turnId = beginTurn(scene, 'go');
  // Later moments than the script has entries are moments in which the slow command runs.
  const fallback = setTimeout(() => interrupted < 0 && interruptNow(), 700);
  const turn = await end;
  clearTimeout(fallback);

  expect(turn).toMatchObject({ id: turnId, status: 'interrupted', error: null, items: [], itemsView: 'notLoaded' });
  expect(witness.methods.slice(-2)).toEqual(['thread/status/changed', 'turn/completed']);
  expect(witness.all('thread/status/changed').at(-1)?.status).toEqual({ type: 'idle' });
  expect(survivors()).toEqual([]);
  const afterwards = witness.entries.length;

  expect(await say(scene, 'again')).toMatchObject({ status: 'completed', items: [{ text: 'next' }] });
  // The turn may still be the first that nobody has looked at.
  const ofOldTurn = witness.entries
    .slice(afterwards)
    .filter(({ message }) => message.method !== 'thread/readState/changed' && JSON.stringify(message).includes(turnId));
  expect(ofOldTurn).toEqual([]);
  expectPairedCalls(conversation(bench.model));
  expect(JSON.stringify(conversation(bench.model))).toContain('<turn_aborted>');
});

function expectPairedCalls(items: ReadonlyArray<Record<string, unknown>>): void {
  const ids = (type: string) => items.filter((item) => item.type === type).map(({ call_id }) => call_id);
  expect(ids('function_call_output')).toEqual(ids('function_call'));
}

test('an interrupted command tells the model how long it ran', async () => {
  const call = functionCall('exec_command', { cmd: `sleep ${mark}` }, 'c1');
  const bench = await createBench([reply(call), reply(message('next'))]);
  const scene = await openScene(bench);
  const { thread, witness } = scene;
  const running = witness.next(({ message }) => message.method === 'item/started' && message.params.item.id === 'c1');
  const end = witness.turnEnd();
  const turnId = beginTurn(scene, 'go');
  await running;
  thread.interruptTurn({ threadId: thread.id, turnId }).begin();
  await end;
  await say(scene, 'again');
  const output = conversation(bench.model).find(({ type }) => type === 'function_call_output');
  expect(output?.output).toMatch(/^Wall time: \d+\.\d seconds\naborted by user$/);
});

test('a turn started while the interrupted one still ends comes after it', async () => {
  const call = functionCall('exec_command', { cmd: `sleep ${mark}` }, 'c1');
  const bench = await createBench([reply(call), reply(message('next'))]);
  const scene = await openScene(bench);
  const { thread, witness } = scene;
  const running = witness.next(({ message }) => message.method === 'item/started' && message.params.item.id === 'c1');
  const turnId = beginTurn(scene, 'go');
  await running;
  thread.interruptTurn({ threadId: thread.id, turnId }).begin();
  const next = beginTurn(scene, 'again');
  expect(next).not.toBe(turnId);
  await witness.next(({ message }) => message.method === 'turn/completed' && message.params.turn.id === next);
  const turnEvents = witness.entries.flatMap(({ message }) =>
    message.method === 'turn/started' || message.method === 'turn/completed'
      ? [`${message.method} ${message.params.turn.id === next ? 'next' : 'first'} ${message.params.turn.status}`]
      : [],
  );
  expect(turnEvents).toEqual([
    'turn/started first inProgress',
    'turn/completed first interrupted',
    'turn/started next inProgress',
    'turn/completed next completed',
  ]);
});

test('there must be a turn to interrupt, and it must be that one', async () => {
  const bench = await createBench([hanging()]);
  const scene = await openScene(bench);
  const { thread } = scene;
  const interrupt = (turnId: string) => thread.interruptTurn({ threadId: thread.id, turnId });
  expect(() => interrupt('x')).toThrow('no active turn to interrupt');
  const turnId = beginTurn(scene, 'go');
  expect(() => interrupt('x')).toThrow(`expected active turn id x but found ${turnId}`);
  const end = scene.witness.turnEnd();
  interrupt(turnId).begin();
  interrupt(turnId).begin();
  await end;
  expect(() => interrupt(turnId)).toThrow('no active turn to interrupt');
});
