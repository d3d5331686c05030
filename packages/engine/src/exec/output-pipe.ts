// A real pipe for a child's output. What Node itself offers is a socket, which a command cannot open again as
// /dev/stdout or /dev/stderr; and one pipe for both outputs keeps them in the order in which they were written.
import { execFile } from 'node:child_process';
import { closeSync, constants, existsSync, mkdirSync, mkdtempSync, openSync, rmSync, unlinkSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface OutputPipe {
  /** For the child; close it here once the child has it. */
  readonly writeEnd: number;
  /** Ends when nobody holds the write end any more. */
  readonly output: Socket;
}

/** Pipes are named for the moment between their making and their use; they are made a few at a time. */
const BATCH = 8;

let folder: string | undefined;
const spare: string[] = [];
let making: Promise<void> | undefined;
let made = 0;

function workFolder(): string {
  if (folder === undefined) {
    const created = mkdtempSync(join(tmpdir(), 'codex-pipes-'));
    process.once('exit', () => rmSync(created, { recursive: true, force: true }));
    folder = created;
  }
  // Whoever tidies the temporary folder may have taken it.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

async function makeMore(): Promise<void> {
  const inside = workFolder();
  const names = Array.from({ length: BATCH }, () => join(inside, String(made++)));
  await promisify(execFile)('mkfifo', ['-m', '600', ...names]);
  spare.push(...names);
}

async function takeName(): Promise<string> {
  while (spare.length === 0) {
    making ??= makeMore().finally(() => {
      making = undefined;
    });
    await making;
  }
  return spare.pop() as string;
}

function openEnds(name: string): OutputPipe {
  const readEnd = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const writeEnd = openSync(name, constants.O_WRONLY);
    return { writeEnd, output: new Socket({ fd: readEnd, readable: true, writable: false }) };
  } catch (error) {
    closeSync(readEnd);
    throw error;
  } finally {
    unlinkSync(name);
  }
}

export async function openOutputPipe(): Promise<OutputPipe> {
  for (;;) {
    const name = await takeName();
    if (existsSync(name)) return openEnds(name);
  }
}
