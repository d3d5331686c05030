// Rollouts that were packed with zstd, as the official server does with old ones: everything works with them as with
// plain files, and a thread that goes on gets its plain file back.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import type { Engine } from '@codex/engine/engine.ts';
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, it, onTestFinished } from 'vitest';
import { officialCodex } from '../../scripts/peers.ts';
import { type Client, exitOf, type Site, serverEnv, stdioClient } from '../app-server/harness.ts';
import { type Bench, client, conversation, createBench, openScene, say, Witness } from '../engine/harness.ts';

const text = (words: string) => reply(message(words));
const packedOf = (file: string) => `${file}.zst`;

function pack(file: string): string {
  const { mtime } = statSync(file);
  writeFileSync(packedOf(file), zstdCompressSync(readFileSync(file)));
  utimesSync(packedOf(file), mtime, mtime);
  rmSync(file);
  return file;
}

/** A thread with two turns, packed. */
async function packedThread(historyMode: 'paginated' | 'legacy' = 'paginated') {
  const bench = await createBench([text('a heron'), text('two'), text('three'), text('four')]);
  const scene = await openScene(bench, { historyMode });
  await say(scene, 'first');
  await say(scene, 'second');
  const threadId = scene.thread.id;
  const { thread } = await scene.engine.threads.read({ threadId, includeTurns: true });
  await bench.restart();
  const file = pack(thread.path ?? '');
  return { bench, engine: await bench.restart(), threadId, file, turns: thread.turns };
}

async function goOn(bench: Bench, engine: Engine, threadId: string, words: string) {
  const { thread } = await engine.threads.resume({ threadId, excludeTurns: true }, client);
  const witness = new Witness();
  thread.follow(witness);
  await say({ engine, thread, witness, start: undefined as never }, words);
  return conversation(bench.model);
}

it('is listed, searched and read under the name of its plain file, and stays packed', async () => {
  const { engine, threadId, file, turns } = await packedThread();
  const { data } = await engine.threads.list({});
  expect(data).toMatchObject([{ id: threadId, path: file, preview: 'first' }]);
  expect((await engine.threads.search({ searchTerm: 'heron' })).data).toMatchObject([{ snippet: 'a heron' }]);
  expect((await engine.threads.read({ threadId, includeTurns: true })).thread.turns).toEqual(turns);
  expect((await engine.threads.itemsList({ threadId })).data).toHaveLength(4);
  expect(existsSync(file)).toBe(false);
});

it.each(['', '.zst'])('is resumed, also by its path with %j, and goes on in a plain file', async (suffix) => {
  const { bench, engine, threadId, file, turns } = await packedThread();
  const { response } = await engine.threads.resume({ threadId, path: file + suffix }, client);
  expect(response.thread).toMatchObject({ path: file, turns });
  expect(existsSync(packedOf(file))).toBe(false);
  const told = JSON.stringify(await goOn(bench, engine, threadId, 'third'));
  expect(told).toMatch(/first.*a heron.*second.*two.*third/);
  // What was found while it was packed is forgotten, what was added since is found.
  expect((await engine.threads.search({ searchTerm: 'three' })).data).toHaveLength(1);
  expect((await engine.threads.search({ searchTerm: 'heron' })).data).toHaveLength(1);
  expect(readdirSync(path.dirname(file))).toHaveLength(1);
});

it.each(['paginated', 'legacy'] as const)('is forked without being unpacked, in %s history mode', async (mode) => {
  const { bench, engine, threadId, file, turns } = await packedThread(mode);
  const [first] = turns;
  const fork = await engine.threads.fork({ threadId, lastTurnId: first?.id ?? '' }, client);
  expect(fork.response.thread.turns).toHaveLength(1);
  expect(existsSync(file)).toBe(false);
  const told = JSON.stringify(await goOn(bench, engine, fork.thread.id, 'another way'));
  expect(told).toMatch(/first.*a heron.*another way/);
  expect(told).not.toContain('second');
});

it('goes to the archive, comes back and is deleted', async () => {
  const { engine, threadId, file, turns } = await packedThread();
  await engine.threads.archive({ threadId });
  expect((await engine.threads.list({ archived: true })).data).toHaveLength(1);
  await engine.threads.unarchive({ threadId });
  expect((await engine.threads.read({ threadId, includeTurns: true })).thread.turns).toEqual(turns);
  await engine.threads.remove({ threadId });
  expect(readdirSync(path.dirname(file))).toEqual([]);
});

it('is left as it is when it is damaged, and refused', async () => {
  const { bench, threadId, file } = await packedThread();
  const whole = readFileSync(packedOf(file));
  writeFileSync(packedOf(file), whole.subarray(0, -20));
  const engine = await bench.restart();
  await expect(engine.threads.resume({ threadId }, client)).rejects.toThrow(/cannot unpack|no rollout found/);
  expect(readdirSync(path.dirname(file))).toEqual([path.basename(packedOf(file))]);
  writeFileSync(packedOf(file), whole);
  expect((await engine.threads.resume({ threadId }, client)).response.thread.turns).toHaveLength(2);
});

const program = officialCodex();
if (!program) console.warn('SKIPPED a part of tests/rollouts/packed.test.ts: no official binary. Run: npm run setup');

async function callOfficial(site: Site, act: (client: Client) => Promise<void>): Promise<void> {
  const child = spawn(program ?? '', ['app-server'], {
    cwd: site.home.cwd,
    env: serverEnv(site),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const official = stdioClient(child);
  await official.initialize();
  await act(official);
  child.stdin.end();
  await exitOf(child);
}

it.skipIf(!program)('is the same in the hands of the official server, whoever packed it', async () => {
  const { bench, engine, threadId, file, turns } = await packedThread();
  const site = { home: bench.home, model: bench.model };
  await engine.close();
  const old = new Date(Date.now() - 90 * 24 * 3600 * 1000);
  await callOfficial(site, async (official) => {
    const { result } = await official.request('thread/resume', { threadId });
    expect(result.thread.turns).toEqual(turns);
    expect(existsSync(file)).toBe(true);
  });
  utimesSync(file, old, old);
  await callOfficial(site, async (official) => {
    await official.request('rollout/compress', undefined);
    await expect.poll(() => existsSync(packedOf(file)), { timeout: 30_000 }).toBe(true);
  });
  const again = await bench.restart();
  expect((await again.threads.resume({ threadId }, client)).response.thread.turns).toEqual(turns);
  expect(existsSync(packedOf(file))).toBe(false);
});
