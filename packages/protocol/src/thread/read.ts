import { type Static, Type } from 'typebox';
import { nullable } from '../schema.ts';
import { ThreadReadState } from '../thread/read-state.ts';
import { SortDirection, Thread } from '../thread/thread.ts';
import { Turn, TurnItemsView } from '../turn/turn.ts';

export const ThreadReadParams = Type.Object({
  includeTurns: Type.Optional(Type.Boolean()),
  threadId: Type.String(),
});
export type ThreadReadParams = Static<typeof ThreadReadParams>;

export const ThreadReadResponse = Type.Object({
  readState: Type.Optional(nullable(ThreadReadState)),
  thread: Thread,
});
export type ThreadReadResponse = Static<typeof ThreadReadResponse>;

export const ThreadTurnsListParams = Type.Object({
  cursor: Type.Optional(nullable(Type.String())),
  itemsView: Type.Optional(nullable(TurnItemsView)),
  limit: Type.Optional(nullable(Type.Integer({ format: 'uint32', minimum: 0 }))),
  sortDirection: Type.Optional(nullable(SortDirection)),
  threadId: Type.String(),
});
export type ThreadTurnsListParams = Static<typeof ThreadTurnsListParams>;

export const ThreadTurnsListResponse = Type.Object({
  backwardsCursor: Type.Optional(nullable(Type.String())),
  data: Type.Array(Turn),
  nextCursor: Type.Optional(nullable(Type.String())),
});
export type ThreadTurnsListResponse = Static<typeof ThreadTurnsListResponse>;
