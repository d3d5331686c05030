// Rollout files that were found and not read yet. What their names and dates tell puts them in every order of the list.
import path from 'node:path';
import type { ListQuery, ListSort } from './list-query.ts';
import { statStored } from './packed.ts';
import { type Place, precedes } from './place.ts';

export interface UnreadFile {
  readonly id: string;
  readonly file: string;
  readonly folder: string;
  readonly archived: boolean;
  /** The thread was created between these times. */
  readonly earliestMs: number;
  readonly latestMs: number;
}

/** The thread stands between these places in an order. */
interface Entry {
  readonly unread: UnreadFile;
  readonly first: Place;
  readonly last: Place;
}

export class Backlog {
  readonly #files = new Map<string, UnreadFile>();
  /** Ascending. Some of them may have been read since. */
  readonly #orders = new Map<string, Entry[]>();

  get size(): number {
    return this.#files.size;
  }

  /** Of a thread that has several, the file with the latest name counts. */
  add(unread: UnreadFile): void {
    const known = this.#files.get(unread.id);
    if (known && path.basename(known.file) > path.basename(unread.file)) return;
    this.#files.set(unread.id, unread);
    this.#orders.clear();
  }

  /** It was read, or is gone. */
  remove(id: string): void {
    this.#files.delete(id);
  }

  clear(): void {
    this.#files.clear();
    this.#orders.clear();
  }

  newest(count: number): UnreadFile[] {
    return this.#first(count, 'created_at', true, () => true).map(({ unread }) => unread);
  }

  /** Of those that the query may show, the first behind its cursor, in its order. */
  upcoming(query: ListQuery, count: number): UnreadFile[] {
    return this.#upcoming(query, count).map(({ unread }) => unread);
  }

  /** None of those will stand before this place. */
  frontier(query: ListQuery): Place | undefined {
    return this.#upcoming(query, 1)[0]?.first;
  }

  #upcoming({ sort, descending, after, archived, ids }: ListQuery, count: number): Entry[] {
    const asked = ids && new Set(ids);
    return this.#first(count, sort, descending, ({ unread, last }) => {
      if (unread.archived !== archived || (asked && !asked.has(unread.id))) return false;
      return !after || precedes(after, last, descending);
    });
  }

  #first(count: number, sort: ListSort, descending: boolean, isWanted: (entry: Entry) => boolean): Entry[] {
    const order = this.#inOrder(sort, descending);
    const isUnread = ({ unread }: Entry) => this.#files.get(unread.id) === unread;
    for (let last = order.at(-1); last && !isUnread(last); last = order.at(-1)) order.pop();
    const found: Entry[] = [];
    for (let n = 0; n < order.length && found.length < count; n += 1) {
      const entry = order[descending ? order.length - 1 - n : n];
      if (entry && isUnread(entry) && isWanted(entry)) found.push(entry);
    }
    return found;
  }

  #inOrder(sort: ListSort, descending: boolean): Entry[] {
    const key = `${sort} ${descending}`;
    const known = this.#orders.get(key);
    if (known) return known;
    const order = [...this.#files.values()].map((unread) => entryOf(unread, sort, descending));
    order.sort((a, b) => (precedes(a.first, b.first, false) ? -1 : 1));
    this.#orders.set(key, order);
    return order;
  }
}

/** A thread begins its last turn after its creation and before the last change of its file. */
function entryOf(unread: UnreadFile, sort: ListSort, descending: boolean): Entry {
  const { id, file, earliestMs, latestMs } = unread;
  const changedMs = sort === 'created_at' ? 0 : Math.floor(statStored(file)?.mtimeMs ?? 0);
  const low = { ms: sort === 'updated_at' ? Math.max(earliestMs, changedMs) : earliestMs, id };
  const high = { ms: Math.max(latestMs, changedMs), id };
  return descending ? { unread, first: high, last: low } : { unread, first: low, last: high };
}
