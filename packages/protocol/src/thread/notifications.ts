// Small events of a thread: status, name, closing, an answered request.
import type { Static } from 'typebox';
import { RequestId } from '../request-id.ts';
import { nullable, nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { ThreadStatus } from './thread.ts';

/** Sent to every connection, also to those that do not follow the thread. */
export const ThreadStatusChangedNotification = struct('ThreadStatusChangedNotification', {
  threadId: Type.String(),
  status: ThreadStatus,
});
export type ThreadStatusChangedNotification = Static<typeof ThreadStatusChangedNotification>;

/** The thread has a new name. */
export const ThreadNameUpdatedNotification = struct('ThreadNameUpdatedNotification', {
  threadId: Type.String(),
  threadName: nullish(Type.String()),
});
export type ThreadNameUpdatedNotification = Static<typeof ThreadNameUpdatedNotification>;

/** The thread left memory; nothing more is sent about it until it is resumed. */
export const ThreadClosedNotification = struct('ThreadClosedNotification', {
  threadId: Type.String(),
});
export type ThreadClosedNotification = Static<typeof ThreadClosedNotification>;

/** A request of the server needs no answer any more: it was answered elsewhere, or its turn ended. */
export const ServerRequestResolvedNotification = struct('ServerRequestResolvedNotification', {
  threadId: Type.String(),
  requestId: RequestId,
});
export type ServerRequestResolvedNotification = Static<typeof ServerRequestResolvedNotification>;

/** The thread now belongs to another project, or to none. */
export const ThreadProjectUpdatedNotification = struct('ThreadProjectUpdatedNotification', {
  threadId: Type.String(),
  projectId: nullable(Type.String()),
});
export type ThreadProjectUpdatedNotification = Static<typeof ThreadProjectUpdatedNotification>;

/** A machine of the thread was reached, or was lost. */
export const EnvironmentConnectionNotification = struct('EnvironmentConnectionNotification', {
  threadId: Type.String(),
  environmentId: Type.String(),
});
export type EnvironmentConnectionNotification = Static<typeof EnvironmentConnectionNotification>;
