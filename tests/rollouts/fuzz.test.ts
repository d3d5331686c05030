// Rollouts that were damaged at random: nothing crashes or hangs, every line that is still whole is read in its order, and
// the thread can go on. FUZZ changes how many files, FUZZ_SEED which; `npm run fuzz:rollouts` damages 10,000.
import { randomUUIDv7 } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findCut } from '../../packages/engine/src/rollouts/cut.ts';
import { readMeta, readRollout } from '../../packages/engine/src/rollouts/reader.ts';
import { RolloutRecorder } from '../../packages/engine/src/rollouts/recorder.ts';
import { resumeState } from '../../packages/engine/src/rollouts/resume-state.ts';
import type { RolloutLine, SessionMeta } from '../../packages/engine/src/rollouts/rollout-line.ts';
import { readThreadRow } from '../../packages/engine/src/rollouts/row-reader.ts';
import { readTexts } from '../../packages/engine/src/rollouts/text-reader.ts';
import { readLastTurn, readTurns } from '../../packages/engine/src/threads/stored-turns.ts';
import { client, createBench } from '../engine/harness.ts';
import { randomOf } from '../rest/chaos.ts';
import { damage } from './damage.ts';

const count = Number(process.env.FUZZ ?? 400);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
const samples = path.join(import.meta.dirname, '../oracle/samples/rollouts');
const sources = readdirSync(samples).map((name) => readFileSync(path.join(samples, name)));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rollouts-fuzz-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The lines that are still what a reader expects. */
function wholeLines(bytes: Buffer): RolloutLine[] {
  const lines: RolloutLine[] = [];
  for (let start = 0; start < bytes.length; ) {
    const stop = bytes.indexOf(0x0a, start);
    const end = stop < 0 ? bytes.length : stop;
    try {
      const line = JSON.parse(bytes.toString('utf8', start, end));
      const isLine = typeof line?.type === 'string' && typeof line.payload === 'object' && line.payload !== null;
      if (isLine) lines.push(line);
    } catch {
      // Damaged.
    }
    start = end + 1;
  }
  return lines;
}

async function linesOf(file: string): Promise<RolloutLine[]> {
  const lines: RolloutLine[] = [];
  for await (const batch of readRollout(file)) lines.push(...batch.map(({ line }) => line));
  return lines;
}

const locate = () => undefined;

/** A file that cannot be read for what it refers to is refused in words, and nothing else is thrown. */
async function orRefused<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    expect(error).toMatchObject({ name: 'EngineError' });
    return undefined;
  }
}

async function tryOut(file: string, bytes: Buffer): Promise<void> {
  writeFileSync(file, bytes);
  const whole = wholeLines(bytes);
  expect(await linesOf(file)).toEqual(whole);
  readThreadRow(file, false, locate);
  readTexts(file, 0);
  await orRefused(() => readTurns(file, locate));
  await orRefused(() => readLastTurn(file, locate));
  await orRefused(() => resumeState(file, locate));
  await orRefused(() => findCut(file, locate, 'end'));
  const meta = await readMeta(file);
  const recorder = RolloutRecorder.resume(file, (meta?.line.payload ?? {}) as SessionMeta);
  recorder.append([{ type: 'event_msg', payload: { type: 'note', n: 1 } }]);
  await recorder.close();
  const after = await linesOf(file);
  expect(after.slice(0, -1)).toEqual(whole);
  expect(after.at(-1)).toMatchObject({ payload: { type: 'note' } });
}

it(`${count} damaged files, seed ${seed}`, { timeout: 60_000 + count * 100 }, async () => {
  const random = randomOf(seed);
  for (let n = 0; n < count; n += 1) {
    const source = sources[Math.floor(random() * sources.length)] ?? Buffer.alloc(0);
    const bytes = damage(source, random);
    const file = path.join(folder, 'rollout-2026-11-20T12-00-00-01a1fb25-1995-7ff3-99b9-c549a8413865.jsonl');
    try {
      await tryOut(file, bytes);
    } catch (error) {
      throw new Error(`file ${n} of seed ${seed} (${bytes.length} bytes)`, { cause: error });
    }
    rmSync(file);
  }
});

it('a server lists, reads and resumes them, or says in words why not', { timeout: 60_000 + count * 100 }, async () => {
  const random = randomOf(seed + 1);
  const bench = await createBench([]);
  const engine = await bench.restart();
  const sessions = path.join(bench.home.home, 'sessions', '2026', '11', '20');
  mkdirSync(sessions, { recursive: true });
  const { threads } = engine;
  for (let n = 0; n < count / 10; n += 1) {
    const threadId = randomUUIDv7();
    const source = sources[Math.floor(random() * sources.length)] ?? Buffer.alloc(0);
    const oldId = readSampleId(source);
    const bytes = damage(Buffer.from(source.toString().replaceAll(oldId, threadId)), random);
    writeFileSync(path.join(sessions, `rollout-2026-11-20T12-00-00-${threadId}.jsonl`), bytes);
    await threads.list({});
    await orRefused(() => threads.read({ threadId, includeTurns: true }));
    await orRefused(() => threads.itemsList({ threadId }));
    await orRefused(() => threads.search({ searchTerm: 'hello' }));
    await orRefused(() => threads.resume({ threadId }, client).then(({ response }) => response));
    await orRefused(() => threads.fork({ threadId, excludeTurns: true }, client));
  }
});

function readSampleId(source: Buffer): string {
  return JSON.parse(source.toString('utf8', 0, source.indexOf(0x0a))).payload.id;
}

it('damaged packed files end early', async () => {
  const random = randomOf(seed);
  const file = path.join(folder, 'rollout-2026-11-20T12-00-00-01a1fb25-1995-7ff3-99b9-c549a8413866.jsonl');
  const [source = Buffer.alloc(0)] = sources;
  for (let n = 0; n < 50; n += 1) {
    writeFileSync(`${file}.zst`, damage(zstdCompressSync(source), random));
    const lines = await linesOf(file);
    expect(lines.length).toBeLessThanOrEqual(wholeLines(source).length);
    readThreadRow(file, false, locate);
    await orRefused(() => resumeState(file, locate));
  }
});
