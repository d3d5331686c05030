// Ceasing to follow a thread.
import type { Static } from 'typebox';
import { stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The thread to follow no longer. */
export const ThreadUnsubscribeParams = struct('ThreadUnsubscribeParams', {
  threadId: Type.String(),
});
export type ThreadUnsubscribeParams = Static<typeof ThreadUnsubscribeParams>;

/** What the request found. */
export const ThreadUnsubscribeStatus = stringEnum(['notLoaded', 'notSubscribed', 'unsubscribed']);
export type ThreadUnsubscribeStatus = Static<typeof ThreadUnsubscribeStatus>;

/** The outcome. */
export const ThreadUnsubscribeResponse = struct('ThreadUnsubscribeResponse', {
  status: ThreadUnsubscribeStatus,
});
export type ThreadUnsubscribeResponse = Static<typeof ThreadUnsubscribeResponse>;
