// The queue of a thread: input that waits for the running turn to end.
import type { Static } from 'typebox';
import { UserInput } from '../item/user-input.ts';
import { nullish, struct, uint32 } from '../schema.ts';
import { Turn } from '../turn/turn.ts';
import { Type } from '../type.ts';

/** Input that waits. */
export const QueuedSubmission = struct('QueuedSubmission', {
  id: Type.String(),
  input: Type.Array(UserInput),
  /** The id under which the client knows this message. */
  clientUserMessageId: Type.String(),
  responsesapiClientMetadata: nullish(Type.Record(Type.String(), Type.String())),
});
export type QueuedSubmission = Static<typeof QueuedSubmission>;

/** Input to put at the end of the queue. */
export const ThreadQueueAddParams = struct('ThreadQueueAddParams', {
  threadId: Type.String(),
  input: Type.Array(UserInput),
  clientUserMessageId: Type.String(),
  responsesapiClientMetadata: nullish(Type.Record(Type.String(), Type.String())),
});
export type ThreadQueueAddParams = Static<typeof ThreadQueueAddParams>;

/** The input as queued. */
export const ThreadQueueAddResponse = struct('ThreadQueueAddResponse', {
  queuedSubmission: QueuedSubmission,
});
export type ThreadQueueAddResponse = Static<typeof ThreadQueueAddResponse>;

/** The thread, and the page wanted. */
export const ThreadQueueListParams = struct('ThreadQueueListParams', {
  threadId: Type.String(),
  cursor: nullish(Type.String()),
  limit: nullish(uint32),
});
export type ThreadQueueListParams = Static<typeof ThreadQueueListParams>;

/** One page, first to run first; `nextCursor` null means the end. */
export const ThreadQueueListResponse = struct('ThreadQueueListResponse', {
  data: Type.Array(QueuedSubmission),
  nextCursor: nullish(Type.String()),
});
export type ThreadQueueListResponse = Static<typeof ThreadQueueListResponse>;

/** New input in place of what waits. */
export const ThreadQueueUpdateParams = struct('ThreadQueueUpdateParams', {
  threadId: Type.String(),
  queuedSubmissionId: Type.String(),
  input: Type.Array(UserInput),
  /** Replaces what was stored; absent or empty keeps it. */
  responsesapiClientMetadata: nullish(Type.Record(Type.String(), Type.String())),
});
export type ThreadQueueUpdateParams = Static<typeof ThreadQueueUpdateParams>;

/** The input as queued now. */
export const ThreadQueueUpdateResponse = struct('ThreadQueueUpdateResponse', {
  queuedSubmission: QueuedSubmission,
});
export type ThreadQueueUpdateResponse = Static<typeof ThreadQueueUpdateResponse>;

/** The input to take out of the queue. */
export const ThreadQueueDeleteParams = struct('ThreadQueueDeleteParams', {
  threadId: Type.String(),
  queuedSubmissionId: Type.String(),
});
export type ThreadQueueDeleteParams = Static<typeof ThreadQueueDeleteParams>;

/** false: it was not there, or already runs. */
export const ThreadQueueDeleteResponse = struct('ThreadQueueDeleteResponse', {
  deleted: Type.Boolean(),
});
export type ThreadQueueDeleteResponse = Static<typeof ThreadQueueDeleteResponse>;

/** Every id of the queue, in the order wanted. */
export const ThreadQueueReorderParams = struct('ThreadQueueReorderParams', {
  threadId: Type.String(),
  queuedSubmissionIds: Type.Array(Type.String()),
});
export type ThreadQueueReorderParams = Static<typeof ThreadQueueReorderParams>;

/** Empty: the queue has this order. */
export const ThreadQueueReorderResponse = struct('ThreadQueueReorderResponse', {});
export type ThreadQueueReorderResponse = Static<typeof ThreadQueueReorderResponse>;

/** The input to run now; the first one unless another is named. */
export const ThreadQueueStartParams = struct('ThreadQueueStartParams', {
  threadId: Type.String(),
  queuedSubmissionId: nullish(Type.String()),
});
export type ThreadQueueStartParams = Static<typeof ThreadQueueStartParams>;

/** The turn that runs it. */
export const ThreadQueueStartResponse = struct('ThreadQueueStartResponse', {
  turn: Turn,
});
export type ThreadQueueStartResponse = Static<typeof ThreadQueueStartResponse>;

/** The queue is not what it was; ask for it with `thread/queue/list`. */
export const ThreadQueueChangedNotification = struct('ThreadQueueChangedNotification', {
  threadId: Type.String(),
});
export type ThreadQueueChangedNotification = Static<typeof ThreadQueueChangedNotification>;
