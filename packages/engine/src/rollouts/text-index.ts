// What was said in the threads of the index: read when somebody searches for it, in slices, the rest in the background.
import { setImmediate as nextTick } from 'node:timers/promises';
import type { IndexDatabase, StoredRow } from './index-database.ts';
import { readTexts, snippetOf } from './text-reader.ts';

/** How long one slice may keep the event loop. */
const sliceMs = 5;
/** More than are read in a slice. */
const batch = 100;

export interface TextIndexOptions {
  readonly db: IndexDatabase;
  /** The thread with its file as it is now; undefined when it is gone. */
  readonly current: (id: string) => StoredRow | undefined;
  /** Told when the background work cannot go on. */
  readonly failed: (error: unknown) => void;
}

export class TextIndex {
  readonly #options: TextIndexOptions;
  #reading: Promise<void> | undefined;
  #stopped = false;

  constructor(options: TextIndexOptions) {
    this.#options = options;
  }

  /** Reads what is said in these threads, as many as a slice has time for; returns how many. */
  read(ids: readonly string[]): number {
    const { db, current } = this.#options;
    const until = performance.now() + sliceMs;
    let count = 0;
    db.transaction(() => {
      for (const id of ids) {
        const stored = current(id);
        const from = stored ? db.textsKnownTo(id, stored) : 0;
        const texts = stored && readTexts(stored.row.path, from);
        if (texts) db.putTexts(id, from, texts);
        count += 1;
        if (performance.now() > until) return;
      }
    });
    return count;
  }

  readInBackground(): void {
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = undefined;
    });
  }

  /** The first place in the thread where the term was said, else its preview. */
  snippet({ id, preview }: StoredRow['row'], term: string): string {
    return snippetOf(this.#options.db.firstText(id, term) ?? preview, term);
  }

  stop(): void {
    this.#stopped = true;
  }

  async #readAll(): Promise<void> {
    try {
      const tried = new Set<string>();
      do await nextTick();
      while (!this.#stopped && this.#readSome(tried));
    } catch (error) {
      if (!this.#stopped) this.#options.failed(error);
    }
  }

  /** False when nothing is left. A file that grows meanwhile, or cannot be read, is left for the next time. */
  #readSome(tried: Set<string>): boolean {
    const { db } = this.#options;
    const unread = () => db.unreadTexts(batch + tried.size).filter((id) => !tried.has(id));
    const found = unread();
    const read = new Set(found.slice(0, this.read(found)));
    for (const id of unread()) if (read.has(id)) tried.add(id);
    return found.length > 0;
  }
}
