// The two events every item has: it started, it is complete.
import type { Static } from 'typebox';
import { int64, nullish, struct, uint64 } from '../schema.ts';
import { Type } from '../type.ts';
import { ThreadItem } from './thread-item.ts';

/** An item begins; `startedAtMs` is Unix milliseconds. */
export const ItemStartedNotification = struct('ItemStartedNotification', {
  item: ThreadItem,
  threadId: Type.String(),
  turnId: Type.String(),
  startedAtMs: int64,
});
export type ItemStartedNotification = Static<typeof ItemStartedNotification>;

/** An item in its final form, which replaces all that came before; `completedAtMs` is Unix milliseconds. */
export const ItemCompletedNotification = struct('ItemCompletedNotification', {
  item: ThreadItem,
  threadId: Type.String(),
  turnId: Type.String(),
  contentTokenCount: nullish(uint64),
  completedAtMs: int64,
});
export type ItemCompletedNotification = Static<typeof ItemCompletedNotification>;
