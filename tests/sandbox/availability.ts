// Whether these tests can run here: they want a bubblewrap that works. Where there is none they say so.
import { spawnSync } from 'node:child_process';
import { probeBubblewrap } from '../../packages/engine/src/sandbox/bubblewrap-probe.ts';

const { fault } = await probeBubblewrap(process.env.PATH ?? '');

export const sandboxWorks = process.platform === 'linux' && fault === undefined;
export const isRoot = process.getuid?.() === 0;

/** Somebody who is not root, and owns nothing here. */
export const nobody = 65534;

/** Whether another user may run what root has checked out: a folder that only root may enter is in the way. */
export function othersMayRun(): boolean {
  const { status } = spawnSync(process.execPath, [import.meta.filename], { uid: nobody, gid: nobody });
  if (status !== 0)
    console.warn('SKIPPED tests/sandbox as an ordinary user: this checkout lies where only root may go.');
  return status === 0;
}

export function warnIfSkipped(file: string): void {
  if (sandboxWorks) return;
  console.warn(`SKIPPED tests/sandbox/${file}: ${fault ?? 'this is not Linux'}. Run: npm run setup`);
}
