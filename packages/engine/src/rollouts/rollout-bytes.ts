// Reads single places of a rollout at once, packed or not: its two ends, the line before an offset.
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { isPacked, type StoredFile, statStored, zlib } from './packed.ts';

export interface RolloutBytes {
  /** Of the lines, whatever the file takes on the disk. */
  readonly size: number;
  /** Fewer than `length` bytes at the end. */
  at(position: number, length: number): Buffer;
}

type Read<T> = (bytes: RolloutBytes, stored: StoredFile) => T;

/** Undefined when the file cannot be read, or `read` throws. */
export function withRollout<T>(file: string, read: Read<T>): T | undefined {
  try {
    const stored = statStored(file);
    if (!stored) return undefined;
    return isPacked(stored.stored) ? read(packedBytes(stored), stored) : withPlain(stored.stored, read);
  } catch {
    return undefined;
  }
}

function withPlain<T>(stored: string, read: Read<T>): T {
  const fd = openSync(stored, 'r');
  try {
    const { size, mtimeMs } = fstatSync(fd);
    return read(fileBytes(fd, size), { stored, size, mtimeMs });
  } finally {
    closeSync(fd);
  }
}

export function fileBytes(fd: number, size: number): RolloutBytes {
  return { size, at: (position, length) => readAt(fd, position, length) };
}

function readAt(fd: number, position: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length);
  let read = 0;
  while (read < length) {
    const count = readSync(fd, buffer, read, length - read, position + read);
    if (count === 0) break;
    read += count;
  }
  return buffer.subarray(0, read);
}

/** What is read of larger packed files: their beginning. */
const maxPacked = 32 * 1024 * 1024;

/** A damaged file counts as far as it can be read. */
function packedBytes({ stored, size }: StoredFile): RolloutBytes {
  const packed = size <= maxPacked ? readFileSync(stored) : headOf(stored);
  const bytes = zlib().zstdDecompressSync(packed, { finishFlush: zlib().constants.ZSTD_e_flush });
  return { size: bytes.length, at: (position, length) => bytes.subarray(position, position + length) };
}

function headOf(stored: string): Buffer {
  return withPlain(stored, (bytes) => bytes.at(0, maxPacked));
}

export interface ForwardLine {
  readonly bytes: Buffer;
  /** First byte after the line and its newline. */
  readonly end: number;
  /** False for what follows the last newline. */
  readonly terminated: boolean;
}

const newline = 0x0a;

/** Lines of the bytes from `start` to `end`, or to the end of the file; what follows the last newline unless it is empty. */
export function* linesForwards(
  file: RolloutBytes,
  { start, end, chunkBytes }: { start: number; end: number; chunkBytes: number },
): Generator<ForwardLine> {
  const limit = Math.min(end, file.size);
  let pieces: Buffer[] = [];
  for (let position = start; position < limit; ) {
    const chunk = file.at(position, Math.min(chunkBytes, limit - position));
    if (chunk.length === 0) break;
    let at = 0;
    for (let stop = chunk.indexOf(newline); stop >= 0; stop = chunk.indexOf(newline, at)) {
      pieces.push(chunk.subarray(at, stop));
      at = stop + 1;
      yield { bytes: joined(pieces), end: position + at, terminated: true };
      pieces = [];
    }
    if (at < chunk.length) pieces.push(chunk.subarray(at));
    position += chunk.length;
  }
  if (pieces.length > 0) yield { bytes: joined(pieces), end: limit, terminated: false };
}

function joined(pieces: readonly Buffer[]): Buffer {
  const [only] = pieces;
  return pieces.length === 1 && only ? only : Buffer.concat(pieces);
}
