import { type Static, Type } from 'typebox';
import { nullable } from '../schema.ts';

export const TokenUsageBreakdown = Type.Object({
  cacheWriteInputTokens: Type.Optional(Type.Integer({ format: 'int64' })),
  cachedInputTokens: Type.Integer({ format: 'int64' }),
  inputTokens: Type.Integer({ format: 'int64' }),
  outputTokens: Type.Integer({ format: 'int64' }),
  reasoningOutputTokens: Type.Integer({ format: 'int64' }),
  totalTokens: Type.Integer({ format: 'int64' }),
});
export type TokenUsageBreakdown = Static<typeof TokenUsageBreakdown>;

export const ThreadTokenUsage = Type.Object({
  last: TokenUsageBreakdown,
  modelContextWindow: Type.Optional(nullable(Type.Integer({ format: 'int64' }))),
  total: TokenUsageBreakdown,
});
export type ThreadTokenUsage = Static<typeof ThreadTokenUsage>;

export const ThreadTokenUsageUpdatedNotification = Type.Object({
  threadId: Type.String(),
  tokenUsage: ThreadTokenUsage,
  turnId: Type.String(),
});
export type ThreadTokenUsageUpdatedNotification = Static<typeof ThreadTokenUsageUpdatedNotification>;
