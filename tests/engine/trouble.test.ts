// What may go wrong around a turn: a model that says nothing, never ends or never stops; a disk that is full; a
// workspace that is gone. Nothing hangs, nothing is lost, and the next turn works.
import { execFile } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Turn } from '@codex/protocol/turn/turn.ts';
import { completed, created, functionCall, message, response } from '@codex/testkit/ev.ts';
import { type MockAnswer, reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { beginTurn, conversation, createBench, hanging, openScene, say } from './harness.ts';
import { byWords, textsOf } from './script.ts';

test('a model that answers nothing ends the turn', async () => {
  const nothing: MockAnswer = { events: [created('r1'), completed('r1', null)] };
  const bench = await createBench([nothing, reply(message('two'))]);
  const scene = await openScene(bench);
  expect(await say(scene, 'one')).toMatchObject({ status: 'completed', items: [], error: null });
  expect(scene.witness.methods).not.toContain('thread/readState/changed');
  expect(await say(scene, 'two')).toMatchObject({ items: [{ text: 'two' }] });
});

test('silence is given up on, said so, and asked again', async () => {
  const bench = await createBench([hanging([created('r1')]), reply(message('awake'))]);
  const scene = await openScene(bench, {
    config: { 'model_providers.mock.stream_idle_timeout_ms': 200, 'model_providers.mock.stream_max_retries': 1 },
  });
  expect(await say(scene, 'go')).toMatchObject({ status: 'completed', items: [{ text: 'awake' }] });
  expect(scene.witness.all('error')).toMatchObject([
    {
      willRetry: true,
      error: { message: 'Reconnecting... 1/1', additionalDetails: expect.stringContaining('idle timeout') },
    },
  ]);
});

test('the wait that a provider asks for is kept', async () => {
  const busy: MockAnswer = {
    status: 429,
    body: { error: { message: 'slow down' } },
    headers: { 'retry-after': '0.3' },
  };
  const bench = await createBench([busy, reply(message('ok'))]);
  const scene = await openScene(bench, { config: { 'model_providers.mock.stream_max_retries': 2 } });
  const begun = performance.now();
  expect(await say(scene, 'go')).toMatchObject({ status: 'completed' });
  expect(performance.now() - begun).toBeGreaterThan(290);
  expect(scene.witness.all('error')).toMatchObject([
    { error: { codexErrorInfo: { responseStreamDisconnected: { httpStatusCode: 429 } } } },
  ]);
});

test('rate limits are told as the provider states them; credits hold until they are stated again', async () => {
  const limits = {
    'x-codex-primary-used-percent': '12.5',
    'x-codex-primary-window-minutes': '300',
    'x-codex-primary-reset-at': '1795300000',
    'x-codex-credits-has-credits': 'true',
    'x-codex-credits-unlimited': 'false',
    'x-codex-credits-balance': '7',
  };
  const bench = await createBench([
    { events: response('r1', [message('one')]), headers: limits },
    reply(message('two')),
  ]);
  const scene = await openScene(bench);
  await say(scene, 'one');
  await say(scene, 'two');
  const credits = { hasCredits: true, unlimited: false, balance: '7' };
  expect(scene.witness.all('account/rateLimits/updated').map(({ rateLimits }) => rateLimits)).toMatchObject([
    { primary: { usedPercent: 13, windowDurationMins: 300, resetsAt: 1_795_300_000 }, secondary: null, credits },
    { primary: null, secondary: null, credits },
  ]);
});

test('a model that never stops calling tools is stopped by an interrupt', async () => {
  const again: MockAnswer = (request) => ({
    events: response(`r${request.n}`, [functionCall('nope', {}, `c${request.n}`)]),
  });
  const bench = await createBench(
    byWords([
      ['next', reply(message('fine'))],
      ['', again],
    ]),
  );
  const scene = await openScene(bench);
  const { thread, witness } = scene;
  const end = witness.turnEnd();
  const turnId = beginTurn(scene, 'go');
  await bench.model.request(25);
  thread.interruptTurn({ threadId: thread.id, turnId }).begin();
  expect(await end).toMatchObject({ status: 'interrupted' });
  expect(await say(scene, 'next')).toMatchObject({ items: [{ text: 'fine' }] });
});

test('a workspace that is gone is told to the model; back again it is used again', async () => {
  const run = (id: string) => reply(functionCall('exec_command', { cmd: 'echo here' }, id));
  const bench = await createBench([run('c1'), reply(message('gone')), run('c2'), reply(message('back'))]);
  const scene = await openScene(bench);
  rmSync(bench.home.cwd, { recursive: true });
  expect(await say(scene, 'look')).toMatchObject({ status: 'completed', items: [{ text: 'gone' }] });
  const output = () =>
    String(conversation(bench.model).findLast(({ type }) => type === 'function_call_output')?.output);
  expect(output()).toContain('exec_command failed');
  mkdirSync(bench.home.cwd);
  expect(await say(scene, 'look again')).toMatchObject({ items: [{ text: 'back' }] });
  expect(output()).toContain('here');
});

test('items put in by hand: every call gets an output, an output without a call is left out', async () => {
  const bench = await createBench([reply(message('one')), reply(message('two'))]);
  const scene = await openScene(bench);
  const user = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'before' }] };
  await scene.thread.injectItems({ threadId: scene.thread.id, items: [user] });
  await say(scene, 'first');
  expect(textsOf(bench.model.requests[0])).toEqual(['before', 'first']);
  const items = [
    { type: 'function_call', call_id: 'open', name: 'f', arguments: '{}' },
    { type: 'function_call_output', call_id: 'orphan', output: 'x' },
    { type: 'nonsense' },
  ];
  await scene.thread.injectItems({ threadId: scene.thread.id, items });
  await say(scene, 'second');
  const calls = conversation(bench.model).filter(({ type }) => type !== 'message');
  expect(calls).toMatchObject([
    { call_id: 'open' },
    { type: 'function_call_output', call_id: 'open', output: 'aborted' },
  ]);
  await expect(scene.thread.injectItems({ threadId: scene.thread.id, items: [] })).rejects.toThrow(
    'items must not be empty',
  );
  const bad = scene.thread.injectItems({ threadId: scene.thread.id, items: [user, { role: 'user' }] });
  await expect(bad).rejects.toThrow('items[1] is not a valid response item: missing field `type`');
});

test('what is put in while a turn runs is heard in it, and not lost when it is interrupted', async () => {
  const half = hanging(response('r', [message('half')]).slice(0, 3));
  const bench = await createBench([half, reply(message('two'))]);
  const scene = await openScene(bench);
  const { thread, witness } = scene;
  const end = witness.turnEnd();
  const turnId = beginTurn(scene, 'first');
  await bench.model.request(1);
  const items = [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'by hand' }] }];
  await thread.injectItems({ threadId: thread.id, items });
  thread.interruptTurn({ threadId: thread.id, turnId }).begin();
  await end;
  await say(scene, 'second');
  expect(textsOf(bench.model.requests[1])).toEqual([
    'first',
    'by hand',
    expect.stringContaining('turn_aborted'),
    'second',
  ]);
});

test('a full disk fails the turn with a clear error; the thread can be read', async () => {
  const bench = await createBench(
    byWords([
      ['second', reply(message('x'.repeat(400_000)))],
      ['', reply(message('small'))],
    ]),
  );
  const { home, cwd } = bench.home;
  const child = join(import.meta.dirname, 'full-disk-child.ts');
  const command = `ulimit -f 200; exec "${process.execPath}" "${child}" "${home}" "${cwd}"`;
  const { stdout } = await promisify(execFile)('/bin/bash', ['-c', command]);
  const { turns, read, status } = JSON.parse(stdout) as { turns: Turn[]; read: Turn[]; status: { type: string } };
  expect(turns.map((turn) => turn.status)).toEqual(['completed', 'failed', 'completed']);
  expect(turns[1]?.error?.message).toMatch(/^cannot write the conversation to .*: EFBIG$/);
  expect(read).toMatchObject([
    { items: [{ type: 'userMessage' }, { text: 'small' }] },
    { status: 'failed' },
    { status: 'completed' },
  ]);
  expect(status).toEqual({ type: 'idle' });
});
