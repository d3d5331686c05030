// The file of what must outlive this process: events, answers to repeated requests, asks that were answered. Created
// private, locked to one process, and replaced when it cannot be read.
import { chmodSync, closeSync, existsSync, openSync, renameSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

const version = 2;
/** A predecessor that is shutting down gets this long to let go. */
const lockWaitMs = 2000;

/**
 * `threads.id` is '' for events of no thread and '*' for the sequence over all of them. `seq` counts within the thread,
 * `place` over all. `floor`: events up to here were removed for their age, or because there were too many. `unsettled`:
 * since when something is expected, in Unix milliseconds, or 0.
 */
const schema = `
  CREATE TABLE threads (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, epoch TEXT NOT NULL, parent TEXT,
    head INTEGER NOT NULL DEFAULT 0, turn_start INTEGER NOT NULL DEFAULT 0, floor INTEGER NOT NULL DEFAULT 0,
    unsettled INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE events (
    thread INTEGER NOT NULL, seq INTEGER NOT NULL, place INTEGER NOT NULL, at INTEGER NOT NULL,
    flags INTEGER NOT NULL, connection TEXT, expires INTEGER, item TEXT, message TEXT NOT NULL,
    PRIMARY KEY (thread, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX events_place ON events (place);
  CREATE TABLE repeats (
    key TEXT PRIMARY KEY, digest TEXT NOT NULL, at INTEGER NOT NULL, status INTEGER, body TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE answered (
    thread TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (thread, name)
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${version};
`;

/** Another process has the file open: the one failure that setting the file aside would make worse. */
export class StateFileBusyError extends Error {}

export function openStateFile(path: string, warn: (sentence: string) => void): DatabaseSync {
  try {
    return open(path);
  } catch (error) {
    if (error instanceof StateFileBusyError) throw error;
    const aside = `${path}.set-aside-${new Date().toISOString().replaceAll(':', '-')}`;
    warn(`The state file ${path} cannot be used (${(error as Error).message}); moved to ${aside} and started anew.`);
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
    }
    return open(path);
  }
}

function open(path: string): DatabaseSync {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
  const database = new DatabaseSync(path, { timeout: lockWaitMs });
  try {
    prepare(database);
    return database;
  } catch (error) {
    database.close();
    throw isBusy(error) ? new StateFileBusyError(`${path} is in use by another web server`) : error;
  }
}

function prepare(database: DatabaseSync): void {
  // An exclusive lock: sequence numbers are counted in memory, so two writers would give one number twice.
  database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  database.exec('BEGIN IMMEDIATE');
  const found = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  if (found > version) throw new Error(`version ${found} is newer than ${version}`);
  if (found > 0 && found < version) throw new Error(`version ${found} is from before the first release`);
  if (found === 0) database.exec(schema);
  database.exec('COMMIT');
  // Touches both trees; a full check would read the whole file at every start.
  database.prepare('SELECT count(*), max(head) FROM threads').get();
  database.prepare('SELECT * FROM events ORDER BY thread DESC, seq DESC LIMIT 1').get();
}

function isBusy(error: unknown): boolean {
  const code = (error as { errcode?: number }).errcode ?? 0;
  return (code & 0xff) === 5 || (code & 0xff) === 6;
}
