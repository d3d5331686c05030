// Searching within one thread.
import type { Static } from 'typebox';
import { nullish, struct, uint32 } from '../schema.ts';
import { Type } from '../type.ts';

/** What to search for, and the page wanted. */
export const ThreadSearchOccurrencesParams = struct('ThreadSearchOccurrencesParams', {
  threadId: Type.String(),
  searchTerm: Type.String(),
  cursor: nullish(Type.String()),
  limit: nullish(uint32),
});
export type ThreadSearchOccurrencesParams = Static<typeof ThreadSearchOccurrencesParams>;

/** From `start` up to, not including, `end`, in UTF-16 code units. */
export const ThreadSearchTextRange = struct('ThreadSearchTextRange', {
  start: uint32,
  end: uint32,
});
export type ThreadSearchTextRange = Static<typeof ThreadSearchTextRange>;

/** A place where a message has the term. */
export const ThreadSearchOccurrence = struct('ThreadSearchOccurrence', {
  turnId: Type.String(),
  itemId: Type.String(),
  snippet: Type.String(),
  /** The term within the snippet. */
  snippetMatchRange: ThreadSearchTextRange,
  /** For `thread/turns/list`, whose page then begins with this turn. */
  turnCursor: Type.String(),
});
export type ThreadSearchOccurrence = Static<typeof ThreadSearchOccurrence>;

/** One page; `nextCursor` null means the end. */
export const ThreadSearchOccurrencesResponse = struct('ThreadSearchOccurrencesResponse', {
  data: Type.Array(ThreadSearchOccurrence),
  nextCursor: nullish(Type.String()),
});
export type ThreadSearchOccurrencesResponse = Static<typeof ThreadSearchOccurrencesResponse>;
