// Keeps the event log small. Deltas go once their item has been complete for a while: item/completed carries all they
// said, so a client that replays from before them still learns everything, and folds to the same thread. Whole events
// go from the oldest on when they are too old or the file is too large; a client that stands before them is told so.
import type { DatabaseSync } from 'node:sqlite';
import { flagDelta, itemOf, type LoggedEvent, type ThreadRow } from './event-rows.ts';

export interface LogBounds {
  /** A client that comes back within this time after an item was complete sees every delta of it again. */
  readonly keepDeltasMs: number;
  readonly maxAgeMs: number;
  readonly maxBytes: number;
}

const day = 24 * 60 * 60_000;

export const defaultBounds: LogBounds = { keepDeltasMs: 5 * 60_000, maxAgeMs: 30 * day, maxBytes: 2 ** 30 };

interface CompleteItem {
  readonly thread: ThreadRow;
  readonly item: string;
  readonly seq: number;
  readonly at: number;
}

/** Part of the events that are removed at once when the file is too large. */
const sizeStep = 0.1;
const maxSteps = 20;

export class LogKeeping {
  readonly #database: DatabaseSync;
  readonly #bounds: LogBounds;
  readonly #threadOf: (id: string) => ThreadRow;
  /** Oldest first. */
  #complete: CompleteItem[] = [];

  constructor(database: DatabaseSync, bounds: LogBounds, threadOf: (id: string) => ThreadRow) {
    this.#database = database;
    this.#bounds = bounds;
    this.#threadOf = threadOf;
    this.#forgetDeltasOfEarlierLives();
  }

  /** What was committed. */
  note(batch: ReadonlyArray<{ readonly thread: ThreadRow; readonly event: LoggedEvent }>): void {
    for (const { thread, event } of batch) {
      if (event.message.method !== 'item/completed') continue;
      const item = itemOf(event.message);
      if (item !== null) this.#complete.push({ thread, item, seq: event.seq, at: event.at });
    }
  }

  /** Removes what may go by now. Events that wait for their commit are none of its business: flush before. */
  sweep(now: number): void {
    this.#dropDeltas(now - this.#bounds.keepDeltasMs);
    this.#dropOlderThan(now - this.#bounds.maxAgeMs);
    for (let step = 0; step < maxSteps && this.#bytes() > this.#bounds.maxBytes; step += 1) this.#dropOldestPart();
    this.#database.exec('PRAGMA incremental_vacuum');
  }

  #dropDeltas(completeBefore: number): void {
    const remove = this.#database.prepare(
      `DELETE FROM events WHERE thread = ? AND seq < ? AND seq >= ? AND item = ? AND flags & ${flagDelta}`,
    );
    const due = this.#complete.findIndex((each) => each.at > completeBefore);
    const ready = due < 0 ? this.#complete : this.#complete.slice(0, due);
    this.#complete = due < 0 ? [] : this.#complete.slice(due);
    for (const { thread, item, seq } of ready) {
      // Items live within a turn; one whose turn is over long since is looked for from the floor on.
      const from = thread.turnStart < seq ? thread.turnStart : thread.floor;
      remove.run(thread.key, seq, from, item);
    }
  }

  /** Which items were complete then is not remembered, but their turns are over. */
  #forgetDeltasOfEarlierLives(): void {
    const limit = Date.now() - this.#bounds.keepDeltasMs;
    this.#database
      .prepare(
        `DELETE FROM events WHERE flags & ${flagDelta} AND at < ?
         AND thread IN (SELECT key FROM threads WHERE unsettled = 0 AND id NOT IN ('', '*'))`,
      )
      .run(limit);
  }

  #dropOlderThan(limit: number): void {
    const oldest = this.#database.prepare('SELECT at FROM events ORDER BY place LIMIT 1').get();
    if (!oldest || Number(oldest.at) >= limit) return;
    const cut = this.#database.prepare('SELECT max(place) AS place FROM events WHERE at < ?').get(limit);
    this.#dropUpTo(Number(cut?.place));
  }

  #dropOldestPart(): void {
    const count = Number(this.#database.prepare('SELECT count(*) AS n FROM events').get()?.n);
    const step = Math.max(1, Math.floor(count * sizeStep));
    const cut = this.#database.prepare('SELECT place FROM events ORDER BY place LIMIT 1 OFFSET ?').get(step - 1);
    if (cut) this.#dropUpTo(Number(cut.place));
  }

  /** The turn that runs, and what it may still have to be reconciled with, stays. */
  #dropUpTo(place: number): void {
    const doomed = `place <= ? AND NOT EXISTS (
      SELECT 1 FROM threads t WHERE t.key = events.thread AND t.unsettled AND events.seq >= t.turn_start)`;
    const floors = this.#database
      .prepare(
        `SELECT t.id, max(e.seq) AS seq FROM (SELECT thread, seq FROM events WHERE ${doomed}) e
         JOIN threads t ON t.key = e.thread GROUP BY t.id`,
      )
      .all(place);
    const raise = this.#database.prepare('UPDATE threads SET floor = ? WHERE key = ?');
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      this.#database.prepare(`DELETE FROM events WHERE ${doomed}`).run(place);
      for (const { id, seq } of [...floors, { id: '*', seq: place }]) {
        const thread = this.#threadOf(String(id));
        thread.floor = Math.max(thread.floor, Number(seq));
        raise.run(thread.floor, thread.key);
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #bytes(): number {
    const pragma = (name: string) => Number(Object.values(this.#database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
    return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
  }
}
