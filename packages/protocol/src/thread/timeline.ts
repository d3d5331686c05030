// The history of a thread as one list: items, spoken parts, and where turns began and ended.
import type { Static } from 'typebox';
import { ThreadItem } from '../item/thread-item.ts';
import { int64, nullish, struct, uint32, uint64, union } from '../schema.ts';
import { TurnError, TurnStatus } from '../turn/turn.ts';
import { Type } from '../type.ts';
import { ThreadRealtimeItem } from './realtime.ts';

/** An item, a spoken part, or the edge of a turn. `position` orders entries; times are Unix seconds. */
export const ThreadTimelineEntry = union('ThreadTimelineEntry', [
  Type.Object({
    type: Type.Literal('item'),
    position: uint64,
    turnId: Type.String(),
    item: ThreadItem,
  }),
  Type.Object({
    type: Type.Literal('realtime'),
    position: uint64,
    item: ThreadRealtimeItem,
  }),
  Type.Object({
    type: Type.Literal('turnStarted'),
    position: uint64,
    turnId: Type.String(),
    startedAt: nullish(int64),
  }),
  Type.Object({
    type: Type.Literal('turnCompleted'),
    position: uint64,
    turnId: Type.String(),
    status: TurnStatus,
    error: nullish(TurnError),
    startedAt: nullish(int64),
    completedAt: nullish(int64),
    durationMs: nullish(int64),
  }),
]);
export type ThreadTimelineEntry = Static<typeof ThreadTimelineEntry>;

/** The thread, and the page wanted. */
export const ThreadTimelineListParams = struct('ThreadTimelineListParams', {
  threadId: Type.String(),
  cursor: nullish(Type.String()),
  limit: nullish(uint32),
});
export type ThreadTimelineListParams = Static<typeof ThreadTimelineListParams>;

/** One page; `nextCursor` null means the end. */
export const ThreadTimelineListResponse = struct('ThreadTimelineListResponse', {
  data: Type.Array(ThreadTimelineEntry),
  nextCursor: nullish(Type.String()),
  /** The spoken session that was open where the page begins. */
  activeRealtimeSessionAtPageStart: nullish(Type.String()),
});
export type ThreadTimelineListResponse = Static<typeof ThreadTimelineListResponse>;
