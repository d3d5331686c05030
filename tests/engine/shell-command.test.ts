// Commands that the user types: in a turn of their own or beside a running one, and always told to the model.
import { readdirSync, readFileSync } from 'node:fs';
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { beginTurn, conversation, createBench, hanging, openScene, type Scene, say, whenSaid } from './harness.ts';

function type({ thread }: Scene, command: string, timeoutMs: number | null = null): void {
  thread.runShellCommand({ threadId: thread.id, command, timeoutMs }).begin();
}

function item({ witness }: Scene, index = 0) {
  const items = witness.all('item/completed').flatMap(({ item }) => (item.type === 'commandExecution' ? [item] : []));
  return items[index];
}

const itemEnd = ({ witness }: Scene) =>
  witness.next(({ message }) => message.method === 'item/completed' && message.params.item.type === 'commandExecution');

const printed = ({ witness }: Scene) =>
  witness.next(({ message }) => message.method === 'item/commandExecution/outputDelta');

/** What the model was told of commands, by its last request. */
function told(bench: Parameters<typeof conversation>[0]): string[] {
  const texts = conversation(bench).map((entry) => JSON.stringify(entry));
  return texts.filter((text) => text.includes('<user_shell_command>'));
}

function lives(word: string): boolean {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.some((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(word);
    } catch {
      return false;
    }
  });
}

test('an idle thread runs it in a turn without a model, and tells the model later', async () => {
  const bench = await createBench([reply(message('hello'))]);
  const scene = await openScene(bench);
  const end = scene.witness.turnEnd();
  type(scene, '  echo out; exit 4 ');
  expect(await end).toMatchObject({ status: 'completed', items: [] });
  expect(bench.model.requests).toHaveLength(0);
  expect(item(scene)).toMatchObject({
    source: 'userShell',
    status: 'failed',
    processId: null,
    aggregatedOutput: 'out\n',
    exitCode: 4,
  });
  await say(scene, 'hi');
  const [text] = told(bench.model);
  expect(text).toContain('<command>\\necho out; exit 4\\n</command>\\n<result>\\nExit code: 4\\nDuration: 0.');
  expect(text).toContain(' seconds\\nOutput:\\nout\\n\\n</result>');
});

test('beside a turn it runs at once, and the model is asked again about it', async () => {
  const bench = await createBench([reply(message('ab', { deltas: ['a', 'b'] })), reply(message('seen'))]);
  const scene = await openScene(bench);
  const ended = itemEnd(scene);
  scene.witness.onEntry = ({ message: { method } }) => {
    if (method !== 'item/agentMessage/delta') return;
    scene.witness.onEntry = () => {};
    queueMicrotask(() => type(scene, 'echo beside'));
    // The model goes on when the command has ended.
    scene.witness.pressure = () => ended.then(() => {});
  };
  const turn = await say(scene, 'hi');
  expect(turn.items).toMatchObject([{ type: 'agentMessage', text: 'seen' }]);
  expect(scene.witness.methods.filter((method) => method === 'turn/started')).toHaveLength(1);
  expect(bench.model.requests).toHaveLength(2);
  expect(told(bench.model)).toHaveLength(1);
});

test('a turn that ends earlier does not wait for it', async () => {
  const bench = await createBench([reply(message('short')), reply(message('next'))]);
  const scene = await openScene(bench);
  const end = scene.witness.turnEnd();
  beginTurn(scene, 'hi');
  const shown = itemEnd(scene);
  type(scene, 'sleep 0.4; echo late');
  await end;
  expect(item(scene)).toBeUndefined();
  await shown;
  expect(item(scene)).toMatchObject({ status: 'completed', aggregatedOutput: 'late\n' });
  await say(scene, 'and?');
  expect(told(bench.model)).toHaveLength(1);
});

test('an interrupt completes its item before it answers, and kills it before the turn has ended', async () => {
  // The turn may be interrupted before the model is asked.
  const answer = whenSaid('hi', hanging(), reply(message('next')));
  const bench = await createBench([answer, answer]);
  const scene = await openScene(bench);
  const mark = `5.${process.pid}${Date.now()}`;
  for (const own of [true, false]) {
    const begun = scene.witness.next(({ message }) => message.method === 'turn/started');
    const shown = printed(scene);
    if (!own) beginTurn(scene, 'hi');
    type(scene, `echo on; sleep ${mark} & sleep ${mark}`);
    const { message } = await begun;
    const turnId = message.method === 'turn/started' ? message.params.turn.id : '';
    await shown;
    const end = scene.witness.turnEnd();
    const interrupt = scene.thread.interruptTurn({ threadId: scene.thread.id, turnId });
    expect(item(scene, own ? 0 : 1)).toMatchObject({
      status: 'failed',
      exitCode: -1,
      aggregatedOutput: 'command aborted by user',
    });
    let alive = true;
    scene.witness.onEntry = ({ message }) => {
      if (message.method === 'turn/completed') alive = lives(mark);
    };
    interrupt.begin();
    expect((await end).status).toBe('interrupted');
    expect(alive).toBe(false);
  }
  await say(scene, 'next');
  expect(told(bench.model)).toHaveLength(2);
});

test('a time limit ends it with its children', async () => {
  const scene = await openScene(await createBench([]));
  const mark = `6.${process.pid}${Date.now()}`;
  const end = scene.witness.turnEnd();
  type(scene, `echo on; sleep ${mark} & sleep ${mark}`, 300);
  expect((await end).status).toBe('completed');
  expect(item(scene)).toMatchObject({ status: 'failed', exitCode: -1 });
  expect(JSON.stringify(item(scene))).toContain('Sandbox(Timeout');
  expect(lives(mark)).toBe(false);
});

test('who speaks while it runs is answered in the same turn, with its output', async () => {
  const bench = await createBench([reply(message('I see'))]);
  const scene = await openScene(bench);
  const shown = printed(scene);
  type(scene, 'echo on; sleep 0.3');
  await shown;
  const turn = await say(scene, 'look');
  expect(turn.items).toMatchObject([{ type: 'agentMessage', text: 'I see' }]);
  expect(told(bench.model)).toHaveLength(1);
});

test('it ends with the thread', async () => {
  const scene = await openScene(await createBench([]));
  const mark = `7.${process.pid}${Date.now()}`;
  const shown = printed(scene);
  type(scene, `echo on; sleep ${mark}`);
  await shown;
  await scene.engine.close();
  expect(lives(mark)).toBe(false);
  expect(item(scene)).toMatchObject({ status: 'failed', exitCode: -1 });
});

test.each([
  ['   ', null, 'command must not be empty'],
  ['true', -5, 'thread/shellCommand timeoutMs must be non-negative, got -5'],
])('%j with limit %j is refused', async (command, timeoutMs, why) => {
  const { thread } = await openScene(await createBench([]));
  expect(() => thread.runShellCommand({ threadId: thread.id, command, timeoutMs })).toThrow(why);
});
