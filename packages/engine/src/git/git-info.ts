// What git says of a directory, for thread metadata. Never throws: no repository, no git and a slow git are all "unknown".
import { git } from './run-git.ts';

export interface GitInfo {
  /** Commit of HEAD; null before the first commit. */
  readonly sha: string | null;
  /** null on a detached HEAD. */
  readonly branch: string | null;
  readonly originUrl: string | null;
}

/** null when `cwd` is not inside a repository. */
export async function gitInfo(cwd: string): Promise<GitInfo | null> {
  if ((await git(cwd, ['rev-parse', '--git-dir'])) === null) return null;
  const [sha, branch, originUrl] = await Promise.all([
    git(cwd, ['rev-parse', '--verify', '--quiet', 'HEAD']),
    git(cwd, ['symbolic-ref', '--quiet', '--short', 'HEAD']),
    git(cwd, ['remote', 'get-url', 'origin']),
  ]);
  return { sha, branch, originUrl };
}
