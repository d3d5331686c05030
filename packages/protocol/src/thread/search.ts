// Searching the texts of stored threads.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, uint32 } from '../schema.ts';
import { Type } from '../type.ts';
import { ThreadSourceKind } from './list.ts';
import { SortDirection, Thread } from './thread.ts';

/** What to sort by. */
export const ThreadSearchSortKey = stringEnum(['created_at', 'updated_at', 'recency_at']);
export type ThreadSearchSortKey = Static<typeof ThreadSearchSortKey>;

/** The text to find, filters, order and page. Without `sourceKinds`, threads that a user led. */
export const ThreadSearchParams = struct('ThreadSearchParams', {
  includeAttachedThreads: Type.Optional(Type.Boolean()),
  /** Leaves out threads of other accounts. */
  currentAccountOnly: Type.Optional(Type.Boolean()),
  cursor: nullish(Type.String()),
  limit: nullish(uint32),
  sortKey: nullish(ThreadSearchSortKey),
  sortDirection: nullish(SortDirection),
  sourceKinds: nullish(Type.Array(ThreadSourceKind)),
  /** true: archived threads only; otherwise none of them. */
  archived: nullish(Type.Boolean()),
  searchTerm: Type.String(),
});
export type ThreadSearchParams = Static<typeof ThreadSearchParams>;

/** A thread that has the text, and the place where it has it. */
export const ThreadSearchResult = struct('ThreadSearchResult', {
  thread: Thread,
  snippet: Type.String(),
});
export type ThreadSearchResult = Static<typeof ThreadSearchResult>;

/** One page; `nextCursor` null means the end, `backwardsCursor` turns the direction around. */
export const ThreadSearchResponse = struct('ThreadSearchResponse', {
  data: Type.Array(ThreadSearchResult),
  nextCursor: nullish(Type.String()),
  backwardsCursor: nullish(Type.String()),
});
export type ThreadSearchResponse = Static<typeof ThreadSearchResponse>;
