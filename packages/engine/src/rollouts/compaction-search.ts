// Finds where the model's history begins in a long file: searches backwards for the last `compacted` line.
import { open } from 'node:fs/promises';
import { sniffLine } from './line-head.ts';
import { isPacked, statStored } from './packed.ts';

const chunkBytes = 256 * 1024;
const newline = 0x0a;
/** More than enough to see a line's type. */
const headBytes = 256;

/**
 * Offset of the last `compacted` line before `end`. Reads backwards and parses nothing. Undefined when there is none, or
 * the file is packed: then it has to be read from its beginning.
 */
export async function findLastCompaction(file: string, end?: number): Promise<number | undefined> {
  const stored = statStored(file);
  if (stored && isPacked(stored.stored)) return undefined;
  const handle = await open(file, 'r');
  try {
    let position = end ?? (await handle.stat()).size;
    /** The first bytes of what follows the chunk, for lines whose head is cut by its end. */
    let following = Buffer.alloc(0);
    while (position > 0) {
      const length = Math.min(chunkBytes, position);
      position -= length;
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, position);
      const chunk = Buffer.concat([buffer.subarray(0, bytesRead), following]);
      const found = lastCompactionIn(chunk, bytesRead, position === 0);
      if (found !== undefined) return position + found;
      following = chunk.subarray(0, headBytes);
    }
    return undefined;
  } finally {
    await handle.close();
  }
}

function lastCompactionIn(chunk: Buffer, length: number, first: boolean): number | undefined {
  let before = length - 1;
  while (before >= 0) {
    const stop = chunk.lastIndexOf(newline, before);
    if (stop < 0) break;
    if (isCompaction(chunk, stop + 1)) return stop + 1;
    before = stop - 1;
  }
  return first && isCompaction(chunk, 0) ? 0 : undefined;
}

function isCompaction(chunk: Buffer, at: number): boolean {
  return sniffLine(chunk.subarray(at, at + headBytes))?.type === 'compacted';
}
