// One renewal at a time across processes, also against the official program: flock(2) on CODEX_HOME/auth.lock. A refresh
// token is good for one use, so two renewals at once would sign the user out.
import { spawn } from 'node:child_process';
import { close, open } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { plainEnvironment } from '../plain-environment.ts';

const openFile = promisify(open);

const PATIENCE_S = 20;

/** Returns release. Where the lock cannot be had (no flock(1), a read-only home, a holder that hangs), goes on without. */
export async function lockRenewal(codexHome: string): Promise<() => void> {
  let fd: number;
  try {
    fd = await openFile(join(codexHome, 'auth.lock'), 'a', 0o600);
  } catch {
    return () => {};
  }
  // Node has no flock: flock(1) locks a descriptor that it inherits; the lock belongs to the open file, which stays ours.
  await new Promise<void>((resolve) => {
    const child = spawn('flock', ['-w', String(PATIENCE_S), '3'], {
      env: plainEnvironment(),
      stdio: ['ignore', 'ignore', 'ignore', fd],
    });
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  return () => close(fd, () => {});
}
