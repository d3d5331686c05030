// What the official server was seen to answer where nothing says what to expect: archived threads, paths that lead
// nowhere, goals whose words change, forms of answers, messages without words, tool calls that are cut off.
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { beginTurn, client, conversation, createBench, hanging, openScene, say } from './harness.ts';

const words = (text: string) => [{ type: 'text' as const, text }];

test('an archived thread can be read, but is neither resumed, forked, named, queued for nor given a goal', async () => {
  const bench = await createBench([reply(message('one'))]);
  const scene = await openScene(bench);
  await say(scene, 'first');
  const threadId = scene.thread.id;
  const { threads } = scene.engine;
  await threads.archive({ threadId });
  const archived = `session ${threadId} is archived. Run \`codex unarchive ${threadId}\` to unarchive it first.`;
  await expect(threads.resume({ threadId, excludeTurns: true }, client)).rejects.toThrow(archived);
  await expect(threads.fork({ threadId, excludeTurns: true }, client)).rejects.toThrow(archived);
  await expect(threads.queue.list({ threadId })).rejects.toThrow(archived);
  await expect(threads.setName({ threadId, name: 'a' })).rejects.toThrow(`no rollout found for thread id ${threadId}`);
  await expect(threads.goals.set({ threadId, objective: 'a' })).rejects.toThrow(`thread not found: ${threadId}`);
  await expect(threads.goals.get({ threadId })).rejects.toThrow(`thread not found: ${threadId}`);
  expect((await threads.turnsList({ threadId })).data).toHaveLength(1);
  const { outcome } = (await threads.attachments.add({ threadId, ...attachment })).response;
  expect(outcome).toBe('created');
});

const attachment = { attachmentType: 'link', identityKey: 'a', payload: {} };

test('a path that leads nowhere is refused; a relative one begins at the home', async () => {
  const bench = await createBench([]);
  const { threads } = (await openScene(bench)).engine;
  const refusal = (file: string) => `failed to resolve rollout path \`${file}\`: file does not exist`;
  const request = { threadId: 'no id', excludeTurns: true };
  await expect(threads.resume({ ...request, path: 'gone.jsonl' }, client)).rejects.toThrow(
    refusal(`${bench.home.home}/gone.jsonl`),
  );
  await expect(threads.fork({ ...request, path: '/gone.jsonl' }, client)).rejects.toThrow(refusal('/gone.jsonl'));
});

test('a goal with other words keeps its status; null takes its budget away', async () => {
  const scene = await openScene(await createBench([]));
  const { goals } = scene.engine.threads;
  const threadId = scene.thread.id;
  const set = async (changes: object) => (await goals.set({ threadId, ...changes })).response.goal;
  expect(await set({ objective: 'A', status: 'paused', tokenBudget: 500 })).toMatchObject({ tokenBudget: 500 });
  expect(await set({ objective: 'B' })).toMatchObject({ objective: 'B', status: 'paused', tokenBudget: 500 });
  expect(await set({ status: 'complete' })).toMatchObject({ status: 'complete' });
  expect(await set({ objective: 'C', tokenBudget: null })).toMatchObject({ status: 'complete', tokenBudget: null });
});

test('who speaks to a running turn names it, and asks for no other form of answer', async () => {
  const bench = await createBench([hanging()]);
  const { thread } = await openScene(bench);
  const request = { threadId: thread.id, input: words('more') };
  const outputSchema = { type: 'object' };
  thread.startTurn({ ...request, outputSchema }).begin();
  const mismatch = 'failed to submit turn input: ActiveTurnOutputSchemaMismatch';
  expect(() => thread.startTurn({ ...request, outputSchema: { type: 'array' } })).toThrow(mismatch);
  expect(() => thread.startTurn({ ...request, outputSchema: { type: 'object' } })).not.toThrow();
  expect(() => thread.startTurn(request)).not.toThrow();
  expect(() => thread.steerTurn({ ...request, expectedTurnId: '' })).toThrow('expectedTurnId must not be empty');
});

test('a blank message is shown, but is not what the turn came to', async () => {
  const bench = await createBench([reply(message('real'), message(' ')), reply(message('', { deltas: [''] }))]);
  const scene = await openScene(bench);
  expect(await say(scene, 'one')).toMatchObject({ items: [{ text: 'real' }] });
  expect(await say(scene, 'two')).toMatchObject({ status: 'completed', items: [], itemsView: 'notLoaded' });
  const shown = scene.witness.all('item/completed').flatMap(({ item }) => (item.type === 'agentMessage' ? [item] : []));
  expect(shown.map(({ text }) => text)).toEqual(['real', ' ', '']);
  expect(scene.witness.all('item/agentMessage/delta').map(({ delta }) => delta)).not.toContain('');
  expect(scene.witness.all('thread/readState/changed')).toHaveLength(1);
});

test('commentary is not what a turn came to', async () => {
  const aside = message('aside', { phase: 'commentary' });
  const bench = await createBench([reply(message('answer', { phase: 'final_answer' }), aside), reply(aside)]);
  const scene = await openScene(bench);
  expect(await say(scene, 'one')).toMatchObject({ items: [{ text: 'answer' }] });
  expect(await say(scene, 'two')).toMatchObject({ items: [], itemsView: 'notLoaded' });
  const { data } = await scene.engine.threads.turnsList({ threadId: scene.thread.id });
  const shown = data.map(({ items }) => items.map((item) => (item.type === 'agentMessage' ? item.text : item.type)));
  expect(shown).toEqual([['userMessage'], ['userMessage', 'answer']]);
});

test('an interrupt ends the call of a tool of the client as failed, and the model is told', async () => {
  const bench = await createBench([reply(functionCall('lookup', { key: 1 }, 'c1')), reply(message('next'))]);
  const lookup = { type: 'function' as const, name: 'lookup', description: 'Looks it up.', inputSchema: {} };
  const scene = await openScene(bench, { dynamicTools: [lookup] });
  const asked = scene.witness.nextAsk();
  const turnId = beginTurn(scene, 'go');
  await asked;
  const end = scene.witness.turnEnd();
  scene.thread.interruptTurn({ threadId: scene.thread.id, turnId }).begin();
  expect(await end).toMatchObject({ status: 'interrupted' });
  const ended = scene.witness.all('item/completed').map(({ item }) => item);
  expect(ended).toContainEqual(
    expect.objectContaining({ id: 'c1', status: 'failed', success: false, contentItems: [] }),
  );
  await say(scene, 'again');
  expect(conversation(bench.model)).toContainEqual(
    expect.objectContaining({ call_id: 'c1', output: 'dynamic tool call was cancelled before receiving a response' }),
  );
});

test('threads that no user began have nothing unread', async () => {
  const bench = await createBench([reply(message('one')), reply(message('two'))]);
  const scene = await openScene(bench, { threadSource: 'automation' });
  await say(scene, 'first');
  expect(scene.witness.all('thread/readState/changed')).toEqual([]);
  const other = await openScene(bench, { threadSource: 'user' });
  await say(other, 'second');
  expect(other.witness.all('thread/readState/changed')).toHaveLength(1);
});

test('what config says in a request counts, unless the request names it beside', async () => {
  const { threads } = (await openScene(await createBench([]))).engine;
  const start = async (params: object) => (await threads.start(params, client)).response;
  const config = { model: 'of-config', approval_policy: 'on-request' };
  expect(await start({ config })).toMatchObject({ model: 'of-config', approvalPolicy: 'on-request' });
  const named = await start({ config, model: 'named', approvalPolicy: null });
  expect(named).toMatchObject({ model: 'named', approvalPolicy: 'on-request' });
  await expect(start({ config: { sandbox_mode: 'x' } })).rejects.toThrow('unknown variant `x`');
});

test('a thread that was cut to nothing keeps its preview; nothing of it is unread', async () => {
  const scene = await openScene(await createBench([reply(message('one'))]));
  const { id: beforeTurnId } = await say(scene, 'first');
  const threadId = scene.thread.id;
  const { response } = await scene.engine.threads.revert({ threadId, beforeTurnId }, client);
  expect(response.thread.preview).toBe('first');
  expect(scene.witness.all('thread/readState/changed').at(-1)?.readState.firstUnread).toBeNull();
  expect((await scene.engine.threads.read({ threadId })).readState?.firstUnread).toBeNull();
});

test('cursors of another kind are refused; of tiers of service only known ones count', async () => {
  const scene = await openScene(await createBench([]), { serviceTier: 'fast' });
  const { threads } = scene.engine;
  expect(() => threads.loadedList({ cursor: 'bad' })).toThrow('invalid cursor: bad');
  const tier = async (serviceTier: string) => (await threads.start({ serviceTier }, client)).response.serviceTier;
  expect(await Promise.all(['fast', 'priority', 'flex', 'default', 'nope'].map(tier))).toEqual([
    'priority',
    'priority',
    'flex',
    'default',
    null,
  ]);
  await expect(threads.start({ model: '' }, client)).rejects.toThrow('No models are available.');
});
