// Pages of what a rollout holds in order. A cursor is the ordinal of a line, so it stays valid when the thread goes on.
import { invalidRequest } from '../errors.ts';

export interface PageAnchor {
  readonly rolloutOrdinal: number;
  /** Whether the anchor itself belongs to the page. */
  readonly includeAnchor: boolean;
}

export interface PageScope {
  readonly threadId: string;
  /** What is listed; part of the cursor. */
  readonly kind: string;
}

export interface PageWish {
  /** A cursor as the client sent it, or a position. */
  readonly cursor: string | PageAnchor | null;
  readonly descending: boolean;
  /** At least one entry is given. */
  readonly limit: number;
}

export interface Page<T> {
  readonly data: readonly T[];
  /** null: there is nothing behind this page. */
  readonly nextCursor: string | null;
  /** From here the list can be read in the other direction; null when the page is empty. */
  readonly backwardsCursor: string | null;
}

/** `entries` are in ascending order. Throws `invalid cursor: …`. */
export function cutPage<T extends { readonly ordinal: number }>(
  scope: PageScope,
  entries: readonly T[],
  { cursor, descending, limit }: PageWish,
): Page<T> {
  const anchor = typeof cursor === 'string' ? parseCursor(cursor, scope.kind) : cursor;
  const rest = (descending ? entries.toReversed() : entries).filter(isBehind(anchor, descending));
  const data = rest.slice(0, Math.max(1, limit));
  const [first, last] = [data[0], data.at(-1)];
  return {
    data,
    nextCursor: last && data.length < rest.length ? pageCursor(scope, last.ordinal, false) : null,
    backwardsCursor: first ? pageCursor(scope, first.ordinal, true) : null,
  };
}

export function pageCursor({ threadId, kind }: PageScope, rolloutOrdinal: number, includeAnchor: boolean): string {
  return JSON.stringify({ requestedThreadId: threadId, rolloutOrdinal, includeAnchor, scope: { kind } });
}

function isBehind(position: PageAnchor | null, descending: boolean): (entry: { readonly ordinal: number }) => boolean {
  if (position === null) return () => true;
  const { rolloutOrdinal: anchor, includeAnchor } = position;
  return ({ ordinal }) => (ordinal === anchor ? includeAnchor : descending ? ordinal < anchor : ordinal > anchor);
}

/** A cursor of another list is no cursor. */
function parseCursor(text: string, kind: string): PageAnchor {
  try {
    const { rolloutOrdinal, includeAnchor, scope } = JSON.parse(text) as Record<string, unknown>;
    const isOurs = (scope as Partial<PageScope> | undefined)?.kind === kind;
    if (isOurs && typeof rolloutOrdinal === 'number' && typeof includeAnchor === 'boolean') {
      return { rolloutOrdinal, includeAnchor };
    }
  } catch {
    // Not JSON at all: refused like any other wrong cursor.
  }
  throw invalidRequest(`invalid cursor: ${text}`);
}
