// Which `[projects]` entry speaks for a directory: its own, that of the root of its repository, or that of the
// repository its worktree belongs to.
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { TrustLevel } from './config.ts';
import type { ConfigToml } from './config-toml.ts';

/** null: no entry. */
export async function trustLevel(projects: ConfigToml['projects'], cwd: string): Promise<TrustLevel | null> {
  if (!projects || Object.keys(projects).length === 0) return null;
  return (await trustOf(projects, cwd, cwd)).level;
}

/** Whether a directory in the project at `root` is trusted, and which place was, or would have to be, named for that. */
export async function trustOf(
  projects: ConfigToml['projects'] = {},
  directory: string,
  root: string,
): Promise<{ readonly level: TrustLevel | null; readonly place: string }> {
  const repository = await repositoryRoot(directory);
  const places = [directory, root, ...(repository === null ? [] : [repository])];
  const place = places.find((each) => levelOf(projects, each) !== null);
  if (place === undefined) return { level: null, place: repository ?? root };
  return { level: levelOf(projects, place), place };
}

/** What the first of these places that the user spoke of was said to be; null: the user spoke of none. */
export function trustAt(projects: NonNullable<ConfigToml['projects']>, places: readonly string[]): TrustLevel | null {
  return places.map((place) => levelOf(projects, place)).find((level) => level !== null) ?? null;
}

function levelOf(projects: NonNullable<ConfigToml['projects']>, place: string): TrustLevel | null {
  return (Object.hasOwn(projects, place) ? projects[place]?.trust_level : undefined) ?? null;
}

/** Root of the repository around `cwd`; for a worktree that of the main repository. null outside of repositories. */
export async function repositoryRoot(cwd: string): Promise<string | null> {
  const root = await nearestAncestor(cwd, ['.git']);
  return root === null ? null : ((await mainRepository(root)) ?? root);
}

/** The nearest directory from `start` upwards that holds one of `names`. */
export async function nearestAncestor(start: string, names: readonly string[]): Promise<string | null> {
  for (let directory = resolve(start); ; directory = dirname(directory)) {
    for (const name of names) if (await exists(join(directory, name))) return directory;
    if (directory === dirname(directory)) return null;
  }
}

/** A worktree's `.git` is a file that says `gitdir: <main>/.git/worktrees/<name>`. */
async function mainRepository(root: string): Promise<string | null> {
  const pointer = await readFile(join(root, '.git'), 'utf8').catch(() => '');
  const gitdir = /^gitdir:\s*(.+?)\s*$/m.exec(pointer)?.[1];
  const main = gitdir && /^(.*)[/\\]\.git[/\\]worktrees[/\\][^/\\]+$/.exec(resolve(root, gitdir))?.[1];
  return main || null;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
