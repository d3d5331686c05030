// The place of a thread in the sections of a sidebar.
import type { Static } from 'typebox';
import { nullable, nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Where the thread goes; `sectionId` null takes it out of its section. */
export const ThreadSectionMoveParams = struct('ThreadSectionMoveParams', {
  threadId: Type.String(),
  sectionId: nullable(Type.String()),
  /** The thread it comes before; null: at the end. */
  beforeThreadId: nullish(Type.String()),
});
export type ThreadSectionMoveParams = Static<typeof ThreadSectionMoveParams>;

/** Empty: the thread stands there. */
export const ThreadSectionMoveResponse = struct('ThreadSectionMoveResponse', {});
export type ThreadSectionMoveResponse = Static<typeof ThreadSectionMoveResponse>;

/** The thread was moved; `sectionId` null means out of every section. */
export const ThreadSectionChangedNotification = struct('ThreadSectionChangedNotification', {
  threadId: Type.String(),
  sectionId: nullable(Type.String()),
});
export type ThreadSectionChangedNotification = Static<typeof ThreadSectionChangedNotification>;
