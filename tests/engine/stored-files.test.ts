// Files of threads that are not where, or not what, this server would have left: in another place, damaged, from another
// process, in a home that cannot be written.
import { execFile, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Turn } from '@codex/protocol/turn/turn.ts';
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, it } from 'vitest';
import { type Bench, client, conversation, createBench, openScene, say, Witness } from './harness.ts';

const text = (words: string) => reply(message(words));

/** A thread with one turn, of an engine that is gone; what is asked of another one comes later. */
async function storedThread(...later: string[]) {
  const bench = await createBench([text('one'), ...later.map(text)]);
  const scene = await openScene(bench);
  await say(scene, 'first');
  const threadId = scene.thread.id;
  const file = (await scene.engine.threads.read({ threadId })).thread.path ?? '';
  await scene.engine.close();
  return { bench, threadId, file };
}

async function goOn(bench: Bench, threadId: string, words: string) {
  const engine = await bench.restart();
  const { thread, response } = await engine.threads.resume({ threadId }, client);
  const witness = new Witness();
  thread.follow(witness);
  await say({ engine, thread, witness, start: response.thread }, words);
  return { engine, response };
}

const wholeLines = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { ordinal: number });

it('sessions/{thread_id}.jsonl is listed, resumed and gone on with where it lies', async () => {
  const { bench, threadId, file } = await storedThread('two');
  const flat = path.join(bench.home.home, 'sessions', `${threadId}.jsonl`);
  renameSync(file, flat);
  const { engine, response } = await goOn(bench, threadId, 'second');
  expect(response.thread).toMatchObject({ path: flat, turns: [{ status: 'completed' }] });
  expect(JSON.stringify(conversation(bench.model))).toMatch(/first.*one.*second/);
  expect(wholeLines(flat).length).toBeGreaterThan(20);
  expect((await engine.threads.list({})).data).toMatchObject([{ id: threadId, preview: 'first' }]);
  await engine.threads.archive({ threadId });
  await engine.threads.unarchive({ threadId });
  expect((await engine.threads.read({ threadId, includeTurns: true })).thread.turns).toHaveLength(2);
});

it('damaged lines are left out, a torn last line is cut off, everything else is kept', async () => {
  const { bench, threadId, file } = await storedThread('two');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  const damaged = ['{"timestamp":"2026', '{"type":"event_msg","payload":{"type":"item_completed","item":7}}', '\u0000'];
  writeFileSync(file, `${[...damaged, ...lines, ...damaged].join('\n')}\n{"timestamp":"2026-11-21T00:00:00Z","ord`);
  const { engine, response } = await goOn(bench, threadId, 'second');
  expect(response.thread.turns).toMatchObject([{ items: [{ type: 'userMessage' }, { text: 'one' }] }]);
  expect(JSON.stringify(conversation(bench.model))).toMatch(/first.*one.*second/);
  const after = readFileSync(file, 'utf8');
  expect(after.endsWith('}\n')).toBe(true);
  expect(after.split('\n').slice(3, 3 + lines.length)).toEqual(lines);
  const { data } = await engine.threads.turnsList({ threadId, itemsView: 'full' });
  expect(data.map(({ items }) => items.length)).toEqual([2, 2]);
});

it('a file that another process writes appears without a restart', async () => {
  const { bench, threadId, file } = await storedThread();
  const other = await createBench([text('two')]);
  const engine = await other.restart();
  expect((await engine.threads.list({})).data).toEqual([]);
  const target = path.join(other.home.home, path.relative(bench.home.home, file));
  mkdirSync(path.dirname(target), { recursive: true });
  cpSync(file, target);
  expect((await engine.threads.list({})).data).toMatchObject([{ id: threadId, preview: 'first' }]);
  appendFileSync(target, readFileSync(file, 'utf8').split('\n').slice(1).join('\n'));
  expect((await engine.threads.resume({ threadId }, client)).response.thread.turns).toHaveLength(1);
});

const canBind = spawnSync('bwrap', ['--dev-bind', '/', '/', 'true']).status === 0;

it.skipIf(!canBind)('a home that is read-only can be read; what cannot be kept fails with its reason', async () => {
  const { bench, threadId } = await storedThread('two', 'three');
  const { home, cwd } = bench.home;
  const child = path.join(import.meta.dirname, 'read-only-child.ts');
  const command = ['--dev-bind', '/', '/', '--ro-bind', home, home, process.execPath, child, home, cwd, threadId];
  const { stdout } = await promisify(execFile)('bwrap', command);
  const told = JSON.parse(stdout) as { listed: number; read: number; resumed: Turn; begun: Turn };
  expect(told).toMatchObject({ listed: 1, read: 1, resumed: { status: 'failed' }, begun: { status: 'failed' } });
  for (const { error } of [told.resumed, told.begun]) {
    expect(error?.message).toMatch(/^cannot write the conversation to .*: EROFS$/);
  }
});
