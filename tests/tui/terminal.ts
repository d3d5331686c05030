// A program in a terminal of its own: what is typed, and what the screen shows. tmux holds the terminal; its server ends
// with the test.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const run = promisify(execFile);

export interface Terminal {
  /** Types the text as it is. */
  type(text: string): Promise<void>;
  /** Presses keys by their tmux names, such as `Enter`. */
  press(...keys: string[]): Promise<void>;
  /** Presses a key until the screen does not show the pattern any more: a dialog drops what comes too early. */
  dismiss(pattern: RegExp, key: string): Promise<void>;
  /** Resolves with the screen once it shows the pattern; fails with the last screen when it does not. */
  shows(pattern: RegExp): Promise<string>;
}

export interface Program {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

const patienceMs = 30_000;

export async function openTerminal({ argv, cwd, env }: Program): Promise<Terminal> {
  const name = `codex-test-${randomUUID()}`;
  const tmux = async (...args: string[]) => (await run('tmux', ['-L', name, '-f', '/dev/null', ...args])).stdout;
  const variables = Object.entries(env).flatMap(([key, value]) => ['-e', `${key}=${value}`]);
  onTestFinished(() => tmux('kill-server').then(ignore, ignore));
  await tmux('new-session', '-d', '-s', 't', '-x', '120', '-y', '50', '-c', cwd, ...variables, ...argv);
  await tmux('set-option', '-t', 't', 'remain-on-exit', 'on');
  const screen = () => tmux('capture-pane', '-p', '-t', 't');
  return {
    type: async (text) => void (await tmux('send-keys', '-t', 't', '-l', text)),
    press: async (...keys) => void (await tmux('send-keys', '-t', 't', ...keys)),
    async dismiss(pattern, key) {
      const end = Date.now() + patienceMs;
      for (; pattern.test(await screen()); await delay(500)) {
        if (Date.now() > end) throw new Error(`${key} never dismissed ${pattern}:\n${await screen()}`);
        await tmux('send-keys', '-t', 't', key);
      }
    },
    async shows(pattern) {
      let last = '';
      for (const end = Date.now() + patienceMs; Date.now() < end; await delay(100)) {
        last = await screen();
        if (pattern.test(last)) return last;
      }
      throw new Error(`the screen never showed ${pattern}:\n${last}`);
    },
  };
}

export async function hasTmux(): Promise<boolean> {
  return run('tmux', ['-V']).then(
    () => true,
    () => false,
  );
}

function ignore(): void {}
