// Compactions: what the model is asked, what is left, when it happens by itself, and that a failure changes nothing.
import { functionCall, message, response } from '@codex/testkit/ev.ts';
import { type MockAnswer, reply, replyWithUsage } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { beginTurn, client, createBench, hanging, openScene, type Scene, say, Witness } from './harness.ts';
import { inputOf, textsOf, toolNamesOf } from './script.ts';

const big = (...items: Parameters<typeof reply>) => replyWithUsage({ inputTokens: 900, outputTokens: 10 }, ...items);
const overflow: MockAnswer = {
  events: [{ type: 'response.failed', response: { error: { code: 'context_length_exceeded', message: 'too long' } } }],
};

async function compact({ thread, witness }: Scene) {
  const end = witness.turnEnd();
  thread.startCompaction().begin();
  return end;
}

const compactions = ({ witness }: Scene) =>
  witness.all('item/completed').filter(({ item }) => item.type === 'contextCompaction').length;

test('the summary takes the place of all but the words of the user, also after a restart', async () => {
  const bench = await createBench([
    reply(message('one')),
    reply(message('SUM')),
    reply(message('two')),
    reply(message('three')),
  ]);
  const scene = await openScene(bench);
  await say(scene, 'first');
  expect(await compact(scene)).toMatchObject({ status: 'completed', items: [] });
  const [, request] = bench.model.requests;
  expect(toolNamesOf(request)).toEqual([]);
  expect(textsOf(request).slice(0, 2)).toEqual(['first', 'one']);
  await say(scene, 'second');
  expect(textsOf(bench.model.requests[2])).toEqual(['first', expect.stringMatching(/\n\nSUM$/), 'second']);

  const engine = await bench.restart();
  const { thread } = await engine.threads.resume({ threadId: scene.thread.id }, client);
  const witness = new Witness();
  thread.follow(witness);
  await say({ ...scene, engine, thread, witness }, 'third');
  const last = bench.model.requests[3];
  expect(textsOf(last)).toEqual(['first', expect.stringMatching(/\n\nSUM$/), 'second', 'two', 'third']);
  expect(last?.headers['x-codex-window-id']).toBe(`${thread.id}:1`);
});

test('over the limit the next turn compacts before the user is heard', async () => {
  const bench = await createBench([big(message('one')), reply(message('SUM')), reply(message('two'))]);
  const scene = await openScene(bench, { config: { model_auto_compact_token_limit: 500 } });
  await say(scene, 'first');
  expect(compactions(scene)).toBe(0);
  expect(await say(scene, 'second')).toMatchObject({ status: 'completed', items: [{ text: 'two' }] });
  expect(compactions(scene)).toBe(1);
  expect(textsOf(bench.model.requests[1])).not.toContain('second');
  expect(textsOf(bench.model.requests[2]).at(-1)).toBe('second');
});

test('over the limit in the middle of a turn it compacts after the tools, and goes on', async () => {
  const call = functionCall('exec_command', { cmd: 'echo one' }, 'c1');
  const bench = await createBench([big(call), reply(message('SUM')), reply(message('done'))]);
  const config = { model_auto_compact_token_limit: 500, compact_prompt: 'OUR PROMPT' };
  const scene = await openScene(bench, { config });
  expect(await say(scene, 'first')).toMatchObject({ items: [{ text: 'done' }] });
  const [, summary, last] = bench.model.requests;
  expect(textsOf(summary)).toEqual(['first', 'OUR PROMPT']);
  expect(inputOf(summary).map(({ type }) => type)).toContain('function_call_output');
  expect(inputOf(last).map(({ type }) => type)).not.toContain('function_call');
  expect(textsOf(last)).toEqual(['first', expect.stringMatching(/\n\nSUM$/)]);
});

test('a conversation that did not fit is compacted first; what is too long even for that loses its oldest part', async () => {
  const bench = await createBench([overflow, overflow, reply(message('SUM')), reply(message('two'))]);
  const scene = await openScene(bench);
  expect(await say(scene, 'first')).toMatchObject({
    status: 'failed',
    error: { codexErrorInfo: 'contextWindowExceeded' },
  });
  expect(await say(scene, 'second')).toMatchObject({ status: 'completed', items: [{ text: 'two' }] });
  const [, whole, shorter] = bench.model.requests;
  expect(inputOf(shorter)).toHaveLength(inputOf(whole).length - 1);
  expect(inputOf(shorter)[0]).toEqual(inputOf(whole)[0]);
});

test('another kind of model is only asked after the old one has summed up', async () => {
  const bench = await createBench([reply(message('one')), reply(message('SUM')), reply(message('two'))]);
  const scene = await openScene(bench);
  await say(scene, 'first');
  const end = scene.witness.turnEnd();
  const input = [{ type: 'text' as const, text: 'second' }];
  scene.thread.startTurn({ threadId: scene.thread.id, model: 'gpt-5.6-luna', input }).begin();
  await end;
  expect(bench.model.requests.map(({ body }) => body?.model)).toEqual(['gpt-5.5', 'gpt-5.5', 'gpt-5.6-luna']);
});

test('a compaction that fails leaves the conversation as it was, and the words of the user in it', async () => {
  const failure = { status: 500, body: {} };
  const bench = await createBench([
    big(message('one')),
    failure,
    failure,
    reply(message('SUM')),
    reply(message('two')),
  ]);
  const scene = await openScene(bench, { config: { model_auto_compact_token_limit: 500 } });
  await say(scene, 'first');
  expect(await compact(scene)).toMatchObject({ status: 'failed', error: { codexErrorInfo: 'internalServerError' } });
  expect(await say(scene, 'second')).toMatchObject({ status: 'failed' });
  expect(compactions(scene)).toBe(0);
  expect(await say(scene, 'third')).toMatchObject({ status: 'completed' });
  expect(textsOf(bench.model.requests[3]).slice(0, 3)).toEqual(['first', 'one', 'second']);
  expect(textsOf(bench.model.requests[4])).toEqual(['first', 'second', expect.stringMatching(/SUM$/), 'third']);
});

test('it can be interrupted, takes no words meanwhile, and makes way for the next', async () => {
  const halted = hanging(response('r', [message('half')]).slice(0, 3));
  const bench = await createBench([reply(message('one')), halted, halted, reply(message('two'))]);
  const scene = await openScene(bench);
  const { thread, witness } = scene;
  await say(scene, 'first');
  const first = witness.turnEnd();
  thread.startCompaction().begin();
  await bench.model.request(2);
  const second = witness.next(({ message }) => message.method === 'turn/started');
  thread.startCompaction().begin();
  expect(await first).toMatchObject({ status: 'interrupted' });
  await second;
  await bench.model.request(3);
  const turnId = witness.all('turn/started').at(-1)?.turn.id ?? '';
  const input = [{ type: 'text' as const, text: 'more' }];
  expect(() => thread.steerTurn({ threadId: thread.id, expectedTurnId: turnId, input })).toThrow(
    expect.objectContaining({
      message: 'cannot steer a compact turn',
      data: expect.objectContaining({ codexErrorInfo: { activeTurnNotSteerable: { turnKind: 'compact' } } }),
    }),
  );
  expect(() => beginTurn(scene, 'more')).toThrow('ActiveTurnNotSteerable { turn_kind: Compact }');
  const end = witness.turnEnd();
  thread.interruptTurn({ threadId: thread.id, turnId }).begin();
  expect(await end).toMatchObject({ status: 'interrupted' });
  expect(await say(scene, 'second')).toMatchObject({ items: [{ text: 'two' }] });
  expect(textsOf(bench.model.requests[3])).toEqual(['first', 'one', 'second']);
});
