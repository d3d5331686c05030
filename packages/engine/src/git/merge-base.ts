// Where the current branch left another one. Never throws: what git cannot say is null.
import { git } from './run-git.ts';

/** Commit since which the branches differ; the upstream of `branch` counts when it is ahead of it. */
export async function mergeBase(cwd: string, branch: string): Promise<string | null> {
  const local = await commitOf(cwd, branch);
  if (local === null) return null;
  const upstream = await commitOf(cwd, `${branch}@{upstream}`);
  const other = upstream !== null && (await isAhead(cwd, upstream, local)) ? upstream : local;
  return git(cwd, ['merge-base', 'HEAD', other]);
}

/** Names come from clients: none may be taken for an option. */
function commitOf(cwd: string, name: string): Promise<string | null> {
  return git(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
}

async function isAhead(cwd: string, one: string, other: string): Promise<boolean> {
  return Number(await git(cwd, ['rev-list', '--count', `${other}..${one}`])) > 0;
}
