// Models that misbehave: floods of deltas, calls without sense, calls that nobody ever answers, calls without end.
import { completed, created, functionCall, message } from '@codex/testkit/ev.ts';
import { type MockAnswer, reply } from '@codex/testkit/mock-model-server.ts';
import type { ModelEvent } from '@codex/testkit/responses-server.ts';
import { expect, test } from 'vitest';
import { beginTurn, conversation, createBench, openScene, say } from './harness.ts';

/** The full million is for machines with time: FULL_LOAD=1. */
const deltas = process.env.FULL_LOAD ? 1_000_000 : 100_000;
const MB = 1024 * 1024;

function* flood(count: number): Generator<ModelEvent> {
  yield created('resp_1');
  const item = { type: 'message', role: 'assistant', id: 'm' };
  yield { type: 'response.output_item.added', output_index: 0, item: { ...item, content: [] } };
  const delta = { type: 'response.output_text.delta', item_id: 'm', output_index: 0, content_index: 0, delta: 'ab ' };
  for (let sent = 0; sent < count; sent++) yield delta;
  const content = [{ type: 'output_text', text: 'ab '.repeat(count) }];
  yield { type: 'response.output_item.done', output_index: 0, item: { ...item, content } };
  yield completed('resp_1', { inputTokens: 1, outputTokens: 1 });
}

test(`${deltas} deltas in one turn all arrive, and nothing of them is kept`, { timeout: 600_000 }, async () => {
  const bench = await createBench([{ events: flood(deltas) }]);
  const scene = await openScene(bench);
  let told = 0;
  let peak = 0;
  const before = process.memoryUsage().rss;
  scene.witness.push = function count({ message }) {
    if (message.method !== 'item/agentMessage/delta') return Object.getPrototypeOf(this).push.call(this, { message });
    told += 1;
    if (told % 1000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
  };
  expect(await say(scene, 'go')).toMatchObject({ status: 'completed' });
  expect(told).toBe(deltas);
  expect(peak - before).toBeLessThan(200 * MB);
});

test('calls without sense are answered one by one, and the turn goes on', async () => {
  const calls = [
    functionCall('exec_command', '{"cmd":', 'c1'),
    functionCall('write_stdin', '[]', 'c2'),
    functionCall('view_image', 'null', 'c3'),
    functionCall('request_user_input', '{"questions":7}', 'c4'),
    functionCall('', '', 'c5'),
    functionCall('constructor', '{}', 'c6'),
    functionCall('view_image', `{"path":${'['.repeat(5000)}`, 'c7'),
  ];
  const bench = await createBench([reply(...calls), reply(message('sorry'))]);
  expect(await say(await openScene(bench), 'go')).toMatchObject({ status: 'completed' });
  const outputs = conversation(bench.model).filter(({ type }) => type === 'function_call_output');
  expect(outputs.map(({ call_id }) => call_id)).toEqual(calls.map((_, index) => `c${index + 1}`));
  expect(outputs.map(({ output }) => output)).toEqual([
    expect.stringMatching(/^failed to parse function arguments: EOF while parsing/),
    expect.stringMatching(/^failed to parse function arguments: /),
    expect.stringMatching(/^failed to parse function arguments: invalid type: null/),
    'request_user_input is unavailable in Default mode',
    'unsupported call: ',
    'unsupported call: constructor',
    expect.stringMatching(/^failed to parse function arguments: recursion limit exceeded/),
  ]);
});

test('a tool of the client that never answers does not hold an interrupt', async () => {
  const bench = await createBench([reply(functionCall('slow', {}, 'c1'))]);
  const tool = { type: 'function', name: 'slow', description: '', inputSchema: { type: 'object' } } as const;
  const scene = await openScene(bench, { dynamicTools: [tool] });
  const { thread, witness } = scene;
  const asked = witness.nextAsk();
  const turnId = beginTurn(scene, 'go');
  const { id } = await asked;
  const end = witness.turnEnd();
  thread.interruptTurn({ threadId: thread.id, turnId }).begin();
  expect(await end).toMatchObject({ status: 'interrupted' });
  expect(scene.engine.answer(id, { result: { contentItems: [], success: true } })).toBe(false);
});

test('a model that calls tools for ever goes on until it is interrupted', async () => {
  let asked = 0;
  const again: MockAnswer = (request) => {
    asked += 1;
    const events = [created(`r${request.n}`), ...functionCall('nope', {}, `c${request.n}`)(0, `r${request.n}`)];
    return { events: [...events, completed(`r${request.n}`, null)] };
  };
  const bench = await createBench(Array.from({ length: 500 }, () => again));
  const scene = await openScene(bench);
  const end = scene.witness.turnEnd();
  const turnId = beginTurn(scene, 'go');
  await bench.model.request(50);
  scene.thread.interruptTurn({ threadId: scene.thread.id, turnId }).begin();
  expect(await end).toMatchObject({ status: 'interrupted' });
  expect(asked).toBeLessThan(500);
});
