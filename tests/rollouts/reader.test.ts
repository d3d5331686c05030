import { randomUUID } from 'node:crypto';
import { appendFileSync, closeSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { baseLocator } from '../../packages/engine/src/rollouts/history-base.ts';
import { findRollout, rolloutPath } from '../../packages/engine/src/rollouts/paths.ts';
import {
  type ReadLine,
  type ReadOptions,
  readMeta,
  readRollout,
  readThread,
} from '../../packages/engine/src/rollouts/reader.ts';
import { RolloutRecorder } from '../../packages/engine/src/rollouts/recorder.ts';
import { resumeState } from '../../packages/engine/src/rollouts/resume-state.ts';
import type { HistoryBase } from '../../packages/engine/src/rollouts/rollout-line.ts';
import { isTurnLine, TurnsProjection } from '../../packages/engine/src/rollouts/turns.ts';
import { type Home, makeHome, newThread, type Thread, turnLines } from './conversation.ts';

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

async function readAll(batches: AsyncIterable<ReadLine[]>): Promise<ReadLine[]> {
  const lines: ReadLine[] = [];
  for await (const batch of batches) lines.push(...batch);
  return lines;
}

function noteLine(text: string): string {
  return JSON.stringify({ timestamp: '2026-01-01T00:00:00.000Z', type: 'event_msg', payload: { type: 'note', text } });
}

it('finds the same lines and offsets whatever their lengths', async () => {
  const file = path.join(home.cwd, 'lines.jsonl');
  const long = fc.nat(600_000).map((length) => 'é'.repeat(length));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 3, arbitrary: fc.string() }, long), { maxLength: 6 }),
      async (texts) => {
        writeFileSync(file, texts.map((text) => `${noteLine(text)}\n`).join(''));
        const read = await readAll(readRollout(file));
        expect(read.map(({ line }) => (line.payload as { text?: string }).text)).toEqual(texts);
        const bytes = readFileSync(file);
        for (const { line, offset, end } of read) {
          expect(JSON.parse(bytes.subarray(offset, end).toString())).toEqual(line);
        }
      },
    ),
    { numRuns: 30 },
  );
});

it('skips damaged lines and tells where they are', async () => {
  const file = path.join(home.cwd, 'damaged.jsonl');
  const damaged = ['{"timestamp":', '\u0000\u0000', '[]', 'null', '{"type":"event_msg"}', '{"type":7,"payload":{}}'];
  writeFileSync(file, [noteLine('a'), ...damaged, '', noteLine('b'), '{"torn'].join('\n'));
  const offsets: number[] = [];
  const read = await readAll(readRollout(file, { onDamaged: (_, offset) => offsets.push(offset) }));
  expect(read.map(({ line }) => (line.payload as { text?: string }).text)).toEqual(['a', 'b']);
  expect(offsets).toHaveLength(damaged.length + 1);
  expect(readFileSync(file, 'utf8').slice(offsets.at(-1))).toBe('{"torn');
});

it('says clearly that a file cannot be read', async () => {
  const file = path.join(home.cwd, 'none.jsonl');
  await expect(readAll(readRollout(file))).rejects.toThrow(`cannot read the conversation in ${file}: ENOENT`);
});

it('picks lines by kind, whatever the order of their keys', async () => {
  const file = path.join(home.cwd, 'kinds.jsonl');
  const turned = '{"payload":{"type":"task_started","turn_id":"b"},"type":"event_msg","timestamp":"2026"}';
  writeFileSync(file, `${noteLine('a')}\n${turned}\n`);
  const options: ReadOptions = { wanted: (type, event) => type === 'event_msg' && event === 'task_started' };
  expect((await readAll(readRollout(file, options))).map(({ line }) => line.payload)).toEqual([
    { type: 'task_started', turn_id: 'b' },
  ]);
});

it('reads a long file in bounded memory', async () => {
  const { recorder, ...thread } = newThread(home);
  recorder.append(turnLines({ ...thread, recorder }, { say: 'hello', answer: 'hi' }).lines);
  const fd = openSync(recorder.path, 'a');
  const filler = `${noteLine('x'.repeat(50_000))}\n`;
  for (let i = 0; i < 1000; i += 1) writeSync(fd, filler);
  closeSync(fd);
  expect(statSync(recorder.path).size).toBeGreaterThan(50e6);
  let most = 0;
  const before = held();
  const turns = new TurnsProjection();
  for await (const batch of readRollout(recorder.path)) {
    for (const { line } of batch) turns.add(line);
    most = Math.max(most, held() - before);
  }
  expect(turns.turns().map(({ turn }) => turn.status)).toEqual(['completed']);
  expect(most).toBeLessThan(30e6);
}, 30_000);

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes that are reachable. */
function held(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

it('shows a cut turn as interrupted with its items, and a failed one with its error', async () => {
  const thread = newThread(home);
  const error = {
    message: 'boom',
    codexErrorInfo: { httpConnectionFailed: { httpStatusCode: 401 } },
    additionalDetails: 'why',
  };
  thread.recorder.append(turnLines(thread, { say: 'one', answer: 'half', error }).lines);
  thread.recorder.append(
    turnLines(thread, { say: 'two', answer: '', cut: true, items: [{ type: 'plan', id: 'p', text: 'x' }] }).lines,
  );
  const turns = await turnsOf(thread.recorder.path);
  expect(turns.map(({ status }) => status)).toEqual(['failed', 'interrupted']);
  expect(turns[0]?.error).toEqual({ ...error, misalignment: null });
  expect(turns[1]?.items.map((item) => 'type' in item && item.type)).toEqual(['userMessage', 'plan']);
  expect(turns[1]).toMatchObject({ startedAt: 1795214891, completedAt: null, durationMs: null });
});

async function turnsOf(file: string) {
  const projection = new TurnsProjection();
  for (const { line } of await readAll(readThread(file, baseLocator(home.codexHome), { wanted: isTurnLine }))) {
    projection.add(line);
  }
  return projection.turns().map(({ turn }) => turn);
}

/** A history_base: the first `lines` lines of the parent. */
function baseOf(parent: Thread, lines: number): HistoryBase {
  const text = readFileSync(parent.recorder.path, 'utf8').split('\n').slice(0, lines).join('\n');
  return { thread_id: parent.id, end_ordinal_exclusive: lines, end_byte_offset: Buffer.byteLength(`${text}\n`) };
}

function fork(parent: Thread, lines: number): Thread {
  return newThread(home, { meta: { forkedFrom: { threadId: parent.id, base: baseOf(parent, lines) } } });
}

/** Reverts write another file of the same thread. */
function revert(thread: Thread, lines: number): Thread {
  const meta = { ...thread.meta, history_base: baseOf(thread, lines) };
  const file = thread.recorder.path.replace('.jsonl', `_${randomUUID()}.jsonl`);
  return { id: thread.id, meta, recorder: RolloutRecorder.create(file, meta) };
}

async function answersOf(file: string): Promise<string[]> {
  return (await turnsOf(file)).flatMap(({ items }) => items.flatMap((item) => ('text' in item ? [item.text] : [])));
}

it('reads a fork together with what it builds on', async () => {
  const parent = newThread(home);
  const first = turnLines(parent, { say: 'one', answer: 'first' }).lines;
  parent.recorder.append(first);
  parent.recorder.append(turnLines(parent, { say: 'two', answer: 'second' }).lines);
  const child = fork(parent, first.length + 1);
  child.recorder.append(turnLines(child, { say: 'three', answer: 'third' }).lines);
  expect(await answersOf(child.recorder.path)).toEqual(['first', 'third']);
  const state = await resumeState(child.recorder.path, baseLocator(home.codexHome));
  expect(state?.meta.id).toBe(child.id);
  expect(state?.history).toHaveLength(4);
  const meta = await readMeta(child.recorder.path);
  expect(meta?.line.ordinal).toBe(first.length + 1);
});

it('reads a thread that was reverted twice', async () => {
  const thread = newThread(home);
  const first = turnLines(thread, { say: 'one', answer: 'first' }).lines;
  thread.recorder.append(first);
  thread.recorder.append(turnLines(thread, { say: 'two', answer: 'second' }).lines);
  const once = revert(thread, first.length + 1);
  once.recorder.append(turnLines(once, { say: 'three', answer: 'third' }).lines);
  expect(findRollout(home.codexHome, thread.id)).toBe(once.recorder.path);
  expect(await answersOf(once.recorder.path)).toEqual(['first', 'third']);
  const twice = revert(thread, first.length + 1);
  twice.recorder.append(turnLines(twice, { say: 'four', answer: 'fourth' }).lines);
  expect(await answersOf(twice.recorder.path)).toEqual(['first', 'fourth']);
});

it('refuses to show a fork whose base is gone', async () => {
  const parent = newThread(home);
  parent.recorder.append(turnLines(parent, { say: 'one', answer: 'first' }).lines);
  const child = fork(parent, 3);
  child.recorder.append(turnLines(child, { say: 'two', answer: 'second' }).lines);
  await expect(readAll(readThread(child.recorder.path, () => undefined))).rejects.toThrow(
    `goes on in thread ${parent.id}, whose file is missing`,
  );
});

it('resumes from the last compaction with the same state as from the start', async () => {
  const thread = newThread(home);
  thread.recorder.append(turnLines(thread, { say: 'one', answer: 'first' }).lines);
  const summary = { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'summary' }] };
  const compacted = { type: 'compacted', payload: { message: 'm', replacement_history: [summary] } } as const;
  thread.recorder.append([compacted as never]);
  const { turnId, lines } = turnLines(thread, { say: 'two', answer: 'second' });
  thread.recorder.append(lines);
  const state = await resumeState(thread.recorder.path, () => undefined);
  expect(state?.history.map((item) => JSON.stringify(item).match(/summary|two|second|one/)?.[0])).toEqual([
    'summary',
    'two',
    'second',
  ]);
  expect(state).toMatchObject({
    usage: { total: { totalTokens: 15 }, modelContextWindow: 258_400 },
    usageTurnId: turnId,
    settings: { model: 'gpt-5.5' },
    turnContext: { turn_id: turnId },
    lastTurn: { id: turnId, ended: true },
    lastOrdinal: (thread.recorder.nextOrdinal ?? 0) - 1,
  });
});

it('resumes nothing from a file without session_meta', async () => {
  const file = rolloutPath(home.codexHome, 'x', new Date());
  const broken = path.join(home.cwd, path.basename(file));
  appendFileSync(broken, `${noteLine('x')}\n`);
  expect(await resumeState(broken, () => undefined)).toBeUndefined();
});
