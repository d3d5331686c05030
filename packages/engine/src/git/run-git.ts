// Asks git one question. Never throws: no repository, no git and a slow git are all "unknown". What a repository says of
// programs to run (monitors, hooks, pagers, diff programs) is not obeyed: nobody has trusted it yet.
import { execFile } from 'node:child_process';
import { plainEnvironment } from '../plain-environment.ts';

const TIMEOUT_MS = 5000;

const harmless: readonly string[] = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.sshCommand=false',
  'core.askPass=',
  'credential.helper=',
  'diff.external=',
  'protocol.allow=never',
].flatMap((setting) => ['-c', setting]);

/** `GIT_*` stays behind as well. */
function environment(): Record<string, string | undefined> {
  const own = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' };
  return { ...plainEnvironment(), ...own };
}

/** What git prints, without blanks around it; null when it fails, prints nothing or takes longer than 5 s. */
export async function git(cwd: string, args: readonly string[]): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const options = { cwd, env: environment(), timeout: TIMEOUT_MS };
  const child = execFile('git', [...harmless, ...args], options, (error, stdout) =>
    resolve(error ? null : stdout.trim() || null),
  );
  child.stdin?.end();
  return promise;
}
