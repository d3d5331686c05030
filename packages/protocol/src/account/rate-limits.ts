// Rate limits of the account: windows, credits and plan, as pushed after each model response.
import type { Static } from 'typebox';
import { int32, int64, nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The subscription of the account. */
export const PlanType = stringEnum([
  'free',
  'go',
  'plus',
  'pro',
  'prolite',
  'promax',
  'team',
  'self_serve_business_prolite',
  'self_serve_business_usage_based',
  'business',
  'ent26',
  'enterprise_cbp_automation',
  'enterprise_cbp_usage_based',
  'enterprise',
  'edu',
  'edu_plus',
  'edu_pro',
  'sci',
  'sci_plus',
  'unknown',
]);
export type PlanType = Static<typeof PlanType>;

/** Prepaid credits; `balance` is a decimal text. */
export const CreditsSnapshot = struct('CreditsSnapshot', {
  hasCredits: Type.Boolean(),
  unlimited: Type.Boolean(),
  balance: nullish(Type.String()),
});
export type CreditsSnapshot = Static<typeof CreditsSnapshot>;

/** Which limit stops the account, and who could lift it. */
export const RateLimitReachedType = stringEnum([
  'rate_limit_reached',
  'workspace_owner_credits_depleted',
  'workspace_member_credits_depleted',
  'workspace_owner_usage_limit_reached',
  'workspace_member_usage_limit_reached',
]);
export type RateLimitReachedType = Static<typeof RateLimitReachedType>;

/** One window: share used in percent, length in minutes, reset as Unix time in seconds. */
export const RateLimitWindow = struct('RateLimitWindow', {
  usedPercent: int32,
  windowDurationMins: nullish(int64),
  resetsAt: nullish(int64),
});
export type RateLimitWindow = Static<typeof RateLimitWindow>;

/** A spending limit of one user; amounts are decimal texts, `resetsAt` is Unix time in seconds. */
export const SpendControlLimitSnapshot = struct('SpendControlLimitSnapshot', {
  limit: Type.String(),
  used: Type.String(),
  remainingPercent: int32,
  resetsAt: int64,
});
export type SpendControlLimitSnapshot = Static<typeof SpendControlLimitSnapshot>;

/** All limits known for one limit id; null where the provider did not say. */
export const RateLimitSnapshot = struct('RateLimitSnapshot', {
  limitId: nullish(Type.String()),
  limitName: nullish(Type.String()),
  normalModelSlug: nullish(Type.String()),
  primary: nullish(RateLimitWindow),
  secondary: nullish(RateLimitWindow),
  credits: nullish(CreditsSnapshot),
  individualLimit: nullish(SpendControlLimitSnapshot),
  spendControlReached: nullish(Type.Boolean()),
  planType: nullish(PlanType),
  rateLimitReachedType: nullish(RateLimitReachedType),
});
export type RateLimitSnapshot = Static<typeof RateLimitSnapshot>;

/** Sent after each model response. */
export const AccountRateLimitsUpdatedNotification = struct('AccountRateLimitsUpdatedNotification', {
  rateLimits: RateLimitSnapshot,
});
export type AccountRateLimitsUpdatedNotification = Static<typeof AccountRateLimitsUpdatedNotification>;
