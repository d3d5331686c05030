// A child process on pipes: its own process group and session, stdout and stderr as one stream in the order in which
// they were written, decoded across chunk borders.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { CALL_MARKER } from './kill-tree.ts';
import type { Launch, ProcessHandle } from './launch.ts';

/** How long output may still arrive after the exit while a descendant keeps the pipe open, in milliseconds. */
const DRAIN_MS = 50;

const signalNumbers: Readonly<Partial<Record<NodeJS.Signals, number>>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGILL: 4,
  SIGTRAP: 5,
  SIGABRT: 6,
  SIGBUS: 7,
  SIGFPE: 8,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGSEGV: 11,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
  SIGXCPU: 24,
  SIGXFSZ: 25,
  SIGSYS: 31,
};

function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
  if (code !== null) return code;
  return 128 + ((signal !== null && signalNumbers[signal]) || 0);
}

/** Resolves with the exit code once the output is complete, or shortly after the exit if somebody holds the pipe. */
function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      const finish = () => {
        clearTimeout(timer);
        child.stdout?.destroy();
        resolve(exitCodeOf(code, signal));
      };
      const timer = setTimeout(finish, DRAIN_MS);
      child.once('close', finish);
    });
  });
}

/** Throws the operating system's error when nothing could be started. */
export async function launchOnPipes(launch: Launch): Promise<ProcessHandle> {
  // A small shell joins stderr to stdout before it becomes the command: two pipes would lose the order of writes.
  const child = spawn('/bin/sh', ['-c', 'exec "$@" 2>&1', 'sh', ...launch.argv], {
    cwd: launch.cwd,
    env: { ...launch.env, [CALL_MARKER]: launch.callId },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const exited = exitOf(child);
  const decoder = new TextDecoder('utf-8');
  child.stdout.on('data', (chunk: Buffer) => launch.onOutput(decoder.decode(chunk, { stream: true })));
  child.stdout.on('error', () => {});
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
