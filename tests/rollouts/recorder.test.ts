import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EngineError } from '../../packages/engine/src/errors.ts';
import { RolloutRecorder } from '../../packages/engine/src/rollouts/recorder.ts';
import type { RolloutItem } from '../../packages/engine/src/rollouts/rollout-line.ts';
import { type Home, makeHome, newThread } from './conversation.ts';

let home: Home;
beforeEach(() => {
  home = makeHome();
});
afterEach(() => home.remove());

const note = (n: number): RolloutItem => ({ type: 'event_msg', payload: { type: 'note', n } });

function linesOf(file: string): Record<string, unknown>[] {
  const text = readFileSync(file, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => JSON.parse(line));
}

function refusal(act: () => void): EngineError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(EngineError);
    return error as EngineError;
  }
  throw new Error('nothing was refused');
}

it('writes nothing before the first turn, then whole lines in the official key order', async () => {
  const { recorder, id } = newThread(home, { createdAt: new Date(2026, 10, 21, 9, 5, 7) });
  expect(existsSync(path.join(home.codexHome, 'sessions'))).toBe(false);
  recorder.append([note(1), { type: 'response_item', payload: { type: 'other' }, metadata: { history_sequence: 1 } }]);
  await recorder.sync();
  await recorder.close();
  expect(recorder.path).toBe(path.join(home.codexHome, `sessions/2026/11/21/rollout-2026-11-21T09-05-07-${id}.jsonl`));
  const lines = linesOf(recorder.path);
  expect(lines.map((line) => line.ordinal)).toEqual([0, 1, 2]);
  expect(Object.keys(lines[2] ?? {})).toEqual(['timestamp', 'ordinal', 'type', 'payload', 'metadata']);
  expect(lines[0]).toMatchObject({ type: 'session_meta', payload: { id, history_mode: 'paginated' } });
  expect(lines[0]?.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(statSync(recorder.path).mode & 0o077).toBe(0);
});

it('numbers no lines in legacy mode', () => {
  const { recorder } = newThread(home, { meta: { historyMode: 'legacy' } });
  recorder.append([note(1)]);
  expect(linesOf(recorder.path).every((line) => !('ordinal' in line))).toBe(true);
});

it('goes on where a file ends, also after being closed', async () => {
  const { recorder, meta } = newThread(home);
  recorder.append([note(1)]);
  await recorder.close();
  recorder.append([note(2)]);
  await recorder.close();
  const resumed = RolloutRecorder.resume(recorder.path, meta);
  resumed.append([note(3)]);
  expect(linesOf(recorder.path).map((line) => line.ordinal)).toEqual([0, 1, 2, 3]);
  expect(resumed.size).toBe(statSync(recorder.path).size);
});

it('cuts a torn last line off, however long, and keeps one that only lacks its newline', async () => {
  const { recorder, meta } = newThread(home);
  recorder.append([note(1)]);
  await recorder.close();
  appendFileSync(
    recorder.path,
    `{"timestamp":"2026","ordinal":2,"type":"event_msg","payload":{"x":"${'y'.repeat(300_000)}`,
  );
  const warnings: string[] = [];
  const resumed = RolloutRecorder.resume(recorder.path, meta, { warn: (message) => warnings.push(message) });
  expect(warnings).toEqual([]);
  resumed.append([note(2)]);
  await resumed.close();
  expect(linesOf(recorder.path).map((line) => line.ordinal)).toEqual([0, 1, 2]);
  expect(warnings).toEqual([expect.stringContaining('unfinished last line')]);

  appendFileSync(recorder.path, '{"timestamp":"2026","ordinal":3,"type":"event_msg","payload":{}}');
  RolloutRecorder.resume(recorder.path, meta).append([note(4)]);
  expect(linesOf(recorder.path).map((line) => line.ordinal)).toEqual([0, 1, 2, 3, 4]);
});

it('continues the ordinals behind damaged lines', () => {
  const { recorder, meta } = newThread(home);
  recorder.append([note(1), note(2)]);
  appendFileSync(recorder.path, 'not json\n{"timestamp":"2026","type":"event_msg","payload":{}}\n');
  const resumed = RolloutRecorder.resume(recorder.path, meta);
  resumed.append([note(3)]);
  expect(resumed.nextOrdinal).toBe(4);
});

it('counts on from the thread it was forked from', () => {
  const base = { thread_id: 'parent', end_ordinal_exclusive: 14, end_byte_offset: 100 };
  const { recorder } = newThread(home, { meta: { forkedFrom: { threadId: 'parent', base } } });
  recorder.append([note(1)]);
  expect(linesOf(recorder.path).map((line) => line.ordinal)).toEqual([14, 15]);
});

it('says clearly that a folder cannot be made', () => {
  writeFileSync(path.join(home.codexHome, 'sessions'), 'in the way');
  const { recorder } = newThread(home);
  const error = refusal(() => recorder.append([note(1)]));
  expect(error.code).toBe('internal');
  expect(error.message).toBe(`cannot write the conversation to ${recorder.path}: ENOTDIR`);
});

it.skipIf(process.getuid?.() === 0)('says clearly that the home is read-only', () => {
  mkdirSync(path.join(home.codexHome, 'sessions'), { mode: 0o555 });
  const { recorder } = newThread(home);
  expect(refusal(() => recorder.append([note(1)])).message).toMatch(/cannot write the conversation to .*: EACCES/);
});

it.skipIf(!existsSync('/dev/full'))('says clearly that the disk is full, and can be tried again', () => {
  const { meta } = newThread(home);
  const file = path.join(home.codexHome, 'full.jsonl');
  symlinkSync('/dev/full', file);
  const recorder = RolloutRecorder.resume(file, meta);
  for (const attempt of [1, 2]) {
    expect(refusal(() => recorder.append([note(attempt)])).message).toBe(
      `cannot write the conversation to ${file}: ENOSPC`,
    );
  }
});

it('loses nothing that was appended when the process is killed', async () => {
  const { recorder } = newThread(home);
  const child = spawn(process.execPath, [
    path.join(import.meta.dirname, 'append-forever.ts'),
    home.codexHome,
    home.cwd,
  ]);
  let acknowledged = 0;
  let file = '';
  for await (const line of createInterface({ input: child.stdout })) {
    const [count, where] = line.split(' ');
    acknowledged = Number(count);
    file = where ?? file;
    if (acknowledged >= 500) child.kill('SIGKILL');
  }
  expect(recorder.materialised).toBe(false);
  expect(acknowledged).toBeGreaterThanOrEqual(500);
  const numbers = readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).payload.n)
    .filter((n) => n !== undefined);
  expect(numbers.length).toBeGreaterThanOrEqual(acknowledged);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});
