// A real pipe for a child's output. What Node itself offers is a socket, which a command cannot open again as
// /dev/stdout or /dev/stderr; and one pipe for both outputs keeps them in the order in which they were written.
import { execFile } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { plainEnvironment } from '../plain-environment.ts';

export interface OutputPipe {
  /** For the child; close it here once the child has it. */
  readonly writeEnd: number;
  /** Ends when nobody holds the write end any more. */
  readonly output: Socket;
}

interface Ends {
  readonly readEnd: number;
  readonly writeEnd: number;
}

/** Pipes are made a few at a time, because it takes a process to make them. */
const BATCH = 4;

const spare: Ends[] = [];
let making: Promise<void> | undefined;

function openEnds(name: string): Ends {
  const readEnd = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return { readEnd, writeEnd: openSync(name, constants.O_WRONLY) };
  } catch (error) {
    closeSync(readEnd);
    throw error;
  }
}

/** The names are gone as soon as both ends are open. */
async function makeMore(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'codex-pipes-'));
  try {
    const names = Array.from({ length: BATCH }, (_, index) => join(folder, String(index)));
    await promisify(execFile)('mkfifo', ['-m', '600', ...names], { env: plainEnvironment() });
    for (const name of names) spare.push(openEnds(name));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function takeEnds(): Promise<Ends> {
  for (;;) {
    const ends = spare.pop();
    if (ends !== undefined) return ends;
    making ??= makeMore().finally(() => {
      making = undefined;
    });
    await making;
  }
}

export async function openOutputPipe(): Promise<OutputPipe> {
  const { readEnd, writeEnd } = await takeEnds();
  return { writeEnd, output: new Socket({ fd: readEnd, readable: true, writable: false }) };
}
