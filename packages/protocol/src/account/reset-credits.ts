// Credits that reset a used-up rate limit: which are left, and spending one.
import type { Static } from 'typebox';
import { int64, nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Whether a credit can still be spent. */
export const RateLimitResetCreditStatus = stringEnum(['available', 'redeeming', 'redeemed', 'unknown']);
export type RateLimitResetCreditStatus = Static<typeof RateLimitResetCreditStatus>;

/** What a credit resets. */
export const RateLimitResetType = stringEnum(['codexRateLimits', 'unknown']);
export type RateLimitResetType = Static<typeof RateLimitResetType>;

/** One credit. Times are Unix seconds; without `expiresAt` it stays valid. */
export const RateLimitResetCredit = struct('RateLimitResetCredit', {
  id: Type.String(),
  resetType: RateLimitResetType,
  status: RateLimitResetCreditStatus,
  grantedAt: int64,
  expiresAt: nullish(int64),
  title: nullish(Type.String()),
  description: nullish(Type.String()),
});
export type RateLimitResetCredit = Static<typeof RateLimitResetCredit>;

/** What is left to spend. */
export const RateLimitResetCreditsSummary = struct('RateLimitResetCreditsSummary', {
  availableCount: int64,
  /** Possibly fewer than `availableCount`; null when details were not asked for or not told. */
  credits: nullish(Type.Array(RateLimitResetCredit)),
});
export type RateLimitResetCreditsSummary = Static<typeof RateLimitResetCreditsSummary>;

/** Spends a credit. */
export const ConsumeAccountRateLimitResetCreditParams = struct('ConsumeAccountRateLimitResetCreditParams', {
  /** One value per attempt, such as a UUID, and the same one for its retries. */
  idempotencyKey: Type.String(),
  /** The one to spend; the service chooses when null. */
  creditId: nullish(Type.String()),
});
export type ConsumeAccountRateLimitResetCreditParams = Static<typeof ConsumeAccountRateLimitResetCreditParams>;

/** What came of it. */
export const ConsumeAccountRateLimitResetCreditOutcome = stringEnum([
  'reset',
  'nothingToReset',
  'noCredit',
  'alreadyRedeemed',
]);
export type ConsumeAccountRateLimitResetCreditOutcome = Static<typeof ConsumeAccountRateLimitResetCreditOutcome>;

/** What came of it. */
export const ConsumeAccountRateLimitResetCreditResponse = struct('ConsumeAccountRateLimitResetCreditResponse', {
  outcome: ConsumeAccountRateLimitResetCreditOutcome,
});
export type ConsumeAccountRateLimitResetCreditResponse = Static<typeof ConsumeAccountRateLimitResetCreditResponse>;
