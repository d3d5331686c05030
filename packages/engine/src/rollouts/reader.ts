// Reads rollout files, packed or not, as a stream of lines in bounded memory. Lines that do not parse are skipped and
// told.
import { type FileHandle, open } from 'node:fs/promises';
import { EngineError } from '../errors.ts';
import { sniffLine } from './line-head.ts';
import { isPacked, statStored, unpackedStream } from './packed.ts';
import type { LocateBase } from './resume-state.ts';
import type { HistoryBase, RolloutLine, SessionMeta } from './rollout-line.ts';

/** A line and where it lies: bytes `offset` to `end` (exclusive, newline included) of `file`. */
export interface ReadLine {
  readonly line: RolloutLine;
  readonly file: string;
  readonly offset: number;
  readonly end: number;
}

export interface ReadOptions {
  /** First byte; must be the start of a line. */
  readonly start?: number;
  /** Reading stops here. */
  readonly end?: number;
  /** Lines whose kind is known not to be wanted are skipped without parsing them. `event`: `payload.type`. */
  readonly wanted?: (type: string, event: string | undefined) => boolean;
  /** Told of every line that does not parse. */
  readonly onDamaged?: (file: string, offset: number) => void;
  readonly signal?: AbortSignal;
}

const chunkBytes = 256 * 1024;
/** A file may grow while it is read. */
const smallestChunkBytes = 4096;
const newline = 0x0a;

/** Yields the lines of one file, a batch per chunk. Throws EngineError `internal` when the file cannot be read. */
export function readRollout(file: string, options: ReadOptions = {}): AsyncGenerator<ReadLine[]> {
  const { stored } = statStored(file) ?? { stored: file };
  const chunks = isPacked(stored) ? unpackedChunks(stored, file, options) : fileChunks(file, options);
  return readLines(chunks, file, options);
}

/**
 * Like `readRollout`, but starts with what the file builds on (forks and reverts refer to another file instead of
 * copying it). `locate` finds the file of a base; the session_meta of the last file comes first, those of bases are
 * left out.
 */
export async function* readThread(
  file: string,
  locate: LocateBase,
  options: Omit<ReadOptions, 'start' | 'end'> = {},
): AsyncGenerator<ReadLine[]> {
  const { parts, meta } = await resolveParts(file, locate);
  if (meta) yield [meta];
  const wanted = options.wanted ?? (() => true);
  for (const part of parts) {
    const withoutMeta = { wanted: (type: string, event?: string) => type !== 'session_meta' && wanted(type, event) };
    yield* readRollout(part.file, { ...options, ...withoutMeta, end: part.end });
  }
}

/** The first session_meta of a file; later ones belong to older forks. Undefined when there is none near its start. */
export async function readMeta(file: string): Promise<ReadLine | undefined> {
  for await (const batch of readRollout(file)) {
    const found = batch.find(({ line }) => line.type === 'session_meta');
    if (found || batch.length > 0) return found;
  }
  return undefined;
}

interface Part {
  readonly file: string;
  readonly end: number | undefined;
}

async function resolveParts(file: string, locate: LocateBase): Promise<{ parts: Part[]; meta: ReadLine | undefined }> {
  const meta = await readMeta(file);
  const parts: Part[] = [{ file, end: undefined }];
  let current = meta;
  while (current) {
    const base = (current.line.payload as SessionMeta).history_base;
    if (!base) break;
    const baseFile = locate(base, current.file);
    if (!baseFile || parts.some((part) => part.file === baseFile)) throw missingBase(file, base);
    parts.unshift({ file: baseFile, end: base.end_byte_offset });
    current = await readMeta(baseFile);
  }
  return { parts, meta };
}

function missingBase(file: string, base: HistoryBase): EngineError {
  const where = `the history of ${file} goes on in thread ${base.thread_id}`;
  return new EngineError('internal', `${where}, whose file is missing`);
}

/** Each chunk lies in the place of the one before. */
async function* fileChunks(file: string, { start = 0, end = Number.POSITIVE_INFINITY }: ReadOptions) {
  const handle = await openForReading(file);
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.allocUnsafeSlow(Math.min(chunkBytes, Math.max(size - start, smallestChunkBytes)));
    for (let position = start; position < end; ) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, end - position), position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** A file that is damaged counts as far as it can be read. */
async function* unpackedChunks(stored: string, file: string, { start = 0, end, onDamaged }: ReadOptions) {
  let position = 0;
  try {
    for await (const chunk of unpackedStream(stored) as AsyncIterable<Buffer>) {
      const from = Math.max(0, start - position);
      const wanted = chunk.subarray(from, end === undefined ? undefined : Math.max(from, end - position));
      position += chunk.length;
      if (wanted.length > 0) yield wanted;
      if (end !== undefined && position >= end) return;
    }
  } catch {
    onDamaged?.(file, position);
  }
}

async function* readLines(
  chunks: AsyncIterable<Buffer>,
  file: string,
  options: ReadOptions,
): AsyncGenerator<ReadLine[]> {
  let position = options.start ?? 0;
  let lineStart = position;
  let pieces: Buffer[] = [];
  for await (const chunk of chunks) {
    options.signal?.throwIfAborted();
    const batch: ReadLine[] = [];
    let at = 0;
    for (let stop = chunk.indexOf(newline); stop >= 0; stop = chunk.indexOf(newline, at)) {
      const bytes = joinPieces(pieces, chunk.subarray(at, stop));
      pieces = [];
      at = stop + 1;
      const end = position + at;
      const line = parseLine(bytes, options, () => options.onDamaged?.(file, lineStart));
      if (line) batch.push({ line, file, offset: lineStart, end });
      lineStart = end;
    }
    if (at < chunk.length) pieces.push(Buffer.from(chunk.subarray(at)));
    position += chunk.length;
    if (batch.length > 0) yield batch;
  }
  const last = parseLine(joinPieces(pieces), options, () => options.onDamaged?.(file, lineStart));
  if (last) yield [{ line: last, file, offset: lineStart, end: position }];
}

function joinPieces(pieces: Buffer[], tail?: Buffer): Buffer {
  if (pieces.length === 0) return tail ?? Buffer.alloc(0);
  return Buffer.concat(tail ? [...pieces, tail] : pieces);
}

function parseLine(bytes: Buffer, options: ReadOptions, damaged: () => void): RolloutLine | undefined {
  if (bytes.length === 0) return undefined;
  const head = options.wanted && sniffLine(bytes);
  if (head && !options.wanted?.(head.type, head.event)) return undefined;
  let line: RolloutLine | undefined;
  try {
    line = JSON.parse(bytes.toString()) as RolloutLine;
  } catch {
    line = undefined;
  }
  if (typeof line?.type !== 'string' || typeof line.payload !== 'object' || line.payload === null) {
    damaged();
    return undefined;
  }
  if (options.wanted && !head && !options.wanted(line.type, (line.payload as { type?: string }).type)) return undefined;
  return line;
}

async function openForReading(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new EngineError('internal', `cannot read the conversation in ${file}: ${reason}`);
  }
}
