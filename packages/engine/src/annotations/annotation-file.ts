// The SQLite file with what clients keep about threads beside the history: CODEX_HOME/thread-annotations.sqlite. It is
// no cache: a damaged file is put aside and never deleted. Opened at the first use; made by the first write.
import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { EngineError } from '../errors.ts';
import { annotationSchema } from './schema.ts';

export type Row = Record<string, unknown>;
type Params = Record<string, SQLInputValue>;

/** Raise it with the schema, and bring older files up to date in `upgrade`. */
const schemaVersion = 1;
/** Another process may be writing. */
const lockWaitMs = 2000;

export class AnnotationFile {
  readonly path: string;
  readonly #warn: (message: string) => void;
  readonly #statements = new Map<string, StatementSync>();
  #db: DatabaseSync | undefined;
  #warned = false;

  constructor(codexHome: string, warn: (message: string) => void = () => {}) {
    this.path = path.join(codexHome, 'thread-annotations.sqlite');
    this.#warn = warn;
  }

  /** Rows of a query; none while there is no file. Throws EngineError `internal` when the file cannot be used. */
  all(sql: string, params: Params = {}): Row[] {
    if (!this.#exists()) return [];
    return this.#act(() => this.#prepare(sql).all(params));
  }

  get(sql: string, params: Params = {}): Row | undefined {
    return this.all(sql, params)[0];
  }

  /** Like `all`, for what can be shown without: a file that cannot be read is warned of once and counts as empty. */
  glance(sql: string, params: Params = {}): Row[] {
    try {
      return this.all(sql, params);
    } catch (error) {
      if (!this.#warned) this.#warn(error instanceof Error ? error.message : String(error));
      this.#warned = true;
      return [];
    }
  }

  /** The number of rows that changed. */
  run(sql: string, params: Params = {}): number {
    return this.#act(() => Number(this.#prepare(sql).run(params).changes));
  }

  /** All of it or nothing. What `act` throws is passed on. */
  transaction<T>(act: () => T): T {
    this.#act(() => this.#open().exec('BEGIN IMMEDIATE'));
    try {
      const result = act();
      this.#act(() => this.#open().exec('COMMIT'));
      return result;
    } catch (error) {
      if (this.#open().isTransaction) this.#open().exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#db?.close();
    this.#db = undefined;
  }

  #exists(): boolean {
    return this.#db !== undefined || existsSync(this.path);
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#open().prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #act<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw this.#failure(error);
    }
  }

  #open(): DatabaseSync {
    if (this.#db) return this.#db;
    try {
      this.#db = prepare(this.path);
    } catch (error) {
      if (!isDamage(error)) throw error;
      const aside = `${this.path}.damaged-${Date.now()}`;
      renameSync(this.path, aside);
      this.#warn(`what was stored about threads could not be read; the damaged file is kept as ${aside}`);
      this.#db = prepare(this.path);
    }
    return this.#db;
  }

  #failure(error: unknown): EngineError {
    if (error instanceof EngineError) return error;
    const reason = error instanceof Error ? error.message : String(error);
    return new EngineError('internal', `cannot use ${this.path}: ${reason}`);
  }
}

function prepare(file: string): DatabaseSync {
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
  const db = new Database(file, { timeout: lockWaitMs });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
    if (version > schemaVersion) throw new EngineError('internal', `${file} was written by a newer version`);
    if (version === 0) db.exec(`BEGIN IMMEDIATE; ${annotationSchema} PRAGMA user_version = ${schemaVersion}; COMMIT;`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

const sqliteCorrupt = 11;
const sqliteNotADatabase = 26;

function isDamage(error: unknown): boolean {
  return [sqliteCorrupt, sqliteNotADatabase].includes((error as { errcode?: number }).errcode ?? -1);
}
