// Asks git one question. Never throws: no repository, no git and a slow git are all "unknown".
import { execFile } from 'node:child_process';

const TIMEOUT_MS = 5000;

/** What git prints, without blanks around it; null when it fails, prints nothing or takes longer than 5 s. */
export async function git(cwd: string, args: readonly string[]): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0' };
  const child = execFile('git', [...args], { cwd, env, timeout: TIMEOUT_MS }, (error, stdout) =>
    resolve(error ? null : stdout.trim() || null),
  );
  child.stdin?.end();
  return promise;
}
