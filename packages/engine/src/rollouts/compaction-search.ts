// Finds where the model's history begins in a long file: searches backwards for the last `compacted` line.
import { open } from 'node:fs/promises';
import { sniffLine } from './line-head.ts';
import { isPacked, statStored } from './packed.ts';

const chunkBytes = 1024 * 1024;
const newline = 0x0a;
/** More than enough to see a line's type. */
const headBytes = 256;
const mark = '"type":"compacted"';

/**
 * Offset of the last `compacted` line before `end`. Reads backwards and parses nothing. Undefined when there is none, or
 * the file is packed: then it has to be read from its beginning.
 */
export async function findLastCompaction(file: string, end?: number): Promise<number | undefined> {
  const stored = statStored(file);
  if (stored && isPacked(stored.stored)) return undefined;
  const handle = await open(file, 'r');
  try {
    // Behind the bytes of each part lie the first bytes of what follows it: heads of lines may be cut by its end.
    const size = end ?? (await handle.stat()).size;
    const buffer = Buffer.alloc(Math.min(chunkBytes, size) + headBytes);
    for (let position = size; position > 0; ) {
      const length = Math.min(chunkBytes, position);
      position -= length;
      buffer.copyWithin(length, 0, headBytes);
      await handle.read(buffer, 0, length, position);
      const found = lastCompactionIn(buffer.subarray(0, length + headBytes), length, position === 0);
      if (found !== undefined) return position + found;
    }
    return undefined;
  } finally {
    await handle.close();
  }
}

/** Start of the last line that begins in the first `length` bytes and is a compaction. */
function lastCompactionIn(chunk: Buffer, length: number, isFirst: boolean): number | undefined {
  for (let at = chunk.lastIndexOf(mark); at >= 0; at = at === 0 ? -1 : chunk.lastIndexOf(mark, at - 1)) {
    const start = chunk.lastIndexOf(newline, at) + 1;
    if (start === 0 && !isFirst) return undefined;
    if (start < length && isCompaction(chunk, start)) return start;
  }
  return undefined;
}

function isCompaction(chunk: Buffer, at: number): boolean {
  return sniffLine(chunk.subarray(at, at + headBytes))?.type === 'compacted';
}
