// What the user's login files put into the environment: asked of a login shell once per thread, so that the commands
// that follow start without reading those files again, and without what they print.
import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { quoteWord } from './shell-quote.ts';

export type Environment = Readonly<Record<string, string>>;

export interface LoginShellsOptions {
  /** False: every command starts a login shell of its own. */
  readonly isEnabled: boolean;
  /** What the user's files may not bring back: secrets of the server. */
  isSecret(name: string): boolean;
  /** What they may not change: `[shell_environment_policy] set`. */
  readonly fixed: Environment;
}

/** Runs a command line; resolves with what it printed, with undefined when it failed or took too long; rejects when interrupted. */
export type RunShell = (argv: readonly [string, ...string[]]) => Promise<string | undefined>;

/** What an interactive shell reads beside its login files. */
const interactiveFiles: Readonly<Record<string, string>> = {
  bash: '"$HOME/.bashrc"',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: for the shell
  zsh: '"${ZDOTDIR:-$HOME}/.zshrc"',
  sh: '"$ENV"',
};

/** Of the shell that was asked, not of the user. */
const transient: ReadonlySet<string> = new Set(['PWD', 'OLDPWD', 'SHLVL', '_', 'CODEX_CALL_ID', 'CODEX_TOOL_CALL_ID']);

export class LoginShells {
  readonly #options: LoginShellsOptions;
  readonly #known = new Map<string, Promise<Environment | undefined>>();

  constructor(options: LoginShellsOptions) {
    this.#options = options;
  }

  /** Undefined: it is not known, start a login shell. `where`: the sandbox in which `run` works. */
  environment(shell: string, where: string, run: RunShell): Promise<Environment | undefined> {
    const file = interactiveFiles[basename(shell)];
    if (!this.#options.isEnabled || file === undefined) return Promise.resolve(undefined);
    const key = JSON.stringify([shell, where]);
    const known = this.#known.get(key) ?? this.#ask(shell, file, run);
    this.#known.set(key, known);
    known.catch(() => this.#known.delete(key));
    return known;
  }

  async #ask(shell: string, file: string, run: RunShell): Promise<Environment | undefined> {
    const mark = randomBytes(16).toString('hex');
    const script = `{ [ -r ${file} ] && . ${file}; } >/dev/null 2>&1; printf %s ${quoteWord(mark)}; exec env -0`;
    const printed = await run([shell, '-lc', script]);
    const [, list] = printed?.split(mark) ?? [];
    return list ? this.#read(list) : undefined;
  }

  #read(list: string): Environment {
    const entries = list.split('\0').flatMap((line) => {
      const at = line.indexOf('=');
      const name = line.slice(0, at);
      return at <= 0 || transient.has(name) || this.#options.isSecret(name) ? [] : [[name, line.slice(at + 1)]];
    });
    return { ...Object.fromEntries(entries), ...this.#options.fixed };
  }
}
