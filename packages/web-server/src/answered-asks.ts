// Which asks were answered lately, in the state file: a second answer is told that it came second, also after a restart.
import type { DatabaseSync } from 'node:sqlite';
import type { AnsweredAsks } from './events/pending-requests.ts';

const rememberMs = 15 * 60_000;

/** Numbers of asks begin anew with each backend, so a plain number says nothing later. */
const plainNumber = /^\d+$/;

export function answeredAsks(database: DatabaseSync, now: () => number = Date.now): AnsweredAsks {
  const forget = database.prepare('DELETE FROM answered WHERE at < ?');
  const insert = database.prepare('INSERT OR REPLACE INTO answered VALUES (?, ?, ?)');
  const select = database.prepare('SELECT 1 FROM answered WHERE thread = ? AND name = ? AND at >= ?');
  return {
    add(threadId, names) {
      forget.run(now() - rememberMs);
      for (const name of names) {
        if (!plainNumber.test(name)) insert.run(threadId, name, now());
      }
    },
    has(threadId, name) {
      return select.get(threadId, name, now() - rememberMs) !== undefined;
    },
  };
}
