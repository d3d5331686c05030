// Paging through the items of a thread, across its turns, and reading some of a turn.
import type { Static } from 'typebox';
import { ThreadItem } from '../item/thread-item.ts';
import { int64, nullish, struct, uint32, union } from '../schema.ts';
import { Type } from '../type.ts';
import { SortDirection } from './thread.ts';

/** The position of an item in the turn that `turnId` names; the page begins behind it. */
export const ThreadItemsListAnchor = union('ThreadItemsListAnchor', [
  Type.Object({
    type: Type.Literal('item'),
    itemId: Type.String(),
  }),
]);
export type ThreadItemsListAnchor = Static<typeof ThreadItemsListAnchor>;

/** Where a page begins: the cursor of the page before, or an item. */
export const ThreadItemsListCursor = union('ThreadItemsListCursor', [Type.String(), ThreadItemsListAnchor]);
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

/** One item and the turn it belongs to. Times are Unix milliseconds. */
export const ThreadItemEntry = struct('ThreadItemEntry', {
  turnId: Type.String(),
  item: ThreadItem,
  /** The output was left out as `deferOutput` asked; `thread/items/read` gives it. */
  outputDeferred: Type.Optional(Type.Boolean()),
  startedAtMs: nullish(int64),
  completedAtMs: nullish(int64),
});
export type ThreadItemEntry = Static<typeof ThreadItemEntry>;

/** One page of items. */
export const ThreadItemsListResponse = struct('ThreadItemsListResponse', {
  data: Type.Array(ThreadItemEntry),
  nextCursor: nullish(Type.String()),
  backwardsCursor: nullish(Type.String()),
});
export type ThreadItemsListResponse = Static<typeof ThreadItemsListResponse>;

/** Items of one turn, by their ids; 1 to 100 of them. */
export const ThreadItemsReadParams = struct('ThreadItemsReadParams', {
  threadId: Type.String(),
  turnId: Type.String(),
  itemIds: Type.Array(Type.String()),
});
export type ThreadItemsReadParams = Static<typeof ThreadItemsReadParams>;

/** The items found, complete, in the order of the history. */
export const ThreadItemsReadResponse = struct('ThreadItemsReadResponse', {
  data: Type.Array(ThreadItemEntry),
});
export type ThreadItemsReadResponse = Static<typeof ThreadItemsReadResponse>;
