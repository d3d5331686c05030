// A child process whose outputs come apart and as bytes, which may take input. On pipes, or on a terminal of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import type { Socket } from 'node:net';
import { constants } from 'node:os';
import { CALL_MARKER } from './kill-tree.ts';
import { openOutputPipe } from './output-pipe.ts';

export type OutputStream = 'stdout' | 'stderr';

export interface RawLaunch {
  readonly argv: readonly [string, ...string[]];
  /** Absolute. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Unique; the marker by which the descendants are found again. */
  readonly callId: string;
  /** Keeps stdin open for `write`; else it is /dev/null. A terminal always takes input. */
  readonly input: boolean;
  /** In order within a stream; never called after `exited` resolved. A terminal has only stdout. */
  onOutput(stream: OutputStream, bytes: Buffer): void;
}

export interface RawEnd {
  /** 128 + signal when killed; 1 on a terminal, which does not pass the signal on. */
  readonly exitCode: number;
  /** Somebody kept an output open after the end, so that some of it may be missing. */
  readonly drainTimedOut: boolean;
}

export interface TerminalSize {
  readonly rows: number;
  readonly cols: number;
}

export interface RawProcess {
  readonly pid: number;
  /** Null: it takes no input. */
  readonly input: RawInput | null;
  /** Null: there is no terminal. */
  readonly resize: ((size: TerminalSize) => void) | null;
  /** Never rejects. */
  readonly exited: Promise<RawEnd>;
}

export interface RawInput {
  /** Bytes that were written and not yet read by the process. */
  readonly waitingBytes: number;
  write(bytes: Uint8Array): void;
  end(): void;
}

/** How long output may still arrive after the exit while a descendant keeps a pipe open, in milliseconds. */
const DRAIN_MS = 2_000;

async function exitOf(child: ChildProcess, outputs: readonly Socket[]): Promise<RawEnd> {
  const closed = Promise.all(outputs.map((output) => new Promise((resolve) => output.once('close', resolve))));
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  let drainTimedOut = false;
  const timer = setTimeout(() => {
    drainTimedOut = true;
    for (const output of outputs) output.destroy();
  }, DRAIN_MS);
  await closed;
  clearTimeout(timer);
  return { exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), drainTimedOut };
}

function inputOf({ stdin }: ChildProcess): RawInput | null {
  if (stdin === null) return null;
  stdin.on('error', () => {}); // the process closed its end: what is written is lost, as in a shell
  return {
    get waitingBytes() {
      return stdin.writableLength;
    },
    write: (bytes) => void stdin.write(bytes),
    end: () => void stdin.end(),
  };
}

function spawnOnPipes(launch: RawLaunch, ends: readonly [number, number]): ChildProcess {
  const [file, ...args] = launch.argv;
  return spawn(file, args, {
    cwd: launch.cwd,
    env: { ...launch.env, [CALL_MARKER]: launch.callId },
    stdio: [launch.input ? 'pipe' : 'ignore', ...ends],
    detached: true,
  });
}

/** Throws the operating system's error when nothing could be started. */
export async function launchRaw(launch: RawLaunch): Promise<RawProcess> {
  const [stdout, stderr] = await Promise.all([openOutputPipe(), openOutputPipe()]);
  const outputs = [stdout.output, stderr.output];
  const ends = [stdout.writeEnd, stderr.writeEnd] as const;
  try {
    const child = spawnOnPipes(launch, ends);
    for (const end of ends) closeSync(end);
    stdout.output.on('data', (bytes: Buffer) => launch.onOutput('stdout', bytes));
    stderr.output.on('data', (bytes: Buffer) => launch.onOutput('stderr', bytes));
    for (const output of outputs) output.on('error', () => {});
    const exited = exitOf(child, outputs);
    exited.catch(() => {}); // not started; whoever waits for the start is told
    await once(child, 'spawn');
    return { pid: child.pid as number, input: inputOf(child), resize: null, exited };
  } catch (error) {
    for (const output of outputs) output.destroy();
    throw error;
  }
}
