// Putting threads away, and taking them back.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';
import { Thread } from './thread.ts';

/** The thread to put away; a running turn is interrupted first. */
export const ThreadArchiveParams = struct('ThreadArchiveParams', {
  threadId: Type.String(),
});
export type ThreadArchiveParams = Static<typeof ThreadArchiveParams>;

/** Empty: the thread is archived. */
export const ThreadArchiveResponse = struct('ThreadArchiveResponse', {});
export type ThreadArchiveResponse = Static<typeof ThreadArchiveResponse>;

/** The archived thread to take back. */
export const ThreadUnarchiveParams = struct('ThreadUnarchiveParams', {
  threadId: Type.String(),
});
export type ThreadUnarchiveParams = Static<typeof ThreadUnarchiveParams>;

/** The thread, not loaded, without turns. */
export const ThreadUnarchiveResponse = struct('ThreadUnarchiveResponse', {
  thread: Thread,
});
export type ThreadUnarchiveResponse = Static<typeof ThreadUnarchiveResponse>;

/** The thread no longer stands in ordinary lists. */
export const ThreadArchivedNotification = struct('ThreadArchivedNotification', {
  threadId: Type.String(),
});
export type ThreadArchivedNotification = Static<typeof ThreadArchivedNotification>;

/** The thread stands in ordinary lists again. */
export const ThreadUnarchivedNotification = struct('ThreadUnarchivedNotification', {
  threadId: Type.String(),
});
export type ThreadUnarchivedNotification = Static<typeof ThreadUnarchivedNotification>;
