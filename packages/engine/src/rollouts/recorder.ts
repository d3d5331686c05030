// Appends to one thread's rollout file. What `append` returned from is in the file as whole lines and survives a crash
// of this process; after `sync` it survives a crash of the machine.
import { closeSync, fdatasync, fstatSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../errors.ts';
import { legacyLines } from './legacy-events.ts';
import type { RolloutItem, SessionMeta } from './rollout-line.ts';
import { repairTail } from './tail.ts';
import type { WriterLock } from './writer-lock.ts';

export interface RecorderOptions {
  /** Told once when a torn last line was cut off. */
  readonly warn?: (message: string) => void;
  readonly now?: () => Date;
  /** Taken when a new file is made, released by `close`. Whoever resumes a file holds it already. */
  readonly lock?: WriterLock;
}

export class RolloutRecorder {
  readonly path: string;
  /** False for threads in legacy history mode: lines without ordinals, events instead of completed items. */
  readonly #numbered: boolean;
  readonly #options: RecorderOptions;
  /** Written before anything else, while the file does not exist yet. */
  #head: RolloutItem[];
  #nextOrdinal: number | undefined;
  #fd: number | undefined;
  #size = 0;
  #syncing: Promise<void> | undefined;

  private constructor(file: string, head: RolloutItem[], numbered: boolean, options: RecorderOptions) {
    this.path = file;
    this.#head = head;
    this.#numbered = numbered;
    this.#options = options;
  }

  /** A new thread. Neither file nor folder exist before the first append. */
  static create(file: string, meta: SessionMeta, options: RecorderOptions = {}): RolloutRecorder {
    const recorder = new RolloutRecorder(
      file,
      [{ type: 'session_meta', payload: meta }],
      meta.history_mode !== 'legacy',
      options,
    );
    recorder.#nextOrdinal = meta.history_base?.end_ordinal_exclusive ?? 0;
    return recorder;
  }

  /** A thread that has a file. It is opened, and a torn last line repaired, at the first append. */
  static resume(file: string, meta: SessionMeta, options: RecorderOptions = {}): RolloutRecorder {
    return new RolloutRecorder(file, [], meta.history_mode !== 'legacy', options);
  }

  /** Whether the file exists. */
  get materialised(): boolean {
    return this.#head.length === 0;
  }

  /** Bytes of the file after the last append; 0 while it is not open. */
  get size(): number {
    return this.#size;
  }

  /** Ordinal of the next line; undefined in legacy mode and before the first append to a resumed file. */
  get nextOrdinal(): number | undefined {
    return this.#numbered ? this.#nextOrdinal : undefined;
  }

  /** One write of whole lines. Throws EngineError `internal` when the file cannot take them; then nothing was added. */
  append(items: readonly RolloutItem[]): void {
    const fd = this.#open();
    const stored = this.#numbered ? items : items.flatMap(legacyLines);
    const all = this.#head.length > 0 ? [...this.#head, ...stored] : stored;
    if (all.length === 0) return;
    const timestamp = (this.#options.now?.() ?? new Date()).toISOString();
    let ordinal = this.#nextOrdinal;
    let text = '';
    for (const item of all) {
      text += `${JSON.stringify(lineOf(item, timestamp, this.#numbered ? ordinal : undefined))}\n`;
      if (ordinal !== undefined) ordinal += 1;
    }
    this.#write(fd, Buffer.from(text));
    this.#head = [];
    this.#nextOrdinal = ordinal;
  }

  /** Creates the file of a new thread without adding anything but its first line. */
  materialise(): void {
    if (!this.materialised) this.append([]);
  }

  /** Resolves when everything appended so far is on the disk. */
  async sync(): Promise<void> {
    await this.#syncing;
    const fd = this.#fd;
    if (fd === undefined) return;
    this.#syncing = new Promise((resolve, reject) => {
      fdatasync(fd, (error) => (error ? reject(writeFailure(this.path, error)) : resolve()));
    });
    await this.#syncing;
  }

  /** Lets go of the file; a later append opens it again. */
  async close(): Promise<void> {
    await this.#syncing?.catch(() => {});
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
    await this.#options.lock?.release();
  }

  #open(): number {
    if (this.#fd !== undefined) return this.#fd;
    try {
      const fresh = !this.materialised;
      if (fresh) mkdirSync(path.dirname(this.path), { recursive: true });
      const fd = openSync(this.path, fresh ? 'ax' : 'a+', 0o600);
      if (fresh) this.#options.lock?.acquireSoon();
      if (!fresh) this.#continue(fd);
      this.#size = fstatSync(fd).size;
      this.#fd = fd;
      return fd;
    } catch (error) {
      throw writeFailure(this.path, error);
    }
  }

  /** Picks up where the file ends. */
  #continue(fd: number): void {
    const tail = repairTail(fd);
    if (tail.cutBytes > 0) {
      this.#options.warn?.(`cut ${tail.cutBytes} bytes of an unfinished last line from ${this.path}`);
    }
    this.#nextOrdinal = (tail.lastOrdinal ?? -1) + 1;
  }

  #write(fd: number, bytes: Buffer): void {
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(fd, bytes, written);
      this.#size += written;
    } catch (error) {
      if (written > 0) tryTruncate(fd, this.#size);
      throw writeFailure(this.path, error);
    }
  }
}

/** Keys in the official order. */
function lineOf(item: RolloutItem, timestamp: string, ordinal: number | undefined): Record<string, unknown> {
  const line: Record<string, unknown> = { timestamp };
  if (ordinal !== undefined) line.ordinal = ordinal;
  line.type = item.type;
  line.payload = item.payload;
  if ('metadata' in item && item.metadata) line.metadata = item.metadata;
  return line;
}

function tryTruncate(fd: number, size: number): void {
  try {
    ftruncateSync(fd, size);
  } catch {
    // The torn line is cut off when the file is opened next.
  }
}

function writeFailure(file: string, error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const reason = (error as NodeJS.ErrnoException).code ?? String(error);
  return new EngineError('internal', `cannot write the conversation to ${file}: ${reason}`);
}
