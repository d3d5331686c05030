// One turn: what followers are told and in which order, what is on the disk by then, what the model is asked.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { functionCall, message, reasoning, response } from '@codex/testkit/ev.ts';
import { reply, replyWithUsage } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { beginTurn, conversation, createBench, dropped, hanging, openScene, say } from './harness.ts';

test('a streamed answer comes in the official order', async () => {
  const bench = await createBench([reply(message('Hello world', { deltas: ['Hel', 'lo ', 'world'] }))]);
  const scene = await openScene(bench);
  const turn = await say(scene, 'Hi');
  expect(scene.witness.methods).toEqual([
    'thread/started',
    'thread/status/changed',
    'turn/started',
    'item/started',
    'item/completed',
    'item/started',
    ...Array(3).fill('item/agentMessage/delta'),
    'item/completed',
    'thread/tokenUsage/updated',
    'account/rateLimits/updated',
    'thread/readState/changed',
    'thread/status/changed',
    'turn/completed',
  ]);
  expect(turn).toMatchObject({ status: 'completed', itemsView: 'summary', items: [{ text: 'Hello world' }] });
  expect(conversation(bench.model)).toMatchObject([{ role: 'user', content: [{ text: 'Hi' }] }]);
});

test('a completed item is in the rollout before anybody is told', async () => {
  const call = functionCall('exec_command', { cmd: 'echo hi' }, 'c1');
  const bench = await createBench([reply(reasoning(['why']), message('now'), call), reply(message('done'))]);
  const scene = await openScene(bench);
  const path = scene.start.path ?? '';
  const missing: string[] = [];
  scene.witness.onEntry = ({ message }) => {
    if (message.method !== 'item/completed') return;
    const { item } = message.params;
    if (!readFileSync(path, 'utf8').includes(`"id":"${item.id}"`)) missing.push(item.id);
  };
  await say(scene, 'go');
  expect(scene.witness.all('item/completed').map(({ item }) => item.type)).toEqual([
    'userMessage',
    'reasoning',
    'agentMessage',
    'commandExecution',
    'agentMessage',
  ]);
  expect(missing).toEqual([]);
});

test('usage adds up over responses and turns; a response without usage repeats what is known', async () => {
  const call = functionCall('nope', {}, 'c1');
  const bench = await createBench([
    replyWithUsage({ inputTokens: 100, cachedTokens: 40, outputTokens: 20 }, call),
    replyWithUsage({ inputTokens: 10, outputTokens: 5, reasoningTokens: 3 }, message('a')),
    replyWithUsage(null, message('b')),
  ]);
  const scene = await openScene(bench);
  await say(scene, 'one');
  await say(scene, 'two');
  const totals = scene.witness.all('thread/tokenUsage/updated').map(({ tokenUsage }) => tokenUsage.total);
  expect(totals.map(({ totalTokens }) => totalTokens)).toEqual([120, 135, 135]);
  expect(totals[1]).toMatchObject({ inputTokens: 110, cachedInputTokens: 40, reasoningOutputTokens: 3 });
});

test('calls of one response run side by side, their outputs stand in the order of the calls', async () => {
  const slow = functionCall('exec_command', { cmd: 'while [ ! -e go ]; do sleep 0.05; done; echo slow' }, 'slow');
  const quick = functionCall('exec_command', { cmd: 'echo quick; touch go' }, 'quick');
  const bench = await createBench([reply(slow, quick, functionCall('nope', {}, 'unknown')), reply(message('done'))]);
  const scene = await openScene(bench);
  await say(scene, 'go');
  const outputs = conversation(bench.model).filter(({ type }) => type === 'function_call_output');
  expect(outputs.map(({ call_id }) => call_id)).toEqual(['slow', 'quick', 'unknown']);
  expect(outputs[2]).toMatchObject({ output: 'unsupported call: nope' });
  const completed = scene.witness.all('item/completed').map(({ item }) => item.id);
  expect(completed.indexOf('quick')).toBeLessThan(completed.indexOf('slow'));
});

test('speaking while the model answers gives the half answer up and asks again', async () => {
  const half = response('r', [message('half', { deltas: ['ha', 'lf'] })]).slice(0, 3);
  const bench = await createBench([hanging(half), reply(message('whole'))]);
  const scene = await openScene(bench);
  const streaming = scene.witness.next(({ message }) => message.method === 'item/agentMessage/delta');
  const end = scene.witness.turnEnd();
  const turnId = beginTurn(scene, 'one');
  await streaming;
  expect(beginTurn(scene, 'two')).toBe(turnId);
  expect(await end).toMatchObject({ id: turnId, items: [{ text: 'whole' }] });
  expect(scene.witness.all('turn/started')).toHaveLength(1);
  expect(conversation(bench.model).map((item) => item.role)).toEqual(['user', 'user']);
});

test('speaking while a command runs waits for its output', async () => {
  const call = functionCall('exec_command', { cmd: 'while [ ! -e go ]; do sleep 0.05; done; echo out' }, 'c1');
  const bench = await createBench([reply(call), reply(message('done'))]);
  const scene = await openScene(bench);
  const running = scene.witness.next(
    ({ message }) => message.method === 'item/started' && message.params.item.id === 'c1',
  );
  const end = scene.witness.turnEnd();
  const expectedTurnId = beginTurn(scene, 'one');
  await running;
  const { id: threadId } = scene.thread;
  const input = [{ type: 'text' as const, text: 'also' }];
  scene.thread.steerTurn({ threadId, expectedTurnId, input }).begin();
  writeFileSync(`${bench.home.cwd}/go`, '');
  await end;
  const items = conversation(bench.model).map(({ type, role }) => role ?? type);
  expect(items).toEqual(['user', 'function_call', 'function_call_output', 'user']);
});

test('a broken stream is asked for again; what was complete in it counts', async () => {
  const broken = dropped(response('r', [message('kept'), message('lost')]).slice(0, 5));
  const bench = await createBench([broken, reply(message('end'))]);
  const scene = await openScene(bench, { config: { 'model_providers.mock.stream_max_retries': 2 } });
  await say(scene, 'go');
  const retries = scene.witness.all('error');
  expect(retries).toMatchObject([{ willRetry: true, error: { message: 'Reconnecting... 1/2' } }]);
  expect(conversation(bench.model).map(({ content }) => textOf(content))).toEqual(['go', 'kept']);
});

test('a failed request fails the turn; the next one works and still has the words of the first', async () => {
  const bench = await createBench([{ status: 400, body: { error: { message: 'no' } } }, reply(message('fine'))]);
  const scene = await openScene(bench);
  expect(await say(scene, 'one')).toMatchObject({ status: 'failed', items: [], error: { codexErrorInfo: 'other' } });
  expect(scene.witness.all('thread/status/changed').at(-1)?.status).toEqual({ type: 'systemError' });
  expect(await say(scene, 'two')).toMatchObject({ status: 'completed' });
  expect(conversation(bench.model)).toHaveLength(2);
});

test('a rollout that cannot be written fails the turn and says why; later turns work', async () => {
  const bench = await createBench([reply(message('fine'))]);
  const sessions = `${bench.home.home}/sessions`;
  writeFileSync(sessions, 'in the way');
  const scene = await openScene(bench);
  const turn = await say(scene, 'one');
  expect(turn).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('cannot write') } });
  rmSync(sessions);
  expect(await say(scene, 'two')).toMatchObject({ status: 'completed' });
});

test('a follower that can take no more pauses the model; an interrupt does not wait for it', async () => {
  const deltas = Array.from({ length: 50 }, (_, n) => `${n} `);
  const bench = await createBench([reply(message(deltas.join(''), { deltas }))]);
  const scene = await openScene(bench);
  const { thread, witness } = scene;
  const blocked = Promise.withResolvers<void>();
  witness.onEntry = ({ message }) => {
    if (message.method !== 'item/agentMessage/delta') return;
    witness.pressure = () => {
      blocked.resolve();
      return new Promise(() => {});
    };
  };
  const end = witness.turnEnd();
  const turnId = beginTurn(scene, 'go');
  await blocked.promise;
  expect(witness.all('item/agentMessage/delta')).toHaveLength(1);
  thread.interruptTurn({ threadId: thread.id, turnId }).begin();
  expect(await end).toMatchObject({ status: 'interrupted' });
});

test('a turn may begin with the output of a tool elsewhere, but not with words beside it', async () => {
  const bench = await createBench([reply(message('noted'))]);
  const { thread, witness } = await openScene(bench);
  const toolOutput = { name: 'job', output: 'done' };
  const input = [{ type: 'text' as const, text: 'x' }];
  expect(() => thread.startTurn({ threadId: thread.id, input, toolOutput })).toThrow('cannot be combined');
  const end = witness.turnEnd();
  thread.startTurn({ threadId: thread.id, input: [], toolOutput }).begin();
  await end;
  expect(conversation(bench.model)).toMatchObject([{ type: 'function_call_output', name: 'job', output: 'done' }]);
  const shown = { type: 'functionCallOutput', name: 'job', namespace: null, output: 'done' };
  expect(witness.all('item/completed')[0]?.item).toMatchObject(shown);
});

test('settings that change stay, are told before the response, and reach the model', async () => {
  const bench = await createBench([reply(message('a')), reply(message('b')), reply(message('c'))]);
  const scene = await openScene(bench);
  await say(scene, 'one');
  const { thread, witness } = scene;
  const end = witness.turnEnd();
  const turn = thread.startTurn({ threadId: thread.id, input: [], approvalPolicy: 'on-request', effort: 'high' });
  expect(witness.methods.at(-1)).toBe('thread/settings/updated');
  turn.begin();
  await end;
  await say(scene, 'three');
  expect(witness.all('thread/settings/updated')).toHaveLength(1);
  expect(bench.model.requests.map(({ body }) => effortOf(body))).toEqual(['medium', 'high', 'high']);
  const input = JSON.stringify(bench.model.requests[2]?.body?.input);
  expect(input.split('"role":"developer"')).toHaveLength(4);
});

function textOf(content: unknown): string | undefined {
  return (content as Array<{ text: string }>)[0]?.text;
}

function effortOf(body: Record<string, unknown> | null): unknown {
  return (body?.reasoning as { effort?: string } | undefined)?.effort;
}
