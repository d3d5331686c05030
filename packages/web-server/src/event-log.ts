// The durable log of events: one gap-free sequence per thread in CODEX_HOME/web-server-events.sqlite. An event is on
// disk before any listener is told of it; the appends of one tick of the event loop are one transaction.
import { randomBytes } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { openDatabase } from './event-log-file.ts';
import type { ServerMessage } from './messages.ts';

export interface LoggedEvent {
  /** 1, 2, 3, ... within the thread. */
  readonly seq: number;
  /** Unix time in milliseconds. */
  readonly at: number;
  /** Made by this server from another event; not part of the protocol stream. */
  readonly derived: boolean;
  /** The backend connection on which an ask lives: ids of asks are unique only within it. */
  readonly connection: string | null;
  readonly message: ServerMessage;
}

export interface AppendOptions {
  readonly derived?: boolean;
  readonly connection?: string;
}

/** Where a thread's log stands. */
export interface LogPosition {
  /** Names this log of this thread: 12 lower-case hex digits. A rebuilt log has another one. */
  readonly epoch: string;
  /** The last sequence number; 0 while empty. */
  readonly head: number;
  /** The sequence number of the last turn/started; 0 before the first. */
  readonly turnStart: number;
}

export type LogListener = (events: readonly LoggedEvent[]) => void;

interface ThreadRow {
  readonly key: number;
  readonly id: string;
  readonly epoch: string;
  head: number;
  turnStart: number;
  /** A turn runs, is expected, or an ask is open: after a crash this thread needs reconciling. */
  unsettled: boolean;
}

const flagDerived = 1;
const flagDelta = 2;
const retryMs = 1000;
/** Events that may wait for a disk that refuses them. */
const maxWaiting = 10_000;

export class EventLog {
  readonly #database: DatabaseSync;
  readonly #insertEvent: StatementSync;
  readonly #updateThread: StatementSync;
  readonly #threads = new Map<string, ThreadRow>();
  readonly #listeners = new Map<string, Set<LogListener>>();
  #queue: Array<{ thread: ThreadRow; event: LoggedEvent }> = [];
  #touched = new Set<ThreadRow>();
  #scheduled = false;
  #closed = false;
  #recovered: PromiseWithResolvers<void> | undefined;

  /** Opens or creates the file; one that is damaged or of a newer version is set aside, which `warn` is told. */
  static open(path: string, warn: (sentence: string) => void): EventLog {
    return new EventLog(openDatabase(path, warn));
  }

  private constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insertEvent = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)');
    this.#updateThread = database.prepare('UPDATE threads SET head = ?, turn_start = ?, unsettled = ? WHERE key = ?');
  }

  /** Gives the event its number; listeners learn of it once it is on disk. */
  append(threadId: string, message: ServerMessage, options: AppendOptions = {}): LoggedEvent {
    const thread = this.#thread(threadId, true);
    thread.head += 1;
    if (message.method === 'turn/started') thread.turnStart = thread.head;
    const event: LoggedEvent = {
      seq: thread.head,
      at: Date.now(),
      derived: options.derived ?? false,
      connection: options.connection ?? null,
      message,
    };
    this.#queue.push({ thread, event });
    this.#touched.add(thread);
    this.#schedule();
    return event;
  }

  /** Remembers, on disk when this returns (unless the disk refuses), whether the thread needs reconciling if this process dies now. */
  markUnsettled(threadId: string, unsettled: boolean): void {
    const thread = this.#thread(threadId, true);
    if (thread.unsettled === unsettled) return;
    thread.unsettled = unsettled;
    this.#touched.add(thread);
    if (unsettled) this.#tick();
    else this.#schedule();
  }

  /** A promise while the disk refuses and so much waits that nothing more should come; else undefined. */
  pressure(): Promise<void> | undefined {
    return this.#queue.length > maxWaiting ? this.#recovered?.promise : undefined;
  }

  unsettledThreads(): string[] {
    const rows = this.#database.prepare('SELECT id FROM threads WHERE unsettled = 1 ORDER BY key').all();
    return rows.map((row) => String(row.id));
  }

  /** Starts a log for a thread that has none. */
  position(threadId: string): LogPosition {
    return this.#thread(threadId, true);
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
    return rows.map((row) => ({
      seq: Number(row.seq),
      at: Number(row.at),
      derived: (Number(row.flags) & flagDerived) !== 0,
      connection: row.connection === null ? null : String(row.connection),
      message: JSON.parse(String(row.message)) as ServerMessage,
    }));
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

  /** Commits what is queued and tells the listeners. Does nothing when nothing is queued. */
  flush(): void {
    if (this.#touched.size === 0) return;
    this.#commit();
    const batch = this.#queue;
    this.#queue = [];
    this.#touched = new Set();
    for (const [thread, events] of groupByThread(batch)) {
      for (const listener of [...(this.#listeners.get(thread.id) ?? [])]) listener(events);
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
      for (const { thread, event } of this.#queue) {
        const flags = event.derived ? flagDerived : isDelta(event.message.method) ? flagDelta : 0;
        const text = JSON.stringify(event.message);
        this.#insertEvent.run(thread.key, event.seq, event.at, flags, event.connection, text);
      }
      for (const thread of this.#touched) {
        this.#updateThread.run(thread.head, thread.turnStart, thread.unsettled ? 1 : 0, thread.key);
      }
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
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
      console.error(`event log: ${(error as Error).message}; trying again`);
      this.#scheduled = true;
      setTimeout(() => this.#tick(), retryMs);
    }
  }

  #thread(id: string, create: true): ThreadRow;
  #thread(id: string, create: boolean): ThreadRow | undefined;
  #thread(id: string, create: boolean): ThreadRow | undefined {
    const known = this.#threads.get(id);
    if (known) return known;
    const select = this.#database.prepare('SELECT * FROM threads WHERE id = ?');
    let row = select.get(id);
    if (!row) {
      if (!create) return undefined;
      this.#database.prepare('INSERT INTO threads (id, epoch) VALUES (?, ?)').run(id, randomBytes(6).toString('hex'));
      row = select.get(id);
    }
    const thread: ThreadRow = {
      key: Number(row?.key),
      id,
      epoch: String(row?.epoch),
      head: Number(row?.head),
      turnStart: Number(row?.turn_start),
      unsettled: Number(row?.unsettled) === 1,
    };
    this.#threads.set(id, thread);
    return thread;
  }
}

function isDelta(method: string): boolean {
  return /(?:\/d|D)elta$/.test(method);
}

function groupByThread(batch: ReadonlyArray<{ thread: ThreadRow; event: LoggedEvent }>): Map<ThreadRow, LoggedEvent[]> {
  const groups = new Map<ThreadRow, LoggedEvent[]>();
  for (const { thread, event } of batch) {
    const events = groups.get(thread);
    if (events) events.push(event);
    else groups.set(thread, [event]);
  }
  return groups;
}
