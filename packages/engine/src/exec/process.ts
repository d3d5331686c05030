// A child process on a pipe: its own process group and session, no input, stdout and stderr as one stream in the order
// in which they were written, decoded across chunk borders.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import type { Socket } from 'node:net';
import { constants } from 'node:os';
import { CALL_MARKER } from './kill-tree.ts';
import type { Launch, ProcessHandle } from './launch.ts';
import { openOutputPipe } from './output-pipe.ts';

/** How long output may still arrive after the exit while a descendant keeps the pipe open, in milliseconds. */
const DRAIN_MS = 50;

function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/** Resolves with the exit code once the output is complete, or shortly after the exit if somebody holds the pipe. */
async function exitOf(child: ChildProcess, output: Socket): Promise<number> {
  const closed = new Promise((resolve) => output.once('close', resolve));
  const [code, signal] = await once(child, 'exit');
  const timer = setTimeout(() => output.destroy(), DRAIN_MS);
  await closed;
  clearTimeout(timer);
  return exitCodeOf(code, signal);
}

/** Closes this side's write end in any case: the child's is the one that counts. */
function spawnInto(writeEnd: number, launch: Launch, output: Socket): ChildProcess {
  const [file, ...args] = launch.argv;
  try {
    return spawn(file, args, {
      cwd: launch.cwd,
      env: { ...launch.env, [CALL_MARKER]: launch.callId },
      stdio: ['ignore', writeEnd, writeEnd],
      detached: true,
    });
  } catch (error) {
    output.destroy();
    throw error;
  } finally {
    closeSync(writeEnd);
  }
}

/** Throws the operating system's error when nothing could be started. */
export async function launchOnPipes(launch: Launch): Promise<ProcessHandle> {
  const { writeEnd, output } = await openOutputPipe();
  const decoder = new TextDecoder('utf-8');
  output.on('data', (chunk: Buffer) => launch.onOutput(decoder.decode(chunk, { stream: true })));
  output.on('error', () => {});
  const child = spawnInto(writeEnd, launch, output);
  const exited = exitOf(child, output);
  exited.catch(() => output.destroy()); // not started; whoever waits for the start is told
  await once(child, 'spawn');
  return {
    pid: child.pid as number,
    write: null,
    exited: exited.then((code) => {
      launch.onOutput(decoder.decode());
      return code;
    }),
  };
}
