// What of a thread the user has not read yet, and changing that.
import type { Static } from 'typebox';
import { nullish, struct, union } from '../schema.ts';
import { Type } from '../type.ts';

/** The first place not read. */
export const ThreadUnreadPosition = union('ThreadUnreadPosition', [
  Type.Object({
    type: Type.Literal('threadStart'),
  }),
  Type.Object({
    type: Type.Literal('turn'),
    turnId: Type.String(),
  }),
]);
export type ThreadUnreadPosition = Static<typeof ThreadUnreadPosition>;

/** Where reading stands; `revision` changes with each change. */
export const ThreadReadState = struct('ThreadReadState', {
  firstUnread: nullish(ThreadUnreadPosition),
  revision: Type.String(),
});
export type ThreadReadState = Static<typeof ThreadReadState>;

/** The read state changed. */
export const ThreadReadStateChangedNotification = struct('ThreadReadStateChangedNotification', {
  threadId: Type.String(),
  readState: ThreadReadState,
});
export type ThreadReadStateChangedNotification = Static<typeof ThreadReadStateChangedNotification>;

/** What to make of the thread: all of it read, or unread again. */
export const ThreadReadStateOperation = union('ThreadReadStateOperation', [
  Type.Object({
    type: Type.Literal('read'),
  }),
  Type.Object({
    type: Type.Literal('unread'),
  }),
]);
export type ThreadReadStateOperation = Static<typeof ThreadReadStateOperation>;

/** The change. */
export const ThreadReadStateUpdateParams = struct('ThreadReadStateUpdateParams', {
  threadId: Type.String(),
  operation: ThreadReadStateOperation,
  /** The revision that the user saw. When another is in force, the change is refused. */
  expectedRevision: Type.String(),
});
export type ThreadReadStateUpdateParams = Static<typeof ThreadReadStateUpdateParams>;

/** Where reading stands after the change. */
export const ThreadReadStateUpdateResponse = struct('ThreadReadStateUpdateResponse', {
  readState: ThreadReadState,
});
export type ThreadReadStateUpdateResponse = Static<typeof ThreadReadStateUpdateResponse>;
