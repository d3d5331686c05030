// Background terminals: they outlive calls, turns and interrupts, can be listed and ended, and end with their thread.
import { existsSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { beginTurn, createBench, openScene, type Scene, say } from './harness.ts';

const busy = (callId: string) => ({ cmd: `echo ${callId}; while :; do :; done`, yield_time_ms: 300 });

const started = (...callIds: string[]) =>
  reply(...callIds.map((callId) => functionCall('exec_command', busy(callId), callId)));

async function openBusyScene(...callIds: string[]): Promise<Scene> {
  const bench = await createBench([started(...callIds), reply(message('they run'))]);
  const scene = await openScene(bench);
  await say(scene, 'go');
  return scene;
}

const list = ({ thread }: Scene, params: { cursor?: string; limit?: number } = {}) =>
  thread.terminals.list({ threadId: thread.id, ...params });

const completed = ({ witness }: Scene, id: string) =>
  witness.all('item/completed').find(({ item }) => 'id' in item && item.id === id)?.item;

const ended = ({ witness }: Scene, id: string) =>
  witness.next(
    ({ message }) =>
      message.method === 'item/completed' && 'id' in message.params.item && message.params.item.id === id,
  );

test('a list tells what they are and what they cost, page by page', async () => {
  const scene = await openBusyScene('a', 'b');
  // The system counts processor time in steps: a moment may pass before there is any.
  const used = async () => (await list(scene)).data.every(({ cpuPercent }) => (cpuPercent ?? 0) > 0);
  await expect.poll(used, { timeout: 30_000 }).toBe(true);
  const { data } = await list(scene);
  expect(data.map(({ itemId }) => itemId).sort()).toEqual(['a', 'b']);
  for (const { itemId, command, cwd, osPid, rssKb } of data) {
    expect({ command, cwd }).toEqual({ command: busy(itemId).cmd, cwd: scene.start.cwd });
    expect(readdirSync(`/proc/${osPid}/task`)).not.toEqual([]);
    expect(rssKb).toBeGreaterThan(100);
  }
  const first = await list(scene, { limit: 1 });
  const second = await list(scene, { limit: 1, cursor: first.nextCursor ?? '' });
  expect([...first.data, ...second.data].map(({ itemId }) => itemId)).toEqual(data.map(({ itemId }) => itemId));
  expect(second.nextCursor).toBeNull();
});

test.each([
  ['', 'cannot parse integer from empty string'],
  ['zz', 'invalid digit found in string'],
  ['99999999999', 'number too large to fit in target type'],
])('%j is no process id', async (processId, why) => {
  const scene = await openScene(await createBench([]));
  const { thread } = scene;
  const terminate = () => thread.terminals.terminate({ threadId: thread.id, processId });
  expect(terminate).toThrow(`invalid background terminal process id: ${why}`);
});

test('terminate ends one, clean the others; their items fail', async () => {
  const scene = await openBusyScene('a', 'b', 'c');
  const { thread } = scene;
  const { data } = await list(scene);
  const processId = data.find(({ itemId }) => itemId === 'b')?.processId ?? '';
  const gone = ended(scene, 'b');
  const terminated = thread.terminals.terminate({ threadId: thread.id, processId });
  expect(terminated.response).toEqual({ terminated: true });
  expect(completed(scene, 'b')).toBeUndefined();
  terminated.begin();
  await gone;
  expect(completed(scene, 'b')).toMatchObject({ status: 'failed', exitCode: -1, aggregatedOutput: 'b\n' });
  expect(thread.terminals.terminate({ threadId: thread.id, processId }).response).toEqual({ terminated: false });
  expect((await list(scene)).data.map(({ itemId }) => itemId).sort()).toEqual(['a', 'c']);
  const others = Promise.all([ended(scene, 'a'), ended(scene, 'c')]);
  thread.terminals.clean().begin();
  await others;
  expect(await list(scene)).toEqual({ data: [], nextCursor: null });
});

test('they survive a later turn that is interrupted', async () => {
  const slow = reply(functionCall('exec_command', { cmd: 'echo slow; sleep 60' }, 'slow'));
  const bench = await createBench([started('a'), reply(message('it runs')), slow]);
  const scene = await openScene(bench);
  await say(scene, 'go');
  const end = scene.witness.turnEnd();
  const turnId = beginTurn(scene, 'more');
  await scene.witness.next(({ message }) => message.method === 'item/commandExecution/outputDelta');
  scene.thread.interruptTurn({ threadId: scene.thread.id, turnId }).begin();
  expect((await end).status).toBe('interrupted');
  expect((await list(scene)).data.map(({ itemId }) => itemId)).toEqual(['a']);
});

test('they end with the engine', async () => {
  const scene = await openBusyScene('a');
  const [running] = (await list(scene)).data;
  await scene.engine.close();
  expect(completed(scene, 'a')).toMatchObject({ status: 'failed', exitCode: -1 });
  for (let tries = 0; existsSync(`/proc/${running?.osPid}`) && tries < 100; tries++) await delay(10);
  expect(existsSync(`/proc/${running?.osPid}`)).toBe(false);
});
