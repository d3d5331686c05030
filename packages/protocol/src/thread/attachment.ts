// Attachments: facts that a client stores with a thread, such as the pull request it led to.
import type { Static } from 'typebox';
import { int64, nullish, stringEnum, struct, uint32 } from '../schema.ts';
import { Type } from '../type.ts';

/** A fact stored with a thread; `attachmentType` and `identityKey` together name it within the thread. */
export const ThreadAttachment = struct('ThreadAttachment', {
  id: Type.String(),
  attachmentType: Type.String(),
  identityKey: Type.String(),
  /** Any JSON; only clients read it. */
  payload: Type.Unknown(),
  /** Unix seconds. */
  createdAt: int64,
});
export type ThreadAttachment = Static<typeof ThreadAttachment>;

/** Whether the attachment is new. */
export const ThreadAttachmentAddOutcome = stringEnum(['created', 'existing']);
export type ThreadAttachmentAddOutcome = Static<typeof ThreadAttachmentAddOutcome>;

/** The attachment to store. One with the same type and key stays as it is and is given back. */
export const ThreadAttachmentAddParams = struct('ThreadAttachmentAddParams', {
  threadId: Type.String(),
  /** A kind chosen by the client, such as a word for pull requests. */
  attachmentType: Type.String(),
  /** What tells it from others of its kind, such as an address. */
  identityKey: Type.String(),
  payload: Type.Unknown(),
});
export type ThreadAttachmentAddParams = Static<typeof ThreadAttachmentAddParams>;

/** The attachment as stored. */
export const ThreadAttachmentAddResponse = struct('ThreadAttachmentAddResponse', {
  outcome: ThreadAttachmentAddOutcome,
  attachment: ThreadAttachment,
});
export type ThreadAttachmentAddResponse = Static<typeof ThreadAttachmentAddResponse>;

/** The thread, and the page wanted. */
export const ThreadAttachmentListParams = struct('ThreadAttachmentListParams', {
  threadId: Type.String(),
  cursor: nullish(Type.String()),
  limit: nullish(uint32),
});
export type ThreadAttachmentListParams = Static<typeof ThreadAttachmentListParams>;

/** One page; `nextCursor` null means the end. */
export const ThreadAttachmentListResponse = struct('ThreadAttachmentListResponse', {
  data: Type.Array(ThreadAttachment),
  nextCursor: nullish(Type.String()),
});
export type ThreadAttachmentListResponse = Static<typeof ThreadAttachmentListResponse>;

/** A thread that has the attachment asked about. */
export const ThreadAttachmentOwner = struct('ThreadAttachmentOwner', {
  threadId: Type.String(),
  archived: Type.Boolean(),
});
export type ThreadAttachmentOwner = Static<typeof ThreadAttachmentOwner>;

/** The attachment whose threads are wanted. */
export const ThreadAttachmentOwnerListParams = struct('ThreadAttachmentOwnerListParams', {
  attachmentType: Type.String(),
  identityKey: Type.String(),
  /** null: archived threads and others; true or false: only those, or only the others. */
  archived: nullish(Type.Boolean()),
  cursor: nullish(Type.String()),
  limit: nullish(uint32),
});
export type ThreadAttachmentOwnerListParams = Static<typeof ThreadAttachmentOwnerListParams>;

/** One page; `nextCursor` null means the end. */
export const ThreadAttachmentOwnerListResponse = struct('ThreadAttachmentOwnerListResponse', {
  data: Type.Array(ThreadAttachmentOwner),
  nextCursor: nullish(Type.String()),
});
export type ThreadAttachmentOwnerListResponse = Static<typeof ThreadAttachmentOwnerListResponse>;

/** The attachment to remove. */
export const ThreadAttachmentRemoveParams = struct('ThreadAttachmentRemoveParams', {
  threadId: Type.String(),
  attachmentType: Type.String(),
  identityKey: Type.String(),
});
export type ThreadAttachmentRemoveParams = Static<typeof ThreadAttachmentRemoveParams>;

/** Empty: it is gone. */
export const ThreadAttachmentRemoveResponse = struct('ThreadAttachmentRemoveResponse', {});
export type ThreadAttachmentRemoveResponse = Static<typeof ThreadAttachmentRemoveResponse>;

/** What happened to an attachment. */
export const ThreadAttachmentOperation = stringEnum(['created', 'deleted']);
export type ThreadAttachmentOperation = Static<typeof ThreadAttachmentOperation>;

/** An attachment was stored or removed. */
export const ThreadAttachmentUpdatedNotification = struct('ThreadAttachmentUpdatedNotification', {
  threadId: Type.String(),
  attachmentType: Type.String(),
  identityKey: Type.String(),
  attachmentId: Type.String(),
  operation: ThreadAttachmentOperation,
});
export type ThreadAttachmentUpdatedNotification = Static<typeof ThreadAttachmentUpdatedNotification>;
