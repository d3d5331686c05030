import { type Static, Type } from 'typebox';
import { ThreadItem } from '../item/thread-item.ts';
import { nullable } from '../schema.ts';

export const ItemStartedNotification = Type.Object({
  item: ThreadItem,
  startedAtMs: Type.Integer({ format: 'int64' }),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type ItemStartedNotification = Static<typeof ItemStartedNotification>;

export const ItemCompletedNotification = Type.Object({
  completedAtMs: Type.Integer({ format: 'int64' }),
  contentTokenCount: Type.Optional(nullable(Type.Integer({ format: 'uint64', minimum: 0 }))),
  item: ThreadItem,
  threadId: Type.String(),
  turnId: Type.String(),
});
export type ItemCompletedNotification = Static<typeof ItemCompletedNotification>;
