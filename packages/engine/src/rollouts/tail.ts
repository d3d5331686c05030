// The end of a rollout file: makes it end with a whole line, and tells the last ordinal.
import { fstatSync, ftruncateSync, writeSync } from 'node:fs';
import { fileBytes, type RolloutBytes } from './rollout-bytes.ts';

export interface Tail {
  /** Bytes of a torn last line that were cut off. */
  readonly cutBytes: number;
  /** Ordinal of the last line that has one. */
  readonly lastOrdinal: number | undefined;
}

const chunkBytes = 64 * 1024;
const newline = 0x0a;

/**
 * `fd` must be open for reading and appending. A last line that is whole JSON and only lacks its newline gets it;
 * anything else after the last newline is cut off.
 */
export function repairTail(fd: number): Tail {
  const size = fstatSync(fd).size;
  let cutBytes = 0;
  let lastOrdinal: number | undefined;
  for (const { start, bytes, terminated } of linesBackwards(fileBytes(fd, size), size)) {
    const parsed = parse(bytes);
    if (!terminated && parsed === undefined && bytes.length > 0) {
      cutBytes = size - start;
      ftruncateSync(fd, start);
      continue;
    }
    if (!terminated && parsed !== undefined) writeSync(fd, '\n');
    lastOrdinal = ordinalOf(parsed);
    if (lastOrdinal !== undefined) break;
  }
  return { cutBytes, lastOrdinal };
}

interface BackwardLine {
  readonly start: number;
  readonly bytes: Buffer;
  /** False for what follows the last newline of the file. */
  readonly terminated: boolean;
}

/** Lines from `end` to the start; the first one yielded is what follows the last newline, maybe empty. */
export function* linesBackwards(file: RolloutBytes, end: number): Generator<BackwardLine> {
  let pieces: Buffer[] = [];
  let terminated = false;
  let position = end;
  while (position > 0) {
    const length = Math.min(chunkBytes, position);
    position -= length;
    let chunk = file.at(position, length);
    for (let at = chunk.lastIndexOf(newline); at >= 0; at = chunk.lastIndexOf(newline)) {
      pieces.unshift(chunk.subarray(at + 1));
      yield { start: position + at + 1, bytes: Buffer.concat(pieces), terminated };
      terminated = true;
      pieces = [];
      chunk = chunk.subarray(0, at);
    }
    pieces.unshift(chunk);
  }
  if (end > 0) yield { start: 0, bytes: Buffer.concat(pieces), terminated };
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

function ordinalOf(line: unknown): number | undefined {
  const ordinal = (line as { ordinal?: unknown } | null | undefined)?.ordinal;
  return typeof ordinal === 'number' ? ordinal : undefined;
}
