// Pages of the thread list, also while parts of it are not known yet.
import type { StoredRow } from './index-database.ts';
import { backwardsCursor, type ListQuery, sortTime } from './list-query.ts';
import { cursorAfter, cursorBefore, type Place, precedes } from './place.ts';
import type { ThreadRow } from './thread-row.ts';

export interface ThreadPage {
  readonly rows: ThreadRow[];
  /** Null at the end of the list. A page that is not full may have one: then it ends where the list is not known yet. */
  readonly nextCursor: string | null;
  readonly backwardsCursor: string | null;
}

/** What can be shown of a list that is known up to `frontier`; undefined: known to its end. */
export interface KnownPage extends ThreadPage {
  readonly isFull: boolean;
}

/** `found` has one row more than the page, when there is one. */
export function cutListPage(found: readonly StoredRow[], frontier: Place | undefined, query: ListQuery): KnownPage {
  const isKnown = (row: ThreadRow) => !frontier || precedes(placeOf(row, query), frontier, query.descending);
  const known = found.map(({ row }) => row).filter(isKnown);
  const rows = known.slice(0, query.limit);
  const [first, last] = [rows[0], rows.at(-1)];
  const isFull = rows.length === query.limit;
  const isMore = known.length > query.limit || (frontier !== undefined && isFull);
  const unknown = frontier && !isFull ? cursorTo(frontier, query) : null;
  return {
    rows,
    nextCursor: last && isMore ? cursorAfter(placeOf(last, query)) : unknown,
    backwardsCursor: first ? backwardsCursor(first, query) : null,
    isFull: isFull || frontier === undefined,
  };
}

/** Nothing behind the cursor of the query is known when the frontier may lie before it. */
function cursorTo(frontier: Place, { after, descending }: ListQuery): string {
  return after && !precedes(after, frontier, descending) ? cursorAfter(after) : cursorBefore(frontier, descending);
}

export function placeOf(row: ThreadRow, { sort }: ListQuery): Place {
  return { ms: sortTime(row, sort), id: row.id };
}
