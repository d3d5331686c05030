// Paging through the items of a thread, across its turns.
import type { Static } from 'typebox';
import { ThreadItem } from '../item/thread-item.ts';
import { int64, nullish, struct, uint32 } from '../schema.ts';
import { Type } from '../type.ts';
import { SortDirection } from './thread.ts';

/** The position of an item in the turn that `turnId` names; the page begins behind it. */
export const ThreadItemsListAnchor = struct('ThreadItemsListAnchor', {
  type: Type.Literal('item'),
  itemId: Type.String(),
});
export type ThreadItemsListAnchor = Static<typeof ThreadItemsListAnchor>;

/** Where a page begins: the cursor of the page before, or an item. */
export const ThreadItemsListCursor = Type.Union([Type.String(), ThreadItemsListAnchor]);
export type ThreadItemsListCursor = Static<typeof ThreadItemsListCursor>;

/** Outputs to leave out, to be fetched one by one. */
export const ThreadItemOutputDeferral = struct('ThreadItemOutputDeferral', {
  commandExecution: Type.Optional(Type.Boolean()),
  mcpToolCall: Type.Optional(Type.Boolean()),
});
export type ThreadItemOutputDeferral = Static<typeof ThreadItemOutputDeferral>;

/** The page wanted; oldest first, and of all turns, unless said otherwise. */
export const ThreadItemsListParams = struct('ThreadItemsListParams', {
  threadId: Type.String(),
  turnId: nullish(Type.String()),
  cursor: nullish(ThreadItemsListCursor),
  limit: nullish(uint32),
  sortDirection: nullish(SortDirection),
  deferOutput: nullish(ThreadItemOutputDeferral),
});
export type ThreadItemsListParams = Static<typeof ThreadItemsListParams>;

/** One item and the turn it belongs to. */
export const ThreadItemEntry = struct('ThreadItemEntry', {
  turnId: Type.String(),
  item: ThreadItem,
  startedAtMs: nullish(int64),
  completedAtMs: nullish(int64),
  outputDeferred: Type.Optional(Type.Boolean()),
});
export type ThreadItemEntry = Static<typeof ThreadItemEntry>;

/** One page of items. */
export const ThreadItemsListResponse = struct('ThreadItemsListResponse', {
  data: Type.Array(ThreadItemEntry),
  nextCursor: nullish(Type.String()),
  backwardsCursor: nullish(Type.String()),
});
export type ThreadItemsListResponse = Static<typeof ThreadItemsListResponse>;
