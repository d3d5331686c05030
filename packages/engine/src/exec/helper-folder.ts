// Helpers on the PATH of commands: `apply_patch`, `applypatch` and `codex-linux-sandbox` of this program, so that they
// work inside scripts too, and `rg`. They stand in a folder of this process under CODEX_HOME/tmp/arg0, made for the first command
// and removed at the end; what processes left behind that were killed is removed too.
import { randomBytes } from 'node:crypto';
import { access, chmod, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { quoteCommand, quoteWord } from './shell-quote.ts';

/** What each helper is called and the subcommand of this program that it stands for. */
const helpers: Readonly<Record<string, string>> = {
  apply_patch: 'apply_patch',
  applypatch: 'apply_patch',
  'codex-linux-sandbox': 'sandbox',
};

/** Holds the process number of the owner. */
const LOCK = '.lock';

/** A login shell sets PATH anew, so its script begins with the folder. Other shells do not know this line. */
const loginShells: ReadonlySet<string> = new Set(['bash', 'zsh', 'sh', 'dash', 'ksh']);

export type Environment = Readonly<Record<string, string>>;
type Argv = readonly [string, ...string[]];

export class HelperFolder {
  readonly #parent: string;
  readonly #folder: string;
  readonly #selfCommand: readonly string[];
  #made: Promise<void> | undefined;

  /** `selfCommand` starts this program; a subcommand and its arguments follow. */
  constructor(codexHome: string, selfCommand: readonly string[]) {
    this.#parent = join(codexHome, 'tmp', 'arg0');
    this.#folder = join(this.#parent, randomBytes(8).toString('hex'));
    this.#selfCommand = selfCommand;
  }

  /** The environment with the helpers on its PATH; as it was when they cannot be had, or when it has no PATH. */
  async environment(env: Environment): Promise<Environment> {
    if (env.PATH === undefined || !(await this.#ready())) return env;
    return { ...env, PATH: `${this.#folder}:${env.PATH}` };
  }

  /** The same for a command whose last words are a login shell and its script, in whatever sandbox. */
  async equip(argv: Argv, given: Environment): Promise<{ argv: Argv; env: Environment }> {
    const env = await this.environment(given);
    const [shell = '', flag, script] = argv.slice(-3);
    if (env === given || flag !== '-lc' || !loginShells.has(basename(shell))) return { argv, env };
    const prefix = `export PATH=${quoteWord(this.#folder)}:"$PATH"; `;
    return { argv: [...argv.slice(0, -1), prefix + script] as unknown as Argv, env };
  }

  async close(): Promise<void> {
    await this.#made?.catch(() => {});
    if (this.#made) await rm(this.#folder, { recursive: true, force: true }).catch(() => {});
  }

  /** Somebody may clean up CODEX_HOME while the server runs, so the folder is looked at each time. */
  async #ready(): Promise<boolean> {
    try {
      if (this.#made) await this.#made.then(() => access(this.#folder)).catch(() => this.#make());
      else await this.#make();
      return true;
    } catch {
      return false;
    }
  }

  #make(): Promise<void> {
    this.#made = this.#fill();
    return this.#made;
  }

  async #fill(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFile(join(this.#folder, LOCK), `${process.pid}\n`);
    for (const [name, subcommand] of Object.entries(helpers)) {
      const file = join(this.#folder, name);
      await writeFile(file, `#!/bin/sh\nexec ${quoteCommand([...this.#selfCommand, subcommand])} "$@"\n`);
      await chmod(file, 0o755);
    }
    await this.#linkSearch();
    await this.#removeStale();
  }

  /** Models search with it, and the official program brings it too. Not there where it is not built for the platform. */
  async #linkSearch(): Promise<void> {
    const ripgrep = await import('@vscode/ripgrep').catch(() => null);
    if (ripgrep) await symlink(ripgrep.rgPath, join(this.#folder, 'rg'));
  }

  async #removeStale(): Promise<void> {
    const names = await readdir(this.#parent);
    const others = names.map((name) => join(this.#parent, name)).filter((folder) => folder !== this.#folder);
    for (const folder of others) if (await isStale(folder)) await rm(folder, { recursive: true, force: true });
  }
}

/** Whether its owner is gone. A folder without a readable lock is being made, or is none of ours. */
async function isStale(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, LOCK), 'utf8').catch(() => '');
  const pid = Number(text.trim());
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
