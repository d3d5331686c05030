import { type Static, Type } from 'typebox';
import { RequestId } from '../request-id.ts';
import { nullable } from '../schema.ts';
import { ThreadStatus } from '../thread/thread.ts';

export const ThreadStatusChangedNotification = Type.Object({
  status: ThreadStatus,
  threadId: Type.String(),
});
export type ThreadStatusChangedNotification = Static<typeof ThreadStatusChangedNotification>;

export const ThreadNameUpdatedNotification = Type.Object({
  threadId: Type.String(),
  threadName: Type.Optional(nullable(Type.String())),
});
export type ThreadNameUpdatedNotification = Static<typeof ThreadNameUpdatedNotification>;

export const ThreadClosedNotification = Type.Object({
  threadId: Type.String(),
});
export type ThreadClosedNotification = Static<typeof ThreadClosedNotification>;

export const ServerRequestResolvedNotification = Type.Object({
  requestId: RequestId,
  threadId: Type.String(),
});
export type ServerRequestResolvedNotification = Static<typeof ServerRequestResolvedNotification>;
