// Asks git one question. Never throws: no repository, no git and a slow git are all "unknown". What a repository says of
// programs to run (monitors, hooks, pagers, diff programs) is not obeyed: nobody has trusted it yet.
import { execFile } from 'node:child_process';

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

/** The way to git and the user's own settings; secrets of this server and `GIT_*` stay behind. */
const inherited = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'TMPDIR', 'LANG', 'SYSTEMROOT'];

function environment(): Record<string, string | undefined> {
  const kept = Object.fromEntries(inherited.map((name) => [name, process.env[name]]));
  return { ...kept, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', LC_ALL: 'C' };
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
