// The durable log of events: a gap-free sequence per thread, and one over everything. An event is on disk before any
// listener is told of it; the appends of one tick of the event loop are one transaction. Numbers are never used twice;
// log-keeping.ts removes what a complete item made superfluous and what is too old.

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { logger } from '@codex/telemetry/logger.ts';
import { openStateFile } from '../state-file.ts';
import {
  eventOf,
  flagDelta,
  flagDerived,
  isDelta,
  itemOf,
  type LoggedEvent,
  type ThreadRow,
  threadRow,
} from './event-rows.ts';
import { defaultBounds, type LogBounds, LogKeeping } from './log-keeping.ts';
import type { ServerMessage } from './messages.ts';

export interface AppendOptions {
  readonly derived?: boolean;
  readonly connection?: string;
  readonly expires?: number | null;
}

/** Where a log stands: a thread's, or the one over everything. */
export interface LogPosition {
  /** Names this log: 12 lower-case hex digits. A rebuilt log has another one. */
  readonly epoch: string;
  /** The last number; 0 while empty. */
  readonly head: number;
  /** Numbers up to here are gone; a reader who stands before it has missed something. */
  readonly floor: number;
  /** The number of the last turn/started; 0 before the first. */
  readonly turnStart: number;
  /** Unix time in milliseconds; 0: after a crash now nothing would be missing. */
  readonly unsettledSince: number;
}

export type LogListener = (events: readonly LoggedEvent[]) => void;

/** The log of events that belong to no thread. */
export const noThread = '';
const timelineId = '*';
const retryMs = 1000;
/** Events that may wait for a disk that refuses them. */
const maxWaiting = 10_000;

export class EventLog {
  readonly keeping: LogKeeping;
  readonly #database: DatabaseSync;
  readonly #insertEvent: StatementSync;
  readonly #updateThread: StatementSync;
  readonly #threads = new Map<string, ThreadRow>();
  readonly #names = new Map<number, string>();
  readonly #listeners = new Map<string, Set<LogListener>>();
  readonly #timeline: ThreadRow;
  #queue: Array<{ thread: ThreadRow; event: LoggedEvent }> = [];
  #touched = new Set<ThreadRow>();
  #scheduled = false;
  #closed = false;
  #recovered: PromiseWithResolvers<void> | undefined;

  /** A log with a file of its own; one that is damaged or of a newer version is set aside, which `warn` is told. */
  static open(path: string, warn: (sentence: string) => void, bounds: LogBounds = defaultBounds): EventLog {
    return new EventLog(openStateFile(path, warn), bounds);
  }

  /** Owns the database from now on. */
  constructor(database: DatabaseSync, bounds: LogBounds = defaultBounds) {
    this.#database = database;
    this.#insertEvent = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    const columns = 'head = ?, turn_start = ?, floor = ?, unsettled = ?, parent = ?';
    this.#updateThread = database.prepare(`UPDATE threads SET ${columns} WHERE key = ?`);
    this.#timeline = this.#thread(timelineId, true);
    this.keeping = new LogKeeping(database, bounds, (id) => this.#thread(id, true));
  }

  /** Gives the event its numbers; listeners learn of it once it is on disk. */
  append(threadId: string, message: ServerMessage, options: AppendOptions = {}): LoggedEvent {
    const thread = this.#thread(threadId, true);
    thread.head += 1;
    this.#timeline.head += 1;
    if (message.method === 'turn/started') thread.turnStart = thread.head;
    const event: LoggedEvent = {
      threadId,
      seq: thread.head,
      place: this.#timeline.head,
      at: Date.now(),
      derived: options.derived ?? false,
      connection: options.connection ?? null,
      expires: options.expires ?? null,
      message,
    };
    this.#queue.push({ thread, event });
    this.#touched.add(thread).add(this.#timeline);
    this.#schedule();
    return event;
  }

  /** Remembers, on disk when this returns (unless the disk refuses), whether the thread needs reconciling if this process dies now. */
  markUnsettled(threadId: string, unsettled: boolean): void {
    const thread = this.#thread(threadId, true);
    if (thread.unsettledSince > 0 === unsettled) return;
    thread.unsettledSince = unsettled ? Date.now() : 0;
    this.#touched.add(thread);
    if (unsettled) this.#tick();
    else this.#schedule();
  }

  /** A promise while the disk refuses and so much waits that nothing more should come; else undefined. */
  pressure(): Promise<void> | undefined {
    return this.#queue.length > maxWaiting ? this.#recovered?.promise : undefined;
  }

  unsettledThreads(): string[] {
    const rows = this.#database.prepare('SELECT id FROM threads WHERE unsettled > 0 ORDER BY key').all();
    return rows.map((row) => String(row.id));
  }

  /** Of a thread; starts a log for one that has none. */
  position(threadId: string): LogPosition {
    return this.#thread(threadId, true);
  }

  /** Of the log over everything. */
  get timeline(): LogPosition {
    return this.#timeline;
  }

  /** Remembers that the thread is a child of another. */
  setParent(threadId: string, parent: string): void {
    const thread = this.#thread(threadId, true);
    if (thread.parent !== null) return;
    thread.parent = parent;
    this.#touched.add(thread);
    this.#schedule();
  }

  parentOf(threadId: string): string | null {
    return this.#thread(threadId, false)?.parent ?? null;
  }

  /** The thread with its children and theirs. */
  family(threadId: string): Set<string> {
    this.flush();
    const children = this.#database.prepare('SELECT id FROM threads WHERE parent = ?');
    const family = new Set([threadId]);
    for (const id of family) for (const row of children.all(id)) family.add(String(row.id));
    return family;
  }

  /** Committed events after `after`, oldest first, at most `limit`; `deltas: false` leaves deltas out. */
  read(threadId: string, after: number, limit: number, options: { deltas?: boolean } = {}): LoggedEvent[] {
    this.flush();
    const thread = this.#thread(threadId, false);
    if (!thread) return [];
    const without = options.deltas === false ? `AND flags & ${flagDelta} = 0` : '';
    const rows = this.#database
      .prepare(`SELECT * FROM events WHERE thread = ? AND seq > ? ${without} ORDER BY seq LIMIT ?`)
      .all(thread.key, after, limit);
    return rows.map((row) => eventOf(row, threadId));
  }

  /** Committed events of all threads after the place `after`, oldest first. */
  readTimeline(after: number, limit: number): LoggedEvent[] {
    this.flush();
    const rows = this.#database
      .prepare('SELECT * FROM events WHERE place > ? ORDER BY place LIMIT ?')
      .all(after, limit);
    return rows.map((row) => eventOf(row, this.#nameOf(Number(row.thread))));
  }

  /** The place in the log over everything of the first event of a thread from `seq` on; the head when there is none. */
  placeOf(threadId: string, seq: number): number {
    return this.read(threadId, seq - 1, 1)[0]?.place ?? this.#timeline.head;
  }

  /** How many events of a method the thread has after `after`. */
  count(threadId: string, method: string, after: number): number {
    const thread = this.#thread(threadId, true);
    const sql = `SELECT count(*) AS n FROM events WHERE thread = ? AND seq > ? AND message ->> '$.method' = ?`;
    return Number(this.#database.prepare(sql).get(thread.key, after, method)?.n);
  }

  /** The number of the thread's last event of a method; 0 when there is none. */
  lastOf(threadId: string, method: string): number {
    const thread = this.#thread(threadId, true);
    const sql = `SELECT max(seq) AS seq FROM events WHERE thread = ? AND message ->> '$.method' = ?`;
    return Number(this.#database.prepare(sql).get(thread.key, method)?.seq ?? 0);
  }

  /** Tells the listener every event of the thread committed from now on. Returns unsubscribe. */
  subscribe(threadId: string, listener: LogListener): () => void {
    this.flush();
    const listeners = this.#listeners.get(threadId) ?? new Set();
    this.#listeners.set(threadId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(threadId) === listeners) this.#listeners.delete(threadId);
    };
  }

  /** Tells the listener every event committed from now on. Returns unsubscribe. */
  subscribeAll(listener: LogListener): () => void {
    return this.subscribe(timelineId, listener);
  }

  /** Commits what is queued and tells the listeners. Does nothing when nothing is queued. */
  flush(): void {
    if (this.#touched.size === 0) return;
    this.#commit();
    const batch = this.#queue;
    this.#queue = [];
    this.#touched = new Set();
    this.keeping.note(batch);
    for (const [id, events] of groupByThread(batch)) {
      for (const listener of [...(this.#listeners.get(id) ?? [])]) listener(events);
    }
    const everything = this.#listeners.get(timelineId);
    if (everything && batch.length > 0) {
      const events = batch.map(({ event }) => event);
      for (const listener of [...everything]) listener(events);
    }
  }

  close(): void {
    if (this.#closed) return;
    this.flush();
    this.#closed = true;
    this.#database.close();
  }

  #commit(): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      for (const { thread, event } of this.#queue) this.#insert(thread, event);
      for (const { key, head, turnStart, floor, unsettledSince, parent } of this.#touched) {
        this.#updateThread.run(head, turnStart, floor, unsettledSince, parent, key);
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #insert({ key }: ThreadRow, { seq, place, at, derived, connection, expires, message }: LoggedEvent): void {
    const flags = derived ? flagDerived : isDelta(message.method) ? flagDelta : 0;
    const text = JSON.stringify(message);
    this.#insertEvent.run(key, seq, place, at, flags, connection, expires, itemOf(message), text);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#tick());
  }

  /** A failing disk delays events, it never loses or reorders them: the same batch is tried again. */
  #tick(): void {
    this.#scheduled = false;
    if (this.#closed) return;
    try {
      this.flush();
      this.#recovered?.resolve();
      this.#recovered = undefined;
    } catch (error) {
      this.#recovered ??= Promise.withResolvers();
      logger.error('the event log cannot be written, trying again', { error });
      this.#scheduled = true;
      setTimeout(() => this.#tick(), retryMs);
    }
  }

  #nameOf(key: number): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const id = String(this.#database.prepare('SELECT id FROM threads WHERE key = ?').get(key)?.id);
    this.#names.set(key, id);
    return id;
  }

  #thread(id: string, create: true): ThreadRow;
  #thread(id: string, create: boolean): ThreadRow | undefined;
  #thread(id: string, create: boolean): ThreadRow | undefined {
    const known = this.#threads.get(id);
    if (known) return known;
    const thread = threadRow(this.#database, id, create);
    if (thread) this.#threads.set(id, thread);
    return thread;
  }
}

function groupByThread(batch: ReadonlyArray<{ event: LoggedEvent }>): Map<string, LoggedEvent[]> {
  const groups = new Map<string, LoggedEvent[]>();
  for (const { event } of batch) {
    const events = groups.get(event.threadId);
    if (events) events.push(event);
    else groups.set(event.threadId, [event]);
  }
  return groups;
}
