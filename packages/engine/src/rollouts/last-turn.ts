// Finds where the last turn of a file begins, so that a long history need not be read to tell how it ends.
import { sniffLine } from './line-head.ts';
import { withRollout } from './rollout-bytes.ts';
import { linesBackwards } from './tail.ts';

/** A turn that began further from the end is not looked for. */
const limit = 8 * 1024 * 1024;

/** Offset of the line that began it; undefined when it is not near the end, or the file has no numbered turns. */
export function findLastTurn(file: string): number | undefined {
  return withRollout(file, (bytes) => {
    for (const line of linesBackwards(bytes, bytes.size)) {
      if (bytes.size - line.start > limit) return undefined;
      if (sniffLine(line.bytes)?.event === 'task_started') return isNumbered(line.bytes) ? line.start : undefined;
    }
    return undefined;
  });
}

function isNumbered(line: Buffer): boolean {
  return line.toString('latin1', 0, 100).includes('"ordinal":');
}
