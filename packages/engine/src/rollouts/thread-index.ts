// The list of stored threads: answers thread/list and thread/search, and finds a thread's file. A cache of the rollouts
// in CODEX_HOME/thread-index.sqlite; losing it costs one scan, which nobody waits for. Nothing is opened before the first
// use.
import path from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { ThreadListParams } from '@codex/protocol/thread/list.ts';
import { EngineError } from '../errors.ts';
import { baseLocator } from './history-base.ts';
import { IndexBuilder } from './index-builder.ts';
import { IndexDatabase, type StoredRow } from './index-database.ts';
import { cutListPage, type KnownPage, placeOf, type ThreadPage } from './list-page.ts';
import { type ListQuery, type ListScope, parseListQuery } from './list-query.ts';
import { type StoredFile, statStored } from './packed.ts';
import { findArchivedRollout, findRollout } from './paths.ts';
import { precedes } from './place.ts';
import type { LocateBase } from './resume-state.ts';
import { readThreadRow } from './row-reader.ts';
import { TextIndex } from './text-index.ts';
import { ThreadNames } from './thread-names.ts';
import type { ThreadRow } from './thread-row.ts';

export interface ThreadIndexOptions {
  readonly codexHome: string;
  /** Told when the index file cannot be used. */
  readonly warn?: (message: string) => void;
}

/** How often files of other processes are looked at, one and all. */
const lookEveryMs = 5000;
/** How long changes of live threads are collected before they are written. */
const flushAfterMs = 100;
/** How many files that nobody has read yet a request reads at most. */
const patience = 512;
/** More than are read in a slice. */
const batch = 100;

interface OpenIndex {
  readonly db: IndexDatabase;
  readonly builder: IndexBuilder;
  readonly texts: TextIndex;
}

export class ThreadIndex {
  readonly #options: ThreadIndexOptions;
  readonly #file: string;
  readonly #names: ThreadNames;
  readonly #locate: LocateBase;
  readonly #pending = new Map<string, ThreadRow>();
  #flushTimer: NodeJS.Timeout | undefined;
  #open: OpenIndex | undefined;
  #looking: Promise<void> | undefined;
  #lookedAt = 0;
  #closed = false;

  constructor(options: ThreadIndexOptions) {
    this.#options = options;
    this.#file = path.join(options.codexHome, 'thread-index.sqlite');
    this.#names = new ThreadNames(options.codexHome);
    this.#locate = baseLocator(options.codexHome);
  }

  /**
   * Threads as the files are now. While files are still to be read, a page ends where the list is not known yet: its
   * cursor leads on from there, so that nothing is lost and nothing comes twice. Throws EngineError `invalid_request` for
   * bad cursors and filters.
   */
  list(params: ThreadListParams, scope: ListScope = {}): Promise<ThreadPage> {
    const query = parseListQuery(params, scope);
    return this.#attempt(async (open) => {
      await this.#update(open, scope.live ?? []);
      // Which threads stand below another one is known when all are.
      if (query.ancestorId !== null) await open.builder.complete();
      void this.#lookAtFiles(open);
      return this.#fill(() => this.#known(open, query));
    });
  }

  /** Threads in which somebody said `term`, and the first place of each where it was said. Pages are those of `list`. */
  search(
    params: ThreadListParams,
    term: string,
    live: readonly string[] = [],
  ): Promise<ThreadPage & { readonly snippets: string[] }> {
    const query = parseListQuery(params, { text: term });
    return this.#attempt(async (open) => {
      await this.#update(open, live);
      await this.#lookAtFiles(open);
      const page = await this.#fill(() => this.#knownTexts(open, query));
      open.texts.readInBackground();
      return { ...page, snippets: page.rows.map((row) => open.texts.snippet(row, term)) };
    });
  }

  /** The threads of `scope.ids` in that order, or backwards; cursors are places in it. */
  async listInOrder(
    params: ThreadListParams,
    scope: ListScope & { ids: readonly string[] | null },
  ): Promise<ThreadPage> {
    const { cursor, limit, ...filters } = params;
    const all = await this.#listAll(filters, scope);
    const order = scope.ids ?? [];
    const sign = params.sortDirection === 'desc' ? -1 : 1;
    all.sort((a, b) => sign * (order.indexOf(a.id) - order.indexOf(b.id)));
    const place = (row: ThreadRow) => `${order.indexOf(row.id)}|${row.id}`;
    const from = cursor ? all.findIndex((row) => place(row) === cursor) + 1 : 0;
    if (cursor && from === 0) throw new EngineError('invalid_request', `invalid cursor: ${cursor}`);
    const rows = all.slice(from, from + Math.max(1, Math.min(limit ?? 25, 100)));
    const [first, last] = [rows[0], rows.at(-1)];
    const isMore = from + rows.length < all.length;
    return {
      rows,
      nextCursor: last && isMore ? place(last) : null,
      backwardsCursor: first ? place(first) : null,
    };
  }

  async #listAll(params: ThreadListParams, scope: ListScope): Promise<ThreadRow[]> {
    const rows: ThreadRow[] = [];
    for (let cursor: string | null = null; ; ) {
      const page: ThreadPage = await this.list({ ...params, sortKey: 'created_at', cursor, limit: 100 }, scope);
      rows.push(...page.rows);
      if (page.nextCursor === null) return rows;
      cursor = page.nextCursor;
    }
  }

  /** Threads whose history begins in files of this one. Waits until every file is read. */
  builtOn(id: string): Promise<ThreadRow[]> {
    return this.#attempt(async (open) => {
      await open.builder.complete();
      return open.db.builtOn(id).flatMap((stored) => this.#refreshRow(open.db, stored)?.row ?? []);
    });
  }

  /** A thread that is kept beside this one. Waits until every file is read. */
  attachedTo(id: string): Promise<string | undefined> {
    return this.#attempt(async ({ db, builder }) => {
      await builder.complete();
      return db.attachedTo(id);
    });
  }

  /** The stored thread of this id, archived or not. Never waits for a scan. */
  find(id: string): ThreadRow | undefined {
    this.#flush();
    const known = this.#use(({ db }) => {
      const stored = db.get(id);
      return stored && statStored(stored.row.path) && (this.#refreshRow(db, stored) ?? stored);
    });
    if (known) return known.row;
    const { codexHome } = this.#options;
    const active = findRollout(codexHome, id);
    const file = active ?? findArchivedRollout(codexHome, id);
    const read = file === undefined ? undefined : readThreadRow(file, active === undefined, this.#locate);
    if (!file || !read || read.row.id !== id) return undefined;
    return this.#use(({ db }) => this.#store(db, { ...read, folder: path.dirname(file) }).row);
  }

  /** Notes a new or changed thread whose file this process writes. Cheap: written a little later, together. */
  put(row: ThreadRow): void {
    this.#pending.set(row.id, row);
    this.#flushTimer ??= setTimeout(() => this.#flush(), flushAfterMs).unref();
  }

  remove(id: string): void {
    this.#pending.delete(id);
    this.#use(({ db }) => db.remove(id));
  }

  /** Trimmed and not empty. Kept in session_index.jsonl. */
  setName(id: string, name: string): void {
    this.#names.set(id, name);
    const pending = this.#pending.get(id);
    if (pending) this.#pending.set(id, { ...pending, name });
    this.#use(({ db }) => db.rename(id, name));
  }

  nameOf(id: string): string | null {
    this.#names.refresh();
    return this.#names.get(id);
  }

  close(): void {
    if (this.#closed) return;
    this.#flush();
    this.#closed = true;
    this.#letGo();
  }

  #letGo(): void {
    this.#open?.builder.stop();
    this.#open?.texts.stop();
    this.#open?.db.close();
    this.#open = undefined;
  }

  #opened(): OpenIndex {
    if (this.#closed) throw new EngineError('internal', 'the thread index is closed');
    this.#open ??= this.#around(IndexDatabase.open(this.#file, (message) => this.#options.warn?.(message)));
    return this.#open;
  }

  #around(db: IndexDatabase): OpenIndex {
    const { codexHome } = this.#options;
    const failed = (error: unknown) => void this.#replace(open, error);
    const nameOf = (id: string) => this.#names.get(id);
    const current = (id: string) => {
      const stored = db.get(id);
      return stored && this.#refreshRow(db, stored);
    };
    const open: OpenIndex = {
      db,
      builder: new IndexBuilder({ codexHome, db, nameOf, locate: this.#locate, failed }),
      texts: new TextIndex({ db, current, failed }),
    };
    return open;
  }

  /** Acts on the index; a database that fails (locked, full disk, damaged) is replaced, and filled anew. */
  #use<T>(act: (open: OpenIndex) => T): T {
    const open = this.#opened();
    try {
      return act(open);
    } catch (error) {
      return act(this.#replace(open, error));
    }
  }

  async #attempt<T>(act: (open: OpenIndex) => Promise<T>): Promise<T> {
    const open = this.#opened();
    try {
      return await act(open);
    } catch (error) {
      return await act(this.#replace(open, error));
    }
  }

  #replace(open: OpenIndex, error: unknown): OpenIndex {
    if (this.#closed || error instanceof EngineError) throw error;
    if (this.#open === open) {
      this.#letGo();
      this.#open = this.#around(IndexDatabase.replace(this.#file, error, (message) => this.#options.warn?.(message)));
    }
    return this.#opened();
  }

  /** Takes up what changed in this process, in the names, and what other processes added. */
  async #update({ db, builder }: OpenIndex, live: readonly string[]): Promise<void> {
    this.#flush();
    if (this.#names.refresh()) {
      db.transaction(() => {
        for (const [id, name] of this.#names.entries()) db.rename(id, name);
      });
    }
    await builder.survey();
    this.#refreshRows(
      db,
      live.flatMap((id) => db.get(id) ?? []),
    );
  }

  /** A page that is full, or as much of it as can be told now. */
  async #fill(next: () => { page: KnownPage; readOn: () => number }): Promise<ThreadPage> {
    for (let count = 0; ; ) {
      const { page, readOn } = next();
      if (page.isFull || count >= patience) return page;
      count += readOn();
      await nextTick();
    }
  }

  #known({ db, builder }: OpenIndex, query: ListQuery): { page: KnownPage; readOn: () => number } {
    const page = cutListPage(this.#select(db, query), builder.backlog.frontier(query), query);
    return { page, readOn: () => builder.read(builder.backlog.upcoming(query, batch)) };
  }

  /** The same where what was said in a thread must be read as well. */
  #knownTexts({ db, builder, texts }: OpenIndex, query: ListQuery): { page: KnownPage; readOn: () => number } {
    const found = this.#select(db, query);
    const unread = () => db.select({ ...query, text: null, limit: batch }, true).map(({ row }) => row);
    const [row] = unread();
    const ofFiles = builder.backlog.frontier(query);
    const ofTexts = row && placeOf(row, query);
    const isFileFirst = ofFiles && !(ofTexts && precedes(ofTexts, ofFiles, query.descending));
    return {
      page: cutListPage(found, isFileFirst ? ofFiles : ofTexts, query),
      readOn: () =>
        isFileFirst ? builder.read(builder.backlog.upcoming(query, batch)) : texts.read(unread().map(({ id }) => id)),
    };
  }

  #select(db: IndexDatabase, query: ListQuery): StoredRow[] {
    const found = db.select(query);
    return this.#refreshRows(db, found) ? db.select(query) : found;
  }

  #flush(): void {
    clearTimeout(this.#flushTimer);
    this.#flushTimer = undefined;
    if (this.#pending.size === 0 || this.#closed) return;
    const rows = [...this.#pending.values()];
    this.#pending.clear();
    this.#use(({ db }) =>
      db.transaction(() => {
        for (const row of rows) db.put(liveRow(row));
      }),
    );
  }

  /** Files of other processes may have grown. Looks at them all, now and then, in slices. */
  #lookAtFiles({ db }: OpenIndex): Promise<void> {
    if (Date.now() - this.#lookedAt >= lookEveryMs) {
      this.#lookedAt = Date.now();
      this.#looking = this.#lookAtAll(db).catch(() => {});
    }
    return this.#looking ?? Promise.resolve();
  }

  async #lookAtAll(db: IndexDatabase): Promise<void> {
    for (let after = ''; ; ) {
      const files = db.files(after, batch);
      const last = files.at(-1);
      if (!last) return;
      const changed = files.filter(([, path, was]) => !isSame(statStored(path), was));
      const rows = changed.flatMap(([id]) => db.get(id) ?? []);
      if (rows.length > 0) db.transaction(() => this.#refreshRows(db, rows));
      [after] = last;
      await nextTick();
    }
  }

  /** Reads rows again whose file changed or is gone; true when any did. */
  #refreshRows(db: IndexDatabase, found: readonly StoredRow[]): boolean {
    let changed = false;
    for (const stored of found) {
      if (this.#refreshRow(db, stored) !== stored) changed = true;
    }
    return changed;
  }

  #refreshRow(db: IndexDatabase, stored: StoredRow): StoredRow | undefined {
    const now = statStored(stored.row.path);
    if (isSame(now, stored)) return stored;
    const read = now && readThreadRow(stored.row.path, stored.row.archived, this.#locate);
    if (read) return this.#store(db, { ...read, folder: stored.folder });
    db.remove(stored.row.id);
    return undefined;
  }

  #store(db: IndexDatabase, stored: StoredRow): StoredRow {
    this.#names.refresh();
    const named = { ...stored, row: { ...stored.row, name: this.#names.get(stored.row.id) } };
    db.put(named);
    return named;
  }
}

function isSame(now: StoredFile | undefined, was: StoredFile): boolean {
  return now?.stored === was.stored && now.size === was.size && now.mtimeMs === was.mtimeMs;
}

function liveRow(row: ThreadRow): StoredRow {
  const { stored, mtimeMs, size } = statStored(row.path) ?? { stored: row.path, mtimeMs: 0, size: 0 };
  return { row, folder: path.dirname(row.path), stored, mtimeMs, size };
}
