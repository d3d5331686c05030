// What of a thread the user has not read yet.
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
