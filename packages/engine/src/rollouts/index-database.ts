// The SQLite file behind the thread index. It only repeats what the rollouts say: any doubt about it is answered by
// starting an empty one.
import { rmSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type ListQuery, type ListSort, sortTime, withoutTrailingSlash } from './list-query.ts';
import type { StoredFile } from './packed.ts';
import type { FileRow } from './row-reader.ts';
import type { ReadTexts } from './text-reader.ts';
import { sourceKindOf, type ThreadRow } from './thread-row.ts';

/** Raise it whenever the tables or what is stored in them change. */
const schemaVersion = 3;

const schema = `
  CREATE TABLE folders (path TEXT PRIMARY KEY, mtime_ms REAL NOT NULL) STRICT;
  CREATE TABLE threads (
    id TEXT PRIMARY KEY, path TEXT NOT NULL, stored TEXT NOT NULL, folder TEXT NOT NULL, mtime_ms REAL NOT NULL, size INTEGER NOT NULL,
    archived INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, recency_at INTEGER NOT NULL,
    provider TEXT NOT NULL, kind TEXT NOT NULL, cwd TEXT NOT NULL, parent_id TEXT,
    attached_to TEXT, base_id TEXT, preview TEXT NOT NULL, name TEXT, record TEXT NOT NULL
  ) STRICT;
  CREATE TABLE texts (thread_id TEXT NOT NULL, text TEXT NOT NULL) STRICT;
  CREATE TABLE read_texts (
    thread_id TEXT PRIMARY KEY, stored TEXT NOT NULL, mtime_ms REAL NOT NULL, size INTEGER NOT NULL, next INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX texts_of_thread ON texts (thread_id);
  CREATE INDEX by_base ON threads (base_id);
  CREATE INDEX by_created ON threads (archived, created_at, id);
  CREATE INDEX by_updated ON threads (archived, updated_at, id);
  CREATE INDEX by_recency ON threads (archived, recency_at, id);
  CREATE INDEX by_folder ON threads (folder);
  CREATE INDEX by_parent ON threads (parent_id);
`;

export interface StoredRow extends FileRow {
  readonly folder: string;
}

export class IndexDatabase {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  private constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** Opens or makes the file. A damaged or foreign one is replaced; instead of one that cannot be used, memory is. */
  static open(file: string, warn: (message: string) => void): IndexDatabase {
    try {
      return new IndexDatabase(prepare(file));
    } catch (error) {
      return IndexDatabase.replace(file, error, warn);
    }
  }

  /** An empty database after `error`: a new file where that helps, else in memory. */
  static replace(file: string, error: unknown, warn: (message: string) => void): IndexDatabase {
    try {
      if (!isDamage(error)) throw error;
      return new IndexDatabase(prepareAnew(file));
    } catch (failure) {
      warn(`the thread index ${file} cannot be used (${reasonOf(failure)}); threads are listed without it`);
      return new IndexDatabase(prepare(':memory:'));
    }
  }

  put(stored: StoredRow): void {
    const { row } = stored;
    this.#prepare(`INSERT OR REPLACE INTO threads VALUES
      ($id, $path, $stored, $folder, $mtime, $size, $archived, $created, $updated, $recency, $provider, $kind, $cwd, $parent,
       $attached, $base, $preview, $name, $record)`).run({
      $id: row.id,
      $path: row.path,
      $stored: stored.stored,
      $folder: stored.folder,
      $mtime: stored.mtimeMs,
      $size: stored.size,
      $archived: row.archived ? 1 : 0,
      $created: sortTime(row, 'created_at'),
      $updated: row.updatedAtMs,
      $recency: row.recencyAtMs,
      $provider: row.modelProvider,
      $kind: sourceKindOf(row.source),
      $cwd: withoutTrailingSlash(row.cwd),
      $parent: row.parentThreadId,
      $attached: row.attachedToThreadId,
      $base: row.baseThreadId,
      $preview: row.preview,
      $name: row.name,
      $record: JSON.stringify(row),
    });
  }

  get(id: string): StoredRow | undefined {
    return storedOf(this.#prepare('SELECT * FROM threads WHERE id = ?').get(id));
  }

  /** The file of every thread of a folder, by id. */
  filesIn(folder: string): Map<string, string> {
    const rows = this.#prepare('SELECT id, path FROM threads WHERE folder = ?').all(folder);
    return new Map(rows.map(({ id, path }) => [String(id), String(path)]));
  }

  /** Threads behind `id` by id, with the path of their file, and the file as it was when it was read. */
  files(id: string, limit: number): Array<[id: string, path: string, was: StoredFile]> {
    const sql = 'SELECT id, path, stored, mtime_ms, size FROM threads WHERE id > ? ORDER BY id LIMIT ?';
    return this.#prepare(sql)
      .all(id, limit)
      .map((row) => [
        String(row.id),
        String(row.path),
        { stored: String(row.stored), mtimeMs: Number(row.mtime_ms), size: Number(row.size) },
      ]);
  }

  remove(id: string): void {
    this.#prepare('DELETE FROM threads WHERE id = ?').run(id);
    this.#prepare('DELETE FROM texts WHERE thread_id = ?').run(id);
    this.#prepare('DELETE FROM read_texts WHERE thread_id = ?').run(id);
  }

  /** Threads whose history begins in the files of this one. */
  builtOn(id: string): StoredRow[] {
    return this.#prepare('SELECT * FROM threads WHERE base_id = $id AND id <> $id')
      .all({ $id: id })
      .flatMap((row) => storedOf(row) ?? []);
  }

  attachedTo(id: string): string | undefined {
    const row = this.#prepare('SELECT id FROM threads WHERE attached_to = ?').get(id);
    return row && String(row.id);
  }

  /** Threads with text that nobody has read yet, newest first. */
  unreadTexts(limit: number): string[] {
    const sql = `SELECT id FROM threads WHERE ${unread} ORDER BY created_at DESC LIMIT ?`;
    return this.#prepare(sql)
      .all(limit)
      .map((row) => String(row.id));
  }

  /** Where reading the texts of this file goes on. */
  textsKnownTo(id: string, { stored, size }: StoredFile): number {
    const row = this.#prepare('SELECT next FROM read_texts WHERE thread_id = ? AND stored = ? AND size <= ?');
    return Number(row.get(id, stored, size)?.next ?? 0);
  }

  /** What was said in a file from `from` on; from its beginning, it takes the place of what was known. */
  putTexts(id: string, from: number, { texts, next, file }: ReadTexts): void {
    if (from === 0) this.#prepare('DELETE FROM texts WHERE thread_id = ?').run(id);
    const insert = this.#prepare('INSERT INTO texts VALUES (?, ?)');
    for (const text of texts) insert.run(id, text);
    const note = this.#prepare('INSERT OR REPLACE INTO read_texts VALUES (?, ?, ?, ?, ?)');
    note.run(id, file.stored, file.mtimeMs, file.size, next);
  }

  /** The first text of the thread that has the term in it. */
  firstText(id: string, term: string): string | undefined {
    const sql = "SELECT text FROM texts WHERE thread_id = ? AND text LIKE ? ESCAPE '!' ORDER BY rowid LIMIT 1";
    const row = this.#prepare(sql).get(id, likePattern(term));
    return row && String(row.text);
  }

  rename(id: string, name: string | null): void {
    this.#prepare('UPDATE threads SET name = $name WHERE id = $id AND name IS NOT $name').run({ $id: id, $name: name });
  }

  folders(): Map<string, number> {
    const rows = this.#prepare('SELECT path, mtime_ms FROM folders').all();
    return new Map(rows.map((row) => [String(row.path), Number(row.mtime_ms)]));
  }

  putFolder(folder: string, mtimeMs: number): void {
    this.#prepare('INSERT OR REPLACE INTO folders VALUES (?, ?)').run(folder, mtimeMs);
  }

  removeFolder(folder: string): void {
    this.#prepare('DELETE FROM folders WHERE path = ?').run(folder);
    this.#prepare('DELETE FROM threads WHERE folder = ?').run(folder);
  }

  /** One row more than the query's limit, when there is one. `unreadOnly`: of those whose texts nobody has read. */
  select(query: ListQuery, unreadOnly = false): StoredRow[] {
    const { after } = query;
    const rows = this.#prepare(selectSql(query.sort, query.descending)).all({
      $archived: query.archived ? 1 : 0,
      $afterMs: after?.ms ?? null,
      $afterId: after?.id ?? (query.descending ? '' : '~'),
      $providers: jsonOrNull(query.providers),
      $kinds: jsonOrNull(query.kinds),
      $cwds: jsonOrNull(query.cwds),
      $excluded: jsonOrNull(query.excluded),
      $search: query.searchTerm,
      $parent: query.parentId,
      $ancestor: query.ancestorId,
      $ids: jsonOrNull(query.ids),
      $attached: query.attached ? 1 : 0,
      $attachedTo: query.attachedTo,
      $text: query.text === null ? null : likePattern(query.text),
      $unread: unreadOnly ? 1 : 0,
      $limit: query.limit + 1,
    });
    return rows.flatMap((row) => storedOf(row) ?? []);
  }

  transaction(act: () => void): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      act();
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** Of threads: nobody has read what is said in the file as it is. */
const unread = `NOT EXISTS (SELECT 1 FROM read_texts known WHERE known.thread_id = threads.id
  AND known.stored = threads.stored AND known.size = threads.size AND known.mtime_ms = threads.mtime_ms)`;

function selectSql(sort: ListSort, descending: boolean): string {
  const [before, order] = descending ? ['<', 'DESC'] : ['>', 'ASC'];
  return `SELECT * FROM threads
    WHERE archived = $archived AND (archived = 1 OR preview <> '')
      AND ($afterMs IS NULL OR ${sort} ${before} $afterMs OR (${sort} = $afterMs AND id ${before} $afterId))
      AND ($providers IS NULL OR provider IN (SELECT value FROM json_each($providers)))
      AND ($kinds IS NULL OR kind IN (SELECT value FROM json_each($kinds)))
      AND ($cwds IS NULL OR cwd IN (SELECT value FROM json_each($cwds)))
      AND ($excluded IS NULL OR id NOT IN (SELECT value FROM json_each($excluded)))
      AND ($search IS NULL OR instr(preview, $search) > 0 OR instr(coalesce(name, ''), $search) > 0)
      AND ($parent IS NULL OR parent_id = $parent)
      AND ($ids IS NULL OR id IN (SELECT value FROM json_each($ids)))
      AND ($attached = 1 OR attached_to IS NULL) AND ($attachedTo IS NULL OR attached_to = $attachedTo)
      AND ($unread = 0 OR ${unread})
      AND ($text IS NULL OR id IN (SELECT thread_id FROM texts WHERE text LIKE $text ESCAPE '!'))
      AND ($ancestor IS NULL OR id IN (
        WITH RECURSIVE below(id) AS (
          SELECT id FROM threads WHERE parent_id = $ancestor
          UNION SELECT child.id FROM threads child JOIN below ON child.parent_id = below.id
        ) SELECT id FROM below))
    ORDER BY ${sort} ${order}, id ${order} LIMIT $limit`;
}

/** Another process may be writing; waiting longer would hold up every client. */
const lockWaitMs = 250;

function prepare(file: string): DatabaseSync {
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
  const db = new Database(file, { timeout: lockWaitMs });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    const version = db.prepare('PRAGMA user_version').get()?.user_version;
    if (version === schemaVersion) return db;
    if (version !== 0) throw new ForeignIndex(`version ${version}`);
    db.exec(`BEGIN; ${schema} PRAGMA user_version = ${schemaVersion}; COMMIT;`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function prepareAnew(file: string): DatabaseSync {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  return prepare(file);
}

class ForeignIndex extends Error {}

const sqliteCorrupt = 11;
const sqliteNotADatabase = 26;
const sqliteError = 1;

/** Errors that a fresh file mends, unlike a lock or a read-only folder. */
function isDamage(error: unknown): boolean {
  const { errcode } = error as { errcode?: number };
  return error instanceof ForeignIndex || [sqliteCorrupt, sqliteNotADatabase, sqliteError].includes(errcode ?? -1);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Letters match in either case. */
function likePattern(term: string): string {
  return `%${term.replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
}

function jsonOrNull(values: readonly string[] | null): string | null {
  return values && JSON.stringify(values);
}

function storedOf(row: Record<string, unknown> | undefined): StoredRow | undefined {
  if (!row) return undefined;
  const record = JSON.parse(String(row.record)) as ThreadRow;
  return {
    row: { ...record, name: (row.name as string | null) ?? null },
    stored: String(row.stored),
    folder: String(row.folder),
    mtimeMs: Number(row.mtime_ms),
    size: Number(row.size),
  };
}
