// Where this server keeps its state: CODEX_HOME, which must exist, else ~/.codex, which is made.
import { mkdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Absolute, without symbolic links. */
export function findCodexHome(env: Readonly<Record<string, string | undefined>>): string {
  const named = env.CODEX_HOME;
  if (named) return existing(named);
  const home = join(homedir(), '.codex');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return home;
}

function existing(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new Error(`CODEX_HOME points to ${JSON.stringify(path)}, but that path does not exist`);
  if (!stats.isDirectory()) {
    throw new Error(`CODEX_HOME points to ${JSON.stringify(path)}, but that path is not a directory`);
  }
  return realpathSync(path);
}
