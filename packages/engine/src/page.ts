// Pages of lists that are short and do not change: the cursor is the number of entries that were told already.
import { invalidRequest } from './errors.ts';

export interface PageWish {
  readonly cursor?: string | null | undefined;
  /** At least one entry is told. */
  readonly limit?: number | null | undefined;
  /** What the entries are called in errors. */
  readonly what: string;
}

export interface Page<T> {
  readonly data: T[];
  readonly nextCursor: string | null;
}

export function pageOf<T>(all: readonly T[], { cursor, limit, what }: PageWish): Page<T> {
  if (cursor != null && !/^\d{1,15}$/.test(cursor)) throw invalidRequest(`invalid cursor: ${cursor}`);
  const start = Number(cursor ?? 0);
  if (start > all.length) throw invalidRequest(`cursor ${start} exceeds total ${what} ${all.length}`);
  const end = limit == null ? all.length : Math.min(start + Math.max(1, limit), all.length);
  return { data: all.slice(start, end), nextCursor: end < all.length ? String(end) : null };
}
