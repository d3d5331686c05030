// Deltas of a reasoning item: summary parts and raw text.
import type { Static } from 'typebox';
import { int64, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** A new part of the summary begins. */
export const ReasoningSummaryPartAddedNotification = struct('ReasoningSummaryPartAddedNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  itemId: Type.String(),
  summaryIndex: int64,
});
export type ReasoningSummaryPartAddedNotification = Static<typeof ReasoningSummaryPartAddedNotification>;

/** Text to append to the summary part `summaryIndex`. */
export const ReasoningSummaryTextDeltaNotification = struct('ReasoningSummaryTextDeltaNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  itemId: Type.String(),
  delta: Type.String(),
  summaryIndex: int64,
});
export type ReasoningSummaryTextDeltaNotification = Static<typeof ReasoningSummaryTextDeltaNotification>;

/** Text to append to the raw reasoning part `contentIndex`. */
export const ReasoningTextDeltaNotification = struct('ReasoningTextDeltaNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  itemId: Type.String(),
  delta: Type.String(),
  contentIndex: int64,
});
export type ReasoningTextDeltaNotification = Static<typeof ReasoningTextDeltaNotification>;
