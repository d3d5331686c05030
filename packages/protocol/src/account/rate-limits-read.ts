// Asking for the rate limits of the account.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { RateLimitSnapshot } from './rate-limits.ts';
import { RateLimitResetCreditsSummary } from './reset-credits.ts';

/** What the asking client can make use of. */
export const GetAccountRateLimitsParams = struct('GetAccountRateLimitsParams', {
  /** Whether it can fall back to the reserve model once the limit is used up. */
  supportsLunaReserve: Type.Optional(Type.Boolean()),
  /** Leave out the list of credits, as suits regular polling. */
  excludeResetCreditDetails: Type.Optional(Type.Boolean()),
});
export type GetAccountRateLimitsParams = Static<typeof GetAccountRateLimitsParams>;

/** The limits of the account. */
export const GetAccountRateLimitsResponse = struct('GetAccountRateLimitsResponse', {
  /** Whether the plan's own allowance may be used now; null when the service does not say. */
  ordinaryUsageAllowed: nullish(Type.Boolean()),
  /** The main limit alone, for older clients. */
  rateLimits: RateLimitSnapshot,
  /** All limits by their id, such as `codex`. */
  rateLimitsByLimitId: nullish(Type.Record(Type.String(), RateLimitSnapshot)),
  rateLimitResetCredits: nullish(RateLimitResetCreditsSummary),
  accountId: nullish(Type.String()),
  /** A banner in the service's own form, with keys in snake_case. */
  rateLimitUpsell: Type.Optional(Type.Unknown()),
});
export type GetAccountRateLimitsResponse = Static<typeof GetAccountRateLimitsResponse>;
