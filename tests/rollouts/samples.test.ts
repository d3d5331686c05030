// Files that the official server wrote read back as it showed them: the samples and the recordings are of the same runs.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Turn } from '@codex/protocol/turn/turn.ts';
import { expect, it } from 'vitest';
import { HistoryProjection } from '../../packages/engine/src/rollouts/history.ts';
import { legacyLines } from '../../packages/engine/src/rollouts/legacy-events.ts';
import { type ReadLine, readRollout, readThread } from '../../packages/engine/src/rollouts/reader.ts';
import { resumeState } from '../../packages/engine/src/rollouts/resume-state.ts';
import type { EventMsg, HistoryBase, SessionMeta } from '../../packages/engine/src/rollouts/rollout-line.ts';
import { TurnsProjection } from '../../packages/engine/src/rollouts/turns.ts';

const oracle = path.join(import.meta.dirname, '../oracle');
const samples = globSync(path.join(oracle, 'samples/rollouts/*.jsonl')).sort();
const firstLines = new Map(
  samples.map((file) => [file, JSON.parse(readFileSync(file, 'utf8').split('\n', 1)[0] ?? '')]),
);

async function linesOf(file: string): Promise<ReadLine[]> {
  const lines: ReadLine[] = [];
  for await (const batch of readRollout(file)) lines.push(...batch);
  return lines;
}

it('there are samples', () => expect(samples.length).toBeGreaterThan(20));

it.each(samples.map((file) => [path.basename(file), file]))('%s reads completely', async (_, file) => {
  const damaged: number[] = [];
  const history = new HistoryProjection();
  const turns = new TurnsProjection();
  let count = 0;
  for await (const batch of readRollout(file, { onDamaged: (_, offset) => damaged.push(offset) })) {
    for (const { line } of batch) {
      count += 1;
      history.add(line);
      turns.add(line);
    }
  }
  const text = readFileSync(file, 'utf8');
  expect(damaged).toEqual([]);
  expect(count).toBe(text.trim().split('\n').length);
  const items = [...text.matchAll(/"type":"item_completed".*?"item":\{"type":"\w+","id":"([^"]+)"/g)].map((m) => m[1]);
  const read = turns.turns().flatMap(({ turn }) => turn.items.map((item) => 'id' in item && item.id));
  expect(items.filter((id) => !read.includes(id ?? false))).toEqual([]);
  expect(turns.turns().every(({ turn }) => turn.status !== 'inProgress')).toBe(true);
});

it('model history of a compacted thread begins with what the compaction left', async () => {
  const file = path.join(oracle, 'samples/rollouts/compact-manual.0.jsonl');
  const lines = await linesOf(file);
  const compacted = lines.find(({ line }) => line.type === 'compacted')?.line.payload as {
    replacement_history: unknown[];
  };
  const state = await resumeState(file, () => undefined);
  expect(state?.history.slice(0, 4)).toEqual(compacted.replacement_history);
  expect(state?.history.slice(4).map((item) => (item as { role?: string }).role)).toEqual(['user', 'assistant']);
  expect(state?.sequence.next()).toMatchObject({ history_sequence: 11, sampled_through_sequence: 9 });
  expect(state?.usage?.total.totalTokens).toBe(45);
});

/** Turns that the official server answered last for each thread whose file is here; bases are cut from trimmed files. */
function shownTurns(): [string, string, Turn[]][] {
  const files = new Map([...firstLines].map(([file, line]) => [line.payload.id as string, file]));
  const shown = new Map<string, [string, string, Turn[]]>();
  for (const recording of globSync(path.join(oracle, 'recordings/public/thread-*.jsonl')).sort()) {
    for (const line of readFileSync(recording, 'utf8').trim().split('\n')) {
      const thread = JSON.parse(line).msg?.result?.thread as { id: string; turns?: Turn[] } | undefined;
      const file = thread && files.get(thread.id);
      if (file && thread.turns?.length) shown.set(thread.id, [path.basename(recording), file, thread.turns]);
    }
  }
  return [...shown.values()];
}

/** The base by ordinals: byte offsets do not fit the trimmed samples. */
async function turnsOf(file: string): Promise<Turn[]> {
  const meta = firstLines.get(file).payload as SessionMeta;
  const projection = new TurnsProjection();
  const base = meta.history_base;
  if (base) for (const line of await baseLines(base, file)) projection.add(line.line);
  for (const { line } of await linesOf(file)) projection.add(line);
  return projection.turns().map(({ turn }) => turn);
}

async function baseLines(base: HistoryBase, file: string): Promise<ReadLine[]> {
  const baseFile = samples.find((other) => other !== file && firstLines.get(other).payload.id === base.thread_id);
  const lines = await linesOf(baseFile ?? file);
  return lines.filter(({ line }) => (line.ordinal ?? 0) < base.end_ordinal_exclusive);
}

const shown = shownTurns();

it('recordings show turns of sampled threads', () => expect(shown.length).toBeGreaterThanOrEqual(3));

it.each(shown)('%s: turns are those that the official server showed', async (_, file, expected) => {
  const turns = await turnsOf(file);
  const read = expected.map((turn) => turns.find(({ id }) => id === turn.id));
  expect(read).toEqual(expected);
});

it('legacy items keep their numbers over the whole thread', async () => {
  const file = path.join(oracle, 'samples/rollouts/thread-read-legacy.0.jsonl');
  const [turn] = await turnsOf(file);
  expect(turn?.items.map((item) => 'id' in item && item.id)).toEqual(['item-1', 'item-2', 'p1', 'item-3']);
  const batches: ReadLine[][] = [];
  for await (const batch of readThread(file, () => undefined)) batches.push(batch);
  expect(batches.flat()[0]?.line.type).toBe('session_meta');
});

it('items of a legacy thread are written as the official server writes them', async () => {
  const paginated = await linesOf(path.join(oracle, 'samples/rollouts/thread-resume.0.jsonl'));
  const legacy = await linesOf(path.join(oracle, 'samples/rollouts/thread-read-legacy.0.jsonl'));
  const shapes = (events: EventMsg[]) => events.map((event) => [event.type, Object.keys(event)]);
  const items = paginated.map(({ line }) => line).slice(0, 22);
  const written = items.filter((line) => line.type === 'event_msg' && line.payload.type === 'item_completed');
  const theirs = legacy.flatMap(({ line }) => (line.type === 'event_msg' ? [line.payload] : []));
  expect(shapes(written.flatMap(legacyLines).map((item) => item.payload as EventMsg))).toEqual(
    shapes(theirs.filter(({ type }) => /^(user_message|agent_|patch_)/.test(type))),
  );
});
