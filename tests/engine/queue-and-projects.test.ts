// The order of what waits, projects that change, and every place where something was said. Refusals are worded as the
// official server's.
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, it } from 'vitest';
import { beginTurn, createBench, hanging, openScene, say, Witness } from './harness.ts';

const text = (words: string) => reply(message(words));

it('what waits can be put in another order, and be started when the user interrupted', async () => {
  const bench = await createBench([hanging(), text('b'), text('c'), text('a')]);
  const scene = await openScene(bench);
  const threadId = scene.thread.id;
  const { queue } = scene.engine.threads;
  const turnId = beginTurn(scene, 'wait');
  await bench.model.request(1);
  const ids: string[] = [];
  for (const words of ['a', 'b', 'c']) {
    const input = [{ type: 'text' as const, text: words, text_elements: [] }];
    const added = await queue.add({ threadId, clientUserMessageId: words, input });
    added.begin();
    ids.push(added.response.queuedSubmission.id);
  }
  const [a = '', b = '', c = ''] = ids;
  const everything = 'queue reorder must include every queued submission exactly once';
  for (const wrong of [[], [a, b], [a, b, b], [a, b, c, c], [a, b, 'x']]) {
    await expect(queue.reorder({ threadId, queuedSubmissionIds: wrong })).rejects.toThrow(everything);
  }
  (await queue.reorder({ threadId, queuedSubmissionIds: [c, a, b] })).begin();
  expect((await queue.list({ threadId })).data.map(({ id }) => id)).toEqual([c, a, b]);
  await expect(queue.start({ threadId })).rejects.toThrow('thread already has an active or pending turn');

  const interrupted = scene.witness.turnEnd();
  scene.thread.interruptTurn({ threadId, turnId }).begin();
  await interrupted;
  await expect(queue.start({ threadId, queuedSubmissionId: 'x' })).rejects.toThrow('queued submission not found: x');
  const started = await queue.start({ threadId, queuedSubmissionId: b });
  expect(started.response.turn).toMatchObject({ status: 'inProgress', items: [] });
  const ends = () => scene.witness.all('turn/completed').length;
  started.begin();
  while (ends() < 4) await scene.witness.turnEnd();
  const said = scene.witness.all('item/completed').flatMap(({ item }) => (item.type === 'userMessage' ? item : []));
  expect(said.map(({ clientId }) => clientId)).toEqual([null, 'b', 'c', 'a']);
  await expect(queue.start({ threadId })).rejects.toThrow('queue is empty');
});

it('projects change their name, roots and place, and take in threads', async () => {
  const bench = await createBench([text('one')]);
  const scene = await openScene(bench);
  await say(scene, 'hello');
  const { projects } = scene.engine.threads;
  const everything = new Witness();
  scene.engine.follow(everything);
  const make = async (name: string) => (await projects.create({ name, roots: [], idempotencyKey: name })).project.id;
  const [one, two, three] = [await make('one'), await make('two'), await make('three')];
  everything.entries.length = 0;

  const updated = await projects.update({ projectId: one, name: ' Uno ', roots: [{ path: '/tmp/x/' }] });
  expect(updated.project).toMatchObject({ name: 'Uno', roots: [{ path: '/tmp/x' }], metadata: {} });
  await projects.update({ projectId: one, name: 'Uno' });
  expect(everything.all('project/changed')).toEqual([{ projectId: one, changeType: 'updated' }]);
  await expect(projects.update({ projectId: one, name: ' ' })).rejects.toThrow('project name must not be empty');
  await expect(projects.update({ projectId: 'x' })).rejects.toThrow('project not found: x');

  const order = async () => (await projects.list({})).data.map(({ id }) => id);
  projects.move({ projectId: three, beforeProjectId: one });
  expect(await order()).toEqual([three, one, two]);
  projects.move({ projectId: one });
  expect(await order()).toEqual([three, two, one]);
  expect(() => projects.move({ projectId: one, beforeProjectId: one })).toThrow('cannot be moved before itself');
  expect(() => projects.move({ projectId: one, beforeProjectId: 'x' })).toThrow('before project not found: x');

  const taken = { name: 'four', roots: [], idempotencyKey: 'four' };
  await expect(projects.importFrom({ ...taken, threads: ['x'] })).rejects.toThrow('thread not found: x');
  const { project } = await projects.importFrom({ ...taken, threads: [scene.thread.id] });
  const { data } = await scene.engine.threads.list({ projectId: project.id });
  expect(data).toMatchObject([{ id: scene.thread.id, projectId: project.id }]);
});

it('every place of a thread where something was said is found, page by page', async () => {
  const bench = await createBench([text('A Heron. (heron)'), text(`${'far '.repeat(50)}HERON😀${' away'.repeat(50)}`)]);
  const scene = await openScene(bench);
  await say(scene, 'which heron?');
  await say(scene, 'more');
  const threadId = scene.thread.id;
  const { threads } = scene.engine;
  const seen: string[] = [];
  let cursor: string | null | undefined = null;
  do {
    const page = await threads.occurrences({ threadId, searchTerm: 'heron', limit: 1, cursor });
    for (const { snippet, snippetMatchRange: at, turnCursor } of page.data) {
      seen.push(snippet.slice(at.start, at.end));
      expect(snippet.isWellFormed()).toBe(true);
      expect((await threads.turnsList({ threadId, cursor: turnCursor, limit: 1 })).data).toHaveLength(1);
    }
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toEqual(['heron', 'Heron', 'heron', 'HERON']);
  expect((await threads.occurrences({ threadId, searchTerm: '(heron)' })).data).toHaveLength(1);
  await expect(threads.occurrences({ threadId, searchTerm: ' ' })).rejects.toThrow('requires a non-empty searchTerm');
  await expect(threads.occurrences({ threadId, searchTerm: 'x', cursor: 'zz' })).rejects.toThrow('invalid cursor: zz');
});
