import { type Static, Type } from 'typebox';
import { nullable } from '../schema.ts';

export const ThreadUnreadPosition = Type.Union([
  Type.Object({
    type: Type.Literal('threadStart'),
  }),
  Type.Object({
    type: Type.Literal('turn'),
    turnId: Type.String(),
  }),
]);
export type ThreadUnreadPosition = Static<typeof ThreadUnreadPosition>;

export const ThreadReadState = Type.Object({
  firstUnread: Type.Optional(nullable(ThreadUnreadPosition)),
  revision: Type.String(),
});
export type ThreadReadState = Static<typeof ThreadReadState>;

export const ThreadReadStateChangedNotification = Type.Object({
  readState: ThreadReadState,
  threadId: Type.String(),
});
export type ThreadReadStateChangedNotification = Static<typeof ThreadReadStateChangedNotification>;
