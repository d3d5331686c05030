// A child process on a terminal of 80 x 24. The native module is loaded with the first terminal.
import { CALL_MARKER } from './kill-tree.ts';
import type { Launch, ProcessHandle } from './launch.ts';

/** What a terminal reports for a command that a signal ended; it does not pass the signal's number on. */
const KILLED_ON_TERMINAL = 1;

/** Throws when the terminal could not be opened. `launch.cwd` must exist: the module would report it only as an exit. */
export async function launchOnTerminal(launch: Launch): Promise<ProcessHandle> {
  const { spawn } = await import('@lydell/node-pty');
  const [file, ...args] = launch.argv;
  const terminal = spawn(file, args, {
    name: launch.env.TERM ?? 'dumb',
    cols: 80,
    rows: 24,
    cwd: launch.cwd,
    env: { ...launch.env, [CALL_MARKER]: launch.callId },
  });
  let open = true;
  terminal.onData((text) => {
    if (open) launch.onOutput(text);
  });
  const exited = new Promise<number>((resolve) => {
    terminal.onExit(({ exitCode, signal }) => {
      open = false;
      resolve(signal ? KILLED_ON_TERMINAL : exitCode);
    });
  });
  return { pid: terminal.pid, write: (text) => open && terminal.write(text), exited };
}
