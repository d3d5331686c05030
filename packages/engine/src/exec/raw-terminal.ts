// A child process on a terminal of a given size, its output as bytes. The native module is loaded with the first one.
import { CALL_MARKER } from './kill-tree.ts';
import type { RawLaunch, RawProcess, TerminalSize } from './raw-process.ts';

/** What a terminal reports for a command that a signal ended; it does not pass the signal's number on. */
const KILLED_ON_TERMINAL = 1;
/** Ends the input, typed at the beginning of a line. */
const END_OF_INPUT = '\n\x04';

/** `launch.cwd` and the program must exist: the module would report their lack only as an exit. */
export async function launchRawOnTerminal(launch: RawLaunch, size: TerminalSize): Promise<RawProcess> {
  const { spawn } = await import('@lydell/node-pty');
  const [file, ...args] = launch.argv;
  const terminal = spawn(file, args, {
    name: launch.env.TERM ?? 'dumb',
    ...size,
    cwd: launch.cwd,
    env: { ...launch.env, [CALL_MARKER]: launch.callId },
    encoding: null,
  });
  let open = true;
  terminal.onData((bytes: unknown) => {
    if (open) launch.onOutput('stdout', bytes as Buffer);
  });
  const exited = new Promise<{ exitCode: number; drainTimedOut: boolean }>((resolve) => {
    terminal.onExit(({ exitCode, signal }) => {
      open = false;
      resolve({ exitCode: signal ? KILLED_ON_TERMINAL : exitCode, drainTimedOut: false });
    });
  });
  const write = (input: string | Uint8Array) => {
    // Declared for text only, but bytes go to the terminal as they are.
    if (open) terminal.write((typeof input === 'string' ? input : Buffer.from(input)) as string);
  };
  return {
    pid: terminal.pid,
    input: { waitingBytes: 0, write, end: () => write(END_OF_INPUT) },
    resize: ({ rows, cols }) => {
      if (open) terminal.resize(cols, rows);
    },
    exited,
  };
}
