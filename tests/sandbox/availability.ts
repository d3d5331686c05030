// Whether these tests can run here: they want a bubblewrap that works. Where there is none they say so.
import { probeBubblewrap } from '../../packages/engine/src/sandbox/bubblewrap-probe.ts';

const { fault } = await probeBubblewrap(process.env.PATH ?? '');

export const sandboxWorks = process.platform === 'linux' && fault === undefined;
export const isRoot = process.getuid?.() === 0;

export function warnIfSkipped(file: string): void {
  if (sandboxWorks) return;
  console.warn(`SKIPPED tests/sandbox/${file}: ${fault ?? 'this is not Linux'}. Run: npm run setup`);
}
