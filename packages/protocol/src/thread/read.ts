// Reading a stored thread and paging through its turns.
import type { Static } from 'typebox';
import { nullish, struct, uint32 } from '../schema.ts';
import { Turn, TurnItemsView } from '../turn/turn.ts';
import { Type } from '../type.ts';
import { ThreadReadState } from './read-state.ts';
import { SortDirection, Thread } from './thread.ts';

/** `includeTurns` asks for all turns; prefer thread/turns/list. */
export const ThreadReadParams = struct('ThreadReadParams', {
  threadId: Type.String(),
  includeTurns: Type.Optional(Type.Boolean()),
});
export type ThreadReadParams = Static<typeof ThreadReadParams>;

/** The thread; its turns are empty unless asked for. */
export const ThreadReadResponse = struct('ThreadReadResponse', {
  thread: Thread,
  readState: nullish(ThreadReadState),
});
export type ThreadReadResponse = Static<typeof ThreadReadResponse>;

/** The page wanted; newest first and items as a summary unless said otherwise. */
export const ThreadTurnsListParams = struct('ThreadTurnsListParams', {
  threadId: Type.String(),
  cursor: nullish(Type.String()),
  limit: nullish(uint32),
  sortDirection: nullish(SortDirection),
  itemsView: nullish(TurnItemsView),
});
export type ThreadTurnsListParams = Static<typeof ThreadTurnsListParams>;

/** One page of turns. */
export const ThreadTurnsListResponse = struct('ThreadTurnsListResponse', {
  data: Type.Array(Turn),
  nextCursor: nullish(Type.String()),
  backwardsCursor: nullish(Type.String()),
});
export type ThreadTurnsListResponse = Static<typeof ThreadTurnsListResponse>;
