// Token usage of the account over time, and estimated costs of one thread.
import type { Static } from 'typebox';
import { int64, nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Tokens of one day; `startDate` is `YYYY-MM-DD`. */
export const AccountTokenUsageDailyBucket = struct('AccountTokenUsageDailyBucket', {
  startDate: Type.String(),
  tokens: int64,
});
export type AccountTokenUsageDailyBucket = Static<typeof AccountTokenUsageDailyBucket>;

/** Totals and records; null where the service does not say. */
export const AccountTokenUsageSummary = struct('AccountTokenUsageSummary', {
  lifetimeTokens: nullish(int64),
  peakDailyTokens: nullish(int64),
  longestRunningTurnSec: nullish(int64),
  currentStreakDays: nullish(int64),
  longestStreakDays: nullish(int64),
});
export type AccountTokenUsageSummary = Static<typeof AccountTokenUsageSummary>;

/** The part of a thread's usage that has one model, effort and speed in common. */
export const ThreadUsageBreakdownGroup = struct('ThreadUsageBreakdownGroup', {
  model: nullish(Type.String()),
  reasoningEffort: nullish(Type.String()),
  speed: nullish(Type.String()),
  /** Millionths of a credit. */
  estimatedUsageCreditsMicros: int64,
  /** Input tokens that came from no cache. */
  netNewInputTokens: nullish(int64),
  cachedInputTokens: nullish(int64),
  inputTokens: nullish(int64),
  outputTokens: nullish(int64),
  totalTokens: nullish(int64),
});
export type ThreadUsageBreakdownGroup = Static<typeof ThreadUsageBreakdownGroup>;

/** What a thread cost so far. Amounts are millionths of a credit or of a US dollar; null is unknown. */
export const ThreadUsage = struct('ThreadUsage', {
  threadId: Type.String(),
  estimatedUsageCreditsMicros: int64,
  estimatedUsageUsdMicros: nullish(int64),
  /** What is billed in dollars directly, rather than estimated from credits. */
  nativeUsageUsdMicros: nullish(int64),
  groups: Type.Array(ThreadUsageBreakdownGroup),
});
export type ThreadUsage = Static<typeof ThreadUsage>;

/** Asks for the usage of the account, or of one thread. */
export const GetAccountTokenUsageParams = struct('GetAccountTokenUsageParams', {
  threadId: nullish(Type.String()),
});
export type GetAccountTokenUsageParams = Static<typeof GetAccountTokenUsageParams>;

/** The usage. */
export const GetAccountTokenUsageResponse = struct('GetAccountTokenUsageResponse', {
  summary: AccountTokenUsageSummary,
  /** Null when the service does not tell. */
  dailyUsageBuckets: nullish(Type.Array(AccountTokenUsageDailyBucket)),
  /** Only when a thread was asked for and its costs are known. */
  threadUsage: nullish(ThreadUsage),
});
export type GetAccountTokenUsageResponse = Static<typeof GetAccountTokenUsageResponse>;
