// Cutting the end off a thread.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { Thread } from './thread.ts';

/** Where to cut: `beforeTurnId` goes, and every turn after it. Files stay as they are. */
export const ThreadRevertParams = struct('ThreadRevertParams', {
  threadId: Type.String(),
  beforeTurnId: Type.String(),
});
export type ThreadRevertParams = Static<typeof ThreadRevertParams>;

/** The thread without turns, and cursors to read backwards from its new end. */
export const ThreadRevertResponse = struct('ThreadRevertResponse', {
  thread: Thread,
  /** For `thread/turns/list`; the page begins with the last turn left. */
  turnsBackwardsCursor: nullish(Type.String()),
  /** For `thread/items/list`; the page begins with the last item left. */
  itemsBackwardsCursor: nullish(Type.String()),
});
export type ThreadRevertResponse = Static<typeof ThreadRevertResponse>;

/** The end of the thread was cut off; what a client holds of its turns is out of date. */
export const ThreadRevertedNotification = struct('ThreadRevertedNotification', {
  threadId: Type.String(),
});
export type ThreadRevertedNotification = Static<typeof ThreadRevertedNotification>;
