// What git says of a directory, for thread metadata. Never throws: no repository, no git and a slow git are all "unknown".
import { execFile } from 'node:child_process';

export interface GitInfo {
  /** Commit of HEAD; null before the first commit. */
  readonly sha: string | null;
  /** null on a detached HEAD. */
  readonly branch: string | null;
  readonly originUrl: string | null;
}

const TIMEOUT_MS = 5000;

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

/** First line of what git prints; null when it fails, prints nothing or takes longer than 5 s. */
async function git(cwd: string, args: readonly string[]): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0' };
  const child = execFile('git', [...args], { cwd, env, timeout: TIMEOUT_MS }, (error, stdout) =>
    resolve(error ? null : stdout.trim() || null),
  );
  child.stdin?.end();
  return promise;
}
