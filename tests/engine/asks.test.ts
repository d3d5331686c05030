// Questions to clients: any order of answers, the first answer wins, newcomers are asked too, nothing stays open.
import { existsSync } from 'node:fs';
import type { ServerRequest } from '@codex/protocol/methods.ts';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { type Bench, beginTurn, conversation, createBench, openScene, type Scene, Witness } from './harness.ts';

const accept = { result: { decision: 'accept' } };
const decline = { result: { decision: 'decline' } };

async function askTwice(): Promise<{ bench: Bench; scene: Scene; asks: ServerRequest[]; turnId: string }> {
  const touch = (name: string) => functionCall('exec_command', { cmd: `touch ${name}` }, name);
  const bench = await createBench([reply(touch('a'), touch('b')), reply(message('done'))]);
  const scene = await openScene(bench, { approvalPolicy: 'untrusted' });
  const asks: ServerRequest[] = [];
  const both = Promise.withResolvers<void>();
  scene.witness.onEntry = ({ message }) => {
    if ('id' in message && asks.push(message) === 2) both.resolve();
  };
  const turnId = beginTurn(scene, 'go');
  await both.promise;
  return { bench, scene, asks, turnId };
}

const flags = ({ witness }: Scene) =>
  witness
    .all('thread/status/changed')
    .map(({ status }) => (status.type === 'active' ? status.activeFlags : status.type));

test('two questions answered in reverse order', async () => {
  const { bench, scene, asks } = await askTwice();
  const { engine, witness } = scene;
  expect(asks.map(({ id }) => id)).toEqual([0, 1]);
  const ofItem = (itemId: string) =>
    asks.find(({ params }) => (params as { itemId: string }).itemId === itemId)?.id ?? -1;
  const end = witness.turnEnd();
  expect(engine.answer(ofItem('b'), accept)).toBe(true);
  expect(flags(scene).at(-1)).toEqual(['waitingOnApproval']);
  expect(engine.answer(ofItem('a'), decline)).toBe(true);
  expect(flags(scene).at(-1)).toEqual([]);
  await end;
  expect(existsSync(`${bench.home.cwd}/a`)).toBe(false);
  expect(existsSync(`${bench.home.cwd}/b`)).toBe(true);
  const outputs = conversation(bench.model).filter(({ type }) => type === 'function_call_output');
  expect(outputs.map(({ call_id }) => call_id)).toEqual(['a', 'b']);
  expect(outputs[0]?.output).toContain('rejected by user');
});

test('the first answer wins; everybody is told once; nobody else is heard', async () => {
  const { scene, asks } = await askTwice();
  const { engine, witness } = scene;
  const end = witness.turnEnd();
  for (const { id } of asks) expect(engine.answer(id, accept)).toBe(true);
  for (const { id } of asks) expect(engine.answer(id, decline)).toBe(false);
  expect(engine.answer(99, accept)).toBe(false);
  await end;
  expect(witness.all('serverRequest/resolved').map(({ requestId }) => requestId)).toEqual(asks.map(({ id }) => id));
});

test('whoever follows later is asked what is still open, under the same id', async () => {
  const { scene, asks } = await askTwice();
  const [first, second] = asks as [ServerRequest, ServerRequest];
  scene.engine.answer(first.id, decline);
  const newcomer = new Witness();
  scene.thread.follow(newcomer, { replayAsks: true });
  expect(newcomer.entries.map(({ message }) => message)).toEqual([second]);
  const end = newcomer.turnEnd();
  scene.engine.answer(second.id, decline);
  await end;
  expect(newcomer.all('serverRequest/resolved')).toMatchObject([{ requestId: second.id }]);
});

test('an interrupt closes the questions after the end of the turn; late answers change nothing', async () => {
  const { bench, scene, asks, turnId } = await askTwice();
  const { engine, thread, witness } = scene;
  const end = witness.turnEnd();
  thread.interruptTurn({ threadId: thread.id, turnId }).begin();
  for (const { id } of asks) expect(engine.answer(id, accept)).toBe(false);
  await end;
  expect(witness.methods.slice(-3)).toEqual(['turn/completed', 'serverRequest/resolved', 'serverRequest/resolved']);
  expect(flags(scene).at(-1)).toBe('idle');
  expect(existsSync(`${bench.home.cwd}/a`)).toBe(false);
});

test('an answer `cancel` interrupts the turn', async () => {
  const { scene, asks } = await askTwice();
  const end = scene.witness.turnEnd();
  scene.engine.answer(asks[0]?.id ?? -1, { result: { decision: 'cancel' } });
  expect(await end).toMatchObject({ status: 'interrupted' });
});
