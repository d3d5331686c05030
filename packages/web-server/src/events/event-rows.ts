// The event log's rows: what stands in the file, and what it is in memory.
import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { ServerMessage } from './messages.ts';

export interface LoggedEvent {
  /** '' for an event of no thread. */
  readonly threadId: string;
  /** 1, 2, 3, ... within the thread. */
  readonly seq: number;
  /** 1, 2, 3, ... over all threads; 0 for an event that is not logged. */
  readonly place: number;
  /** Unix time in milliseconds. */
  readonly at: number;
  /** Made by this server from another event; not part of the protocol stream. */
  readonly derived: boolean;
  /** The backend connection on which an ask lives: ids of asks are unique only within it. */
  readonly connection: string | null;
  /** When an ask is declined by itself, Unix time in milliseconds; null: never. */
  readonly expires: number | null;
  readonly message: ServerMessage;
}

/** A thread's line in the file, as long as this process lives. */
export interface ThreadRow {
  readonly key: number;
  readonly id: string;
  readonly epoch: string;
  parent: string | null;
  head: number;
  turnStart: number;
  floor: number;
  /**
   * Since when a turn runs, is expected, or an ask is open, Unix time in milliseconds; 0: none. After a crash a thread
   * that was not settled needs reconciling.
   */
  unsettledSince: number;
}

export const flagDerived = 1;
export const flagDelta = 2;

type Row = Record<string, unknown>;

export function eventOf(row: Row, threadId: string): LoggedEvent {
  return {
    threadId,
    seq: Number(row.seq),
    place: Number(row.place),
    at: Number(row.at),
    derived: (Number(row.flags) & flagDerived) !== 0,
    connection: row.connection === null ? null : String(row.connection),
    expires: row.expires === null ? null : Number(row.expires),
    message: JSON.parse(String(row.message)) as ServerMessage,
  };
}

/** The thread's row, made when `create` says so. */
export function threadRow(database: DatabaseSync, id: string, create: boolean): ThreadRow | undefined {
  const select = database.prepare('SELECT * FROM threads WHERE id = ?');
  let row = select.get(id);
  if (!row) {
    if (!create) return undefined;
    database.prepare('INSERT INTO threads (id, epoch) VALUES (?, ?)').run(id, randomBytes(6).toString('hex'));
    row = select.get(id);
  }
  return {
    key: Number(row?.key),
    id,
    epoch: String(row?.epoch),
    parent: row?.parent == null ? null : String(row.parent),
    head: Number(row?.head),
    turnStart: Number(row?.turn_start),
    floor: Number(row?.floor),
    unsettledSince: Number(row?.unsettled),
  };
}

export function isDelta(method: string): boolean {
  return /(?:\/d|D)elta$/.test(method);
}

/** The item that a delta continues, or that is complete with this message. */
export function itemOf(message: ServerMessage): string | null {
  const { itemId, item } = message.params as { itemId?: unknown; item?: { id?: unknown } };
  const id = isDelta(message.method) ? itemId : message.method === 'item/completed' ? item?.id : undefined;
  return typeof id === 'string' ? id : null;
}
