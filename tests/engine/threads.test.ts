// What becomes of threads: cut, put away, left alone, queued for, working towards goals; and what survives a restart.
import { appendFileSync, chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, it } from 'vitest';
import { type Bench, client, conversation, createBench, hanging, openScene, say, Witness } from './harness.ts';

const text = (words: string) => reply(message(words));

async function resume(bench: Bench, threadId: string) {
  const engine = await bench.restart();
  const resumed = await engine.threads.resume({ threadId, excludeTurns: true }, client);
  const witness = new Witness();
  resumed.thread.follow(witness);
  return { engine, thread: resumed.thread, witness, begin: () => resumed.begin(), start: resumed.response.thread };
}

it('a rollback drops turns, also from a thread in legacy history mode, and lasts', async () => {
  for (const historyMode of ['paginated', 'legacy'] as const) {
    const bench = await createBench([text('one'), text('two'), text('three')]);
    const scene = await openScene(bench, { historyMode });
    await say(scene, 'first');
    await say(scene, 'second');
    const { threads } = scene.engine;
    const request = { threadId: scene.thread.id, numTurns: 3 };
    await expect(threads.rollback(request, client)).rejects.toThrow('more than the 2 turns');
    await threads.rollback({ ...request, numTurns: 1 }, client);
    const again = await resume(bench, scene.thread.id);
    await say(again, 'third');
    expect(JSON.stringify(conversation(bench.model))).not.toContain('second');
    const { data } = await again.engine.threads.turnsList({ threadId: scene.thread.id });
    expect(data).toHaveLength(2);
  }
});

it('the followers of a thread go on following it after a revert', async () => {
  const bench = await createBench([text('one'), text('two')]);
  const scene = await openScene(bench);
  const { id } = await say(scene, 'first');
  await scene.engine.threads.revert({ threadId: scene.thread.id, beforeTurnId: id }, client);
  const thread = scene.engine.threads.loaded(scene.thread.id);
  expect((await say({ ...scene, thread }, 'again')).status).toBe('completed');
});

it('a thread that nobody follows leaves memory, unless it works', async () => {
  const bench = await createBench([hanging()]);
  const scene = await openScene(bench, {}, { unloadAfterMs: 20 });
  const everything = new Witness();
  scene.engine.follow(everything);
  const idle = await scene.engine.threads.start({}, client);
  const closed = everything.next(({ message: { method } }) => method === 'thread/closed');
  expect((await closed).message.params).toEqual({ threadId: idle.response.thread.id });
  expect(scene.engine.threads.loadedList({}).data).toEqual([scene.thread.id]);
});

it('what waits in the queue survives a crash, and runs once the thread is resumed', async () => {
  const bench = await createBench([hanging(), text('queued')]);
  const scene = await openScene(bench);
  const threadId = scene.thread.id;
  scene.thread.startTurn({ threadId, input: [{ type: 'text', text: 'wait' }] }).begin();
  await bench.model.request(1);
  const added = { threadId, clientUserMessageId: 'q', input: [{ type: 'text' as const, text: 'later' }] };
  (await scene.engine.threads.queue.add(added)).begin();
  const again = await resume(bench, threadId);
  expect((await again.engine.threads.queue.list({ threadId })).data).toHaveLength(1);
  const end = again.witness.turnEnd();
  again.begin();
  expect((await end).status).toBe('completed');
  expect(JSON.stringify(conversation(bench.model))).toContain('later');
  expect((await again.engine.threads.queue.list({ threadId })).data).toEqual([]);
});

it('a goal starts turns by itself until it is complete or its budget is spent', async () => {
  const bench = await createBench([
    text('a step'),
    reply(functionCall('update_goal', { status: 'complete' }, 'g1')),
    text('done'),
  ]);
  const scene = await openScene(bench);
  const threadId = scene.thread.id;
  const unread = scene.witness.next(({ message: { method } }) => method === 'thread/readState/changed');
  (await scene.engine.threads.goals.set({ threadId, objective: 'Count' })).begin();
  await unread;
  expect(scene.witness.all('turn/started')).toHaveLength(2);
  const { goal } = await scene.engine.threads.goals.get({ threadId });
  expect(goal).toMatchObject({ objective: 'Count', status: 'complete' });
});

it('notes of clients survive a restart; a damaged file of notes is put aside', async () => {
  const bench = await createBench([text('one')]);
  const scene = await openScene(bench);
  await say(scene, 'first');
  const threadId = scene.thread.id;
  const { threads } = scene.engine;
  const { section } = threads.sections.create({ name: 'Later' });
  await threads.sections.move({ threadId, sectionId: section.id });
  await threads.updateMetadata({ threadId, gitInfo: { branch: 'b' } });
  const again = await resume(bench, threadId);
  expect(again.start).toMatchObject({ section, gitInfo: { branch: 'b' } });
  expect((await again.engine.threads.list({ sectionId: section.id })).data).toHaveLength(1);
  expect((await again.engine.threads.read({ threadId })).readState?.firstUnread).toMatchObject({ type: 'turn' });

  await again.engine.close();
  writeFileSync(path.join(bench.home.home, 'thread-annotations.sqlite'), 'no database at all, but long enough to tell');
  const engine = await bench.restart();
  expect(engine.threads.sections.list({}).data).toHaveLength(1);
  expect(readdirSync(bench.home.home).some((name) => name.includes('.damaged-'))).toBe(true);
});

it('a thread is deleted with everything that is known of it, but not while another one builds on it', async () => {
  const bench = await createBench([text('one')]);
  const scene = await openScene(bench);
  await say(scene, 'first');
  const threadId = scene.thread.id;
  const { threads } = scene.engine;
  const fork = await threads.fork({ threadId, excludeTurns: true }, client);
  await expect(threads.remove({ threadId })).rejects.toThrow('forked history still references it');
  await threads.remove({ threadId: fork.response.thread.id });
  const file = (await threads.read({ threadId })).thread.path ?? '';
  await threads.remove({ threadId });
  expect(existsSync(file)).toBe(false);
  await expect(threads.read({ threadId })).rejects.toThrow('thread not loaded');
});

it('search finds what anybody said, also what another process adds to a file', async () => {
  const bench = await createBench([text('The answer is a Heron.'), text('two')]);
  const scene = await openScene(bench);
  await say(scene, 'which bird?');
  const find = async (searchTerm: string) => (await scene.engine.threads.search({ searchTerm })).data;
  expect((await find('heron')).map(({ snippet }) => snippet)).toEqual(['The answer is a Heron.']);
  expect(await find('sparrow')).toEqual([]);
  const file = (await scene.engine.threads.read({ threadId: scene.thread.id })).thread.path ?? '';
  const payload = {
    type: 'item_completed',
    turn_id: 't',
    item: { type: 'AgentMessage', id: 'm', content: [{ type: 'Text', text: 'A sparrow, too.' }] },
  };
  appendFileSync(
    file,
    `${JSON.stringify({ timestamp: new Date().toISOString(), ordinal: 99, type: 'event_msg', payload })}\n`,
  );
  expect(await find('sparrow')).toHaveLength(1);
});

it.skipIf(process.getuid?.() === 0)('a home that cannot be written is named in the error', async () => {
  const bench = await createBench([text('one')]);
  const scene = await openScene(bench);
  chmodSync(bench.home.home, 0o500);
  const turn = await say(scene, 'first');
  chmodSync(bench.home.home, 0o700);
  expect(turn).toMatchObject({ status: 'failed' });
  expect(turn.error?.message).toContain('cannot write the conversation');
});
