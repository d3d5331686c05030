// Rollouts that were compressed to save space: `<file>.jsonl.zst`, one zstd frame, stands in place of `<file>.jsonl`.
// Everybody names the plain file; whoever reads finds whichever is there.
import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { link, open, rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EngineError } from '../errors.ts';

const suffix = '.zst';

/** The plain file that a path stands for. */
export function plainPath(file: string): string {
  return file.endsWith(`.jsonl${suffix}`) ? file.slice(0, -suffix.length) : file;
}

/** Where a rollout may lie: both, while it is unpacked. */
export function storedForms(file: string): string[] {
  return [file, file + suffix];
}

export interface StoredFile {
  /** The file itself, or its packed form. */
  readonly stored: string;
  readonly mtimeMs: number;
  /** Bytes on the disk. */
  readonly size: number;
}

/** Undefined when there is neither form. While a file is unpacked there are both for a moment: the plain one counts. */
export function statStored(file: string): StoredFile | undefined {
  return statOf(file) ?? statOf(file + suffix) ?? statOf(file);
}

function statOf(stored: string): StoredFile | undefined {
  try {
    const stat = statSync(stored, { throwIfNoEntry: false });
    return stat && { stored, mtimeMs: stat.mtimeMs, size: stat.size };
  } catch {
    return undefined;
  }
}

export function isPacked(stored: string): boolean {
  return stored.endsWith(suffix);
}

/** Loaded by whoever meets a packed file. */
export function zlib(): typeof import('node:zlib') {
  return process.getBuiltinModule('node:zlib');
}

/** What a packed file holds, as far as it can be read: a damaged one ends with an error. */
export function unpackedStream(stored: string): Readable {
  const source = createReadStream(stored);
  const plain = zlib().createZstdDecompress();
  source.once('error', (error) => plain.destroy(error));
  plain.once('close', () => source.destroy());
  return source.pipe(plain);
}

/** Puts a packed rollout back in its plain form, so that lines can be appended. Call as the only writer of the thread. */
export async function unpack(file: string): Promise<void> {
  const packed = statStored(file);
  if (!packed || !isPacked(packed.stored)) return;
  const fresh = `${file}.${process.pid}.tmp`;
  const changed = new Date(packed.mtimeMs);
  try {
    await pipeline(unpackedStream(packed.stored), createWriteStream(fresh, { mode: 0o600, flush: true }));
    await utimes(fresh, changed, changed);
    await link(fresh, file);
    await syncFolder(path.dirname(file));
    await rm(packed.stored);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new EngineError('internal', `cannot unpack the conversation in ${packed.stored}: ${reason}`);
  } finally {
    await rm(fresh, { force: true });
  }
}

/** The name of the plain form must be sure to stay before the packed one goes. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
