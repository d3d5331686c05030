import { type Static, Type } from 'typebox';
import { stringEnum } from '../schema.ts';

export const ThreadUnsubscribeParams = Type.Object({
  threadId: Type.String(),
});
export type ThreadUnsubscribeParams = Static<typeof ThreadUnsubscribeParams>;

export const ThreadUnsubscribeStatus = stringEnum(['notLoaded', 'notSubscribed', 'unsubscribed']);
export type ThreadUnsubscribeStatus = Static<typeof ThreadUnsubscribeStatus>;

export const ThreadUnsubscribeResponse = Type.Object({
  status: ThreadUnsubscribeStatus,
});
export type ThreadUnsubscribeResponse = Static<typeof ThreadUnsubscribeResponse>;
