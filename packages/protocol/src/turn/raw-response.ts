// What the model's provider sent, unchanged: for clients that asked for it with `experimentalRawEvents`.
import type { Static } from 'typebox';
import { ResponseItem } from '../model/response-item.ts';
import { nullish, struct } from '../schema.ts';
import { TokenUsageBreakdown } from '../thread/token-usage.ts';
import { Type } from '../type.ts';

/** An item as the model sees it. */
export const RawResponseItemCompletedNotification = struct('RawResponseItemCompletedNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  item: ResponseItem,
});
export type RawResponseItemCompletedNotification = Static<typeof RawResponseItemCompletedNotification>;

/** What the provider says of the cost of a response. */
export const ResponseUsageMetadata = struct('ResponseUsageMetadata', {
  amount: nullish(Type.String()),
  /** Any JSON, or null. */
  metadata: Type.Optional(Type.Unknown()),
});
export type ResponseUsageMetadata = Static<typeof ResponseUsageMetadata>;

/** A response of the model is complete; the usage is that of this response alone. */
export const RawResponseCompletedNotification = struct('RawResponseCompletedNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  responseId: Type.String(),
  usage: nullish(TokenUsageBreakdown),
  usageMetadata: nullish(ResponseUsageMetadata),
});
export type RawResponseCompletedNotification = Static<typeof RawResponseCompletedNotification>;
