// Tokens used by a thread.
import type { Static } from 'typebox';
import { int64, nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Token counts; cached and reasoning tokens are parts of input and output. */
export const TokenUsageBreakdown = struct('TokenUsageBreakdown', {
  totalTokens: int64,
  inputTokens: int64,
  cachedInputTokens: int64,
  cacheWriteInputTokens: Type.Optional(int64),
  outputTokens: int64,
  reasoningOutputTokens: int64,
});
export type TokenUsageBreakdown = Static<typeof TokenUsageBreakdown>;

/** The last model response, the whole thread, and the room the model has. */
export const ThreadTokenUsage = struct('ThreadTokenUsage', {
  total: TokenUsageBreakdown,
  last: TokenUsageBreakdown,
  modelContextWindow: nullish(int64),
});
export type ThreadTokenUsage = Static<typeof ThreadTokenUsage>;

/** Sent after each model response that reported its usage. */
export const ThreadTokenUsageUpdatedNotification = struct('ThreadTokenUsageUpdatedNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  tokenUsage: ThreadTokenUsage,
});
export type ThreadTokenUsageUpdatedNotification = Static<typeof ThreadTokenUsageUpdatedNotification>;
