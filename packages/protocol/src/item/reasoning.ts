import { type Static, Type } from 'typebox';

export const ReasoningSummaryPartAddedNotification = Type.Object({
  itemId: Type.String(),
  summaryIndex: Type.Integer({ format: 'int64' }),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type ReasoningSummaryPartAddedNotification = Static<typeof ReasoningSummaryPartAddedNotification>;

export const ReasoningSummaryTextDeltaNotification = Type.Object({
  delta: Type.String(),
  itemId: Type.String(),
  summaryIndex: Type.Integer({ format: 'int64' }),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type ReasoningSummaryTextDeltaNotification = Static<typeof ReasoningSummaryTextDeltaNotification>;

export const ReasoningTextDeltaNotification = Type.Object({
  contentIndex: Type.Integer({ format: 'int64' }),
  delta: Type.String(),
  itemId: Type.String(),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type ReasoningTextDeltaNotification = Static<typeof ReasoningTextDeltaNotification>;
