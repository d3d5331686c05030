// Deleting a thread with its stored history.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The thread to delete, a running turn included; there is no way back. */
export const ThreadDeleteParams = struct('ThreadDeleteParams', {
  threadId: Type.String(),
});
export type ThreadDeleteParams = Static<typeof ThreadDeleteParams>;

/** Empty: the thread is gone. */
export const ThreadDeleteResponse = struct('ThreadDeleteResponse', {});
export type ThreadDeleteResponse = Static<typeof ThreadDeleteResponse>;

/** The thread and its history are gone. */
export const ThreadDeletedNotification = struct('ThreadDeletedNotification', {
  threadId: Type.String(),
});
export type ThreadDeletedNotification = Static<typeof ThreadDeletedNotification>;
