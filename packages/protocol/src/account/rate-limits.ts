import { type Static, Type } from 'typebox';
import { nullable, stringEnum } from '../schema.ts';

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

export const CreditsSnapshot = Type.Object({
  balance: Type.Optional(nullable(Type.String())),
  hasCredits: Type.Boolean(),
  unlimited: Type.Boolean(),
});
export type CreditsSnapshot = Static<typeof CreditsSnapshot>;

export const RateLimitReachedType = stringEnum([
  'rate_limit_reached',
  'workspace_owner_credits_depleted',
  'workspace_member_credits_depleted',
  'workspace_owner_usage_limit_reached',
  'workspace_member_usage_limit_reached',
]);
export type RateLimitReachedType = Static<typeof RateLimitReachedType>;

export const RateLimitWindow = Type.Object({
  resetsAt: Type.Optional(nullable(Type.Integer({ format: 'int64' }))),
  usedPercent: Type.Integer({ format: 'int32' }),
  windowDurationMins: Type.Optional(nullable(Type.Integer({ format: 'int64' }))),
});
export type RateLimitWindow = Static<typeof RateLimitWindow>;

export const SpendControlLimitSnapshot = Type.Object({
  limit: Type.String(),
  remainingPercent: Type.Integer({ format: 'int32' }),
  resetsAt: Type.Integer({ format: 'int64' }),
  used: Type.String(),
});
export type SpendControlLimitSnapshot = Static<typeof SpendControlLimitSnapshot>;

export const RateLimitSnapshot = Type.Object({
  credits: Type.Optional(nullable(CreditsSnapshot)),
  individualLimit: Type.Optional(nullable(SpendControlLimitSnapshot)),
  limitId: Type.Optional(nullable(Type.String())),
  limitName: Type.Optional(nullable(Type.String())),
  normalModelSlug: Type.Optional(nullable(Type.String())),
  planType: Type.Optional(nullable(PlanType)),
  primary: Type.Optional(nullable(RateLimitWindow)),
  rateLimitReachedType: Type.Optional(nullable(RateLimitReachedType)),
  secondary: Type.Optional(nullable(RateLimitWindow)),
  spendControlReached: Type.Optional(nullable(Type.Boolean())),
});
export type RateLimitSnapshot = Static<typeof RateLimitSnapshot>;

export const AccountRateLimitsUpdatedNotification = Type.Object({
  rateLimits: RateLimitSnapshot,
});
export type AccountRateLimitsUpdatedNotification = Static<typeof AccountRateLimitsUpdatedNotification>;
