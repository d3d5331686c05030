// The list of stored threads: answers thread/list and finds a thread's file. A cache of the rollouts in
// CODEX_HOME/thread-index.sqlite; losing it costs one scan. Nothing is opened before the first use.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { ThreadListParams } from '@codex/protocol/thread/list.ts';
import { EngineError } from '../errors.ts';
import { scanFolders } from './folder-scan.ts';
import { baseLocator } from './history-base.ts';
import { IndexDatabase, type StoredRow } from './index-database.ts';
import { backwardsCursor, type ListQuery, type ListScope, nextCursor, parseListQuery } from './list-query.ts';
import { findArchivedRollout, findRollout } from './paths.ts';
import type { LocateBase } from './resume-state.ts';
import { readThreadRow } from './row-reader.ts';
import { readTexts, snippetOf } from './text-reader.ts';
import { ThreadNames } from './thread-names.ts';
import type { ThreadRow } from './thread-row.ts';

export interface ThreadIndexOptions {
  readonly codexHome: string;
  /** Told when the index file cannot be used. */
  readonly warn?: (message: string) => void;
}

export interface ThreadPage {
  readonly rows: ThreadRow[];
  readonly nextCursor: string | null;
  readonly backwardsCursor: string | null;
}

const lookEveryMs = 5000;
/** How long changes of live threads are collected before they are written. */
const flushAfterMs = 100;

export class ThreadIndex {
  readonly #options: ThreadIndexOptions;
  readonly #file: string;
  readonly #names: ThreadNames;
  readonly #locate: LocateBase;
  readonly #pending = new Map<string, ThreadRow>();
  #flushTimer: NodeJS.Timeout | undefined;
  #db: IndexDatabase | undefined;
  #scan: Promise<void> | undefined;
  #reading: Promise<void> | undefined;
  #lookedAt = 0;
  #closed = false;

  constructor(options: ThreadIndexOptions) {
    this.#options = options;
    this.#file = path.join(options.codexHome, 'thread-index.sqlite');
    this.#names = new ThreadNames(options.codexHome);
    this.#locate = baseLocator(options.codexHome);
  }

  /** Threads as the files are now. Throws EngineError `invalid_request` for bad cursors and filters. */
  async list(params: ThreadListParams, scope: ListScope = {}): Promise<ThreadPage> {
    const query = parseListQuery(params, scope);
    await this.refresh();
    this.#refreshRows(this.#stored(scope.live ?? []));
    const db = this.#db;
    let found = this.#use((open) => open.select(query));
    if (this.#db !== db) {
      await this.refresh();
      found = this.#use((open) => open.select(query));
    }
    if (this.#refreshRows(found)) found = this.#use((open) => open.select(query));
    return pageOf(found, query);
  }

  /** Reads what other processes added since the last time. Calls at the same time share one scan. */
  async refresh(): Promise<void> {
    this.#flush();
    this.#scan ??= this.#scanFiles().finally(() => {
      this.#scan = undefined;
    });
    await this.#scan;
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

  /** Threads in which somebody said `term`, and the first place of each where it was said. */
  async search(
    params: ThreadListParams,
    term: string,
    live: readonly string[] = [],
  ): Promise<ThreadPage & { readonly snippets: string[] }> {
    const query = parseListQuery(params, { text: term });
    await this.refresh();
    this.#refreshRows(this.#isTimeToLook() ? this.#use((db) => db.everything()) : this.#stored(live));
    await this.#readTexts();
    const page = pageOf(
      this.#use((db) => db.select(query)),
      query,
    );
    const snippets = page.rows.map(({ id, preview }) => {
      const text = this.#use((db) => db.firstText(id, term));
      return snippetOf(text ?? preview, term);
    });
    return { ...page, snippets };
  }

  /** Threads whose history begins in files of this one. Waits for what other processes added. */
  async builtOn(id: string): Promise<ThreadRow[]> {
    await this.refresh();
    return this.#use((db) => db.builtOn(id)).flatMap((stored) => this.#refreshRow(stored)?.row ?? []);
  }

  /** A thread that is kept beside this one. */
  async attachedTo(id: string): Promise<string | undefined> {
    await this.refresh();
    return this.#use((db) => db.attachedTo(id));
  }

  /** The stored thread of this id, archived or not. Never waits for a scan. */
  find(id: string): ThreadRow | undefined {
    this.#flush();
    const stored = this.#use((db) => db.get(id));
    if (stored && existsSync(stored.row.path)) return this.#refreshRow(stored)?.row ?? stored.row;
    const { codexHome } = this.#options;
    const active = findRollout(codexHome, id);
    const file = active ?? findArchivedRollout(codexHome, id);
    const read = file === undefined ? undefined : readThreadRow(file, active === undefined, this.#locate);
    if (!file || !read || read.row.id !== id) return undefined;
    return this.#store({ ...read, folder: path.dirname(file) }).row;
  }

  /** Notes a new or changed thread whose file this process writes. Cheap: written a little later, together. */
  put(row: ThreadRow): void {
    this.#pending.set(row.id, row);
    this.#flushTimer ??= setTimeout(() => this.#flush(), flushAfterMs).unref();
  }

  remove(id: string): void {
    this.#pending.delete(id);
    this.#use((db) => db.remove(id));
  }

  /** Trimmed and not empty. Kept in session_index.jsonl. */
  setName(id: string, name: string): void {
    this.#names.set(id, name);
    const pending = this.#pending.get(id);
    if (pending) this.#pending.set(id, { ...pending, name });
    this.#use((db) => db.rename(id, name));
  }

  nameOf(id: string): string | null {
    this.#names.refresh();
    return this.#names.get(id);
  }

  close(): void {
    if (this.#closed) return;
    this.#flush();
    this.#closed = true;
    this.#db?.close();
    this.#db = undefined;
  }

  #database(): IndexDatabase {
    if (this.#closed) throw new EngineError('internal', 'the thread index is closed');
    this.#db ??= IndexDatabase.open(this.#file, (message) => this.#options.warn?.(message));
    return this.#db;
  }

  /** Acts on the database; one that fails (locked, full disk, damaged) is replaced; the next scan fills the new one. */
  #use<T>(act: (db: IndexDatabase) => T): T {
    try {
      return act(this.#database());
    } catch (error) {
      if (this.#closed) throw error;
      return act(this.#replaceDatabase(error));
    }
  }

  #replaceDatabase(error: unknown): IndexDatabase {
    this.#db?.close();
    this.#db = IndexDatabase.replace(this.#file, error, (message) => this.#options.warn?.(message));
    return this.#db;
  }

  async #scanFiles(): Promise<void> {
    try {
      await this.#scanInto(this.#database());
    } catch (error) {
      if (this.#closed) throw error;
      await this.#scanInto(this.#replaceDatabase(error));
    }
  }

  async #scanInto(db: IndexDatabase): Promise<void> {
    if (this.#names.refresh()) {
      db.transaction(() => {
        for (const [id, name] of this.#names.entries()) db.rename(id, name);
      });
    }
    await scanFolders({
      codexHome: this.#options.codexHome,
      db,
      nameOf: (id) => this.#names.get(id),
      locate: this.#locate,
      stopped: () => this.#closed || this.#db !== db,
    });
  }

  /** In small slices, so that other requests are served meanwhile. Calls at the same time share one pass. */
  #readTexts(): Promise<void> {
    this.#reading ??= this.#readTextsOnce().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readTextsOnce(): Promise<void> {
    const failed = new Set<string>();
    for (;;) {
      const unread = this.#use((db) => db.unreadTexts(textBatch)).filter(({ id }) => !failed.has(id));
      if (unread.length === 0 || this.#closed) return;
      this.#use((db) => db.transaction(() => readSlice(db, unread, failed)));
      await nextTick();
    }
  }

  #flush(): void {
    clearTimeout(this.#flushTimer);
    this.#flushTimer = undefined;
    if (this.#pending.size === 0 || this.#closed) return;
    const rows = [...this.#pending.values()];
    this.#pending.clear();
    this.#use((db) =>
      db.transaction(() => {
        for (const row of rows) db.put(liveRow(row));
      }),
    );
  }

  #stored(ids: readonly string[]): StoredRow[] {
    return ids.flatMap((id) => this.#use((db) => db.get(id)) ?? []);
  }

  /** Files of other processes may have grown; looking at all of them takes a while. */
  #isTimeToLook(): boolean {
    if (Date.now() - this.#lookedAt < lookEveryMs) return false;
    this.#lookedAt = Date.now();
    return true;
  }

  /** Reads rows again whose file changed or is gone; true when any did. */
  #refreshRows(found: readonly StoredRow[]): boolean {
    let changed = false;
    for (const stored of found) {
      if (this.#refreshRow(stored) !== stored) changed = true;
    }
    return changed;
  }

  #refreshRow(stored: StoredRow): StoredRow | undefined {
    const now = statOf(stored.row.path);
    if (now && now.size === stored.size && now.mtimeMs === stored.mtimeMs) return stored;
    const read = now && readThreadRow(stored.row.path, stored.row.archived, this.#locate);
    if (read) return this.#store({ ...read, folder: stored.folder });
    this.#use((db) => db.remove(stored.row.id));
    return undefined;
  }

  #store(stored: StoredRow): StoredRow {
    this.#names.refresh();
    const named = { ...stored, row: { ...stored.row, name: this.#names.get(stored.row.id) } };
    this.#use((db) => db.put(named));
    return named;
  }
}

/** Rows that are looked up at once, and how long reading them may keep the event loop. */
const textBatch = 200;
const sliceMs = 10;

function readSlice(db: IndexDatabase, unread: ReturnType<IndexDatabase['unreadTexts']>, failed: Set<string>): void {
  const until = performance.now() + sliceMs;
  for (const { id, path: file, from } of unread) {
    const size = statOf(file)?.size ?? 0;
    const read = readTexts(file, from <= size ? from : 0);
    const fresh = from === 0 || from > size;
    if (read) db.putTexts({ id, path: file, fresh, ...read });
    // A row that is out of date, or a file that cannot be read, is left for the next search.
    if (!read || db.get(id)?.size !== read.size) failed.add(id);
    if (performance.now() > until) return;
  }
}

function pageOf(found: readonly StoredRow[], query: ListQuery): ThreadPage {
  const rows = found.slice(0, query.limit).map((stored) => stored.row);
  const last = found.length > query.limit ? rows.at(-1) : undefined;
  return {
    rows,
    nextCursor: last ? nextCursor(last, query.sort) : null,
    backwardsCursor: rows[0] ? backwardsCursor(rows[0], query) : null,
  };
}

function liveRow(row: ThreadRow): StoredRow {
  const { mtimeMs = 0, size = 0 } = statOf(row.path) ?? {};
  return { row, folder: path.dirname(row.path), mtimeMs, size };
}

function statOf(file: string): { mtimeMs: number; size: number } | undefined {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
}
