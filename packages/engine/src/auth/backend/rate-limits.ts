// account/rateLimits/read and account/rateLimitResetCredit/consume: the service's words in those of the protocol.
import {
  type CreditsSnapshot,
  PlanType,
  RateLimitReachedType,
  type RateLimitSnapshot,
  type RateLimitWindow,
  type SpendControlLimitSnapshot,
} from '@codex/protocol/account/rate-limits.ts';
import type {
  GetAccountRateLimitsParams,
  GetAccountRateLimitsResponse,
} from '@codex/protocol/account/rate-limits-read.ts';
import type {
  ConsumeAccountRateLimitResetCreditParams,
  ConsumeAccountRateLimitResetCreditResponse,
  RateLimitResetCredit,
  RateLimitResetCreditsSummary,
} from '@codex/protocol/account/reset-credits.ts';
import { EngineError, invalidRequest } from '../../errors.ts';
import { type Backend, type BackendOptions, backendError, openBackend } from './client.ts';
import { type Fields, fields, flag, int, list, text, unixTime, word } from './fields.ts';

/** The limit that is meant where none is named. */
const MAIN = 'codex';

export async function readRateLimits(
  options: BackendOptions,
  params: GetAccountRateLimitsParams | null | undefined,
): Promise<GetAccountRateLimitsResponse> {
  const backend = await openBackend(options, 'to read rate limits');
  const wantsCredits = !params?.excludeResetCreditDetails;
  const usage = await backend.ask({ method: 'GET', path: '/usage' }).catch((error: unknown) => {
    throw backendError('failed to fetch codex rate limits', error);
  });
  const credits = wantsCredits ? await readCredits(backend) : null;
  const main = mainLimit(usage);
  const others = list(usage.additional_rate_limits).map((limit) => otherLimit(limit, main.planType ?? null));
  return {
    ordinaryUsageAllowed: flag(usage.ordinary_usage_allowed),
    rateLimits: main,
    rateLimitsByLimitId: Object.fromEntries([main, ...others].map((limit) => [limit.limitId ?? MAIN, limit])),
    rateLimitResetCredits: credits ?? creditsOf(fields(usage.rate_limit_reset_credits), null),
    accountId: backend.credentials.accountId,
  };
}

export async function consumeResetCredit(
  options: BackendOptions,
  { idempotencyKey, creditId }: ConsumeAccountRateLimitResetCreditParams,
): Promise<ConsumeAccountRateLimitResetCreditResponse> {
  if (idempotencyKey === '') throw invalidRequest('idempotencyKey must not be empty');
  const backend = await openBackend(options, 'for rate limit reset credits');
  const body = { redeem_request_id: idempotencyKey, ...(creditId != null && { credit_id: creditId }) };
  const path = '/rate-limit-reset-credits/consume';
  const { code } = await backend.ask({ method: 'POST', path, body, timeoutMs: 10_000 }).catch((error: unknown) => {
    throw backendError('failed to consume rate limit reset', error);
  });
  const outcome = typeof code === 'string' ? outcomes[code] : undefined;
  if (outcome !== undefined) return { outcome };
  throw new EngineError('internal', `failed to consume rate limit reset: unknown outcome ${JSON.stringify(code)}`);
}

const outcomes: Readonly<Record<string, ConsumeAccountRateLimitResetCreditResponse['outcome']>> = {
  reset: 'reset',
  nothing_to_reset: 'nothingToReset',
  no_credit: 'noCredit',
  already_redeemed: 'alreadyRedeemed',
};

function mainLimit(usage: Fields): RateLimitSnapshot {
  const spending = fields(usage.spend_control);
  return {
    ...windowsOf(fields(usage.rate_limit)),
    limitId: MAIN,
    limitName: null,
    normalModelSlug: null,
    credits: balanceOf(fields(usage.credits)),
    individualLimit: spendingOf(fields(spending?.individual_limit)),
    spendControlReached: flag(spending?.reached),
    planType: usage.plan_type == null ? null : word(usage.plan_type, PlanType.enum, 'unknown'),
    rateLimitReachedType: word(fields(usage.rate_limit_reached_type)?.type, RateLimitReachedType.enum, null),
  };
}

function otherLimit(limit: Fields, planType: PlanType | null): RateLimitSnapshot {
  return {
    ...windowsOf(fields(limit.rate_limit)),
    limitId: text(limit.metered_feature),
    limitName: text(limit.limit_name),
    normalModelSlug: text(limit.normal_model_slug),
    credits: null,
    individualLimit: null,
    spendControlReached: null,
    planType,
    rateLimitReachedType: null,
  };
}

function windowsOf(limit: Fields | null) {
  return { primary: windowOf(fields(limit?.primary_window)), secondary: windowOf(fields(limit?.secondary_window)) };
}

function windowOf(window: Fields | null): RateLimitWindow | null {
  if (!window) return null;
  const seconds = int(window.limit_window_seconds) ?? 0;
  return {
    usedPercent: int(window.used_percent) ?? 0,
    windowDurationMins: seconds > 0 ? Math.ceil(seconds / 60) : null,
    resetsAt: int(window.reset_at),
  };
}

function balanceOf(credits: Fields | null): CreditsSnapshot | null {
  if (!credits) return null;
  const { has_credits: hasCredits, unlimited, balance } = credits;
  return { hasCredits: hasCredits === true, unlimited: unlimited === true, balance: text(balance) };
}

function spendingOf(limit: Fields | null): SpendControlLimitSnapshot | null {
  if (!limit) return null;
  return {
    limit: text(limit.limit) ?? '',
    used: text(limit.used) ?? '',
    remainingPercent: int(limit.remaining_percent) ?? 0,
    resetsAt: int(limit.reset_at ?? limit.resets_at) ?? 0,
  };
}

/** The list is an extra: without it the count that comes with the limits has to do. */
async function readCredits(backend: Backend): Promise<RateLimitResetCreditsSummary | null> {
  const answer = await backend.ask({ method: 'GET', path: '/rate-limit-reset-credits' }).catch(() => null);
  return answer && creditsOf(answer, list(answer.credits).map(creditOf));
}

function creditsOf(summary: Fields | null, credits: RateLimitResetCredit[] | null) {
  const availableCount = int(summary?.available_count);
  return availableCount === null ? null : { availableCount, credits };
}

function creditOf(credit: Fields): RateLimitResetCredit {
  return {
    id: text(credit.id) ?? '',
    resetType: credit.reset_type === 'codex_rate_limits' ? 'codexRateLimits' : 'unknown',
    status: word(credit.status, ['available', 'redeeming', 'redeemed'], 'unknown'),
    grantedAt: unixTime(credit.granted_at) ?? 0,
    expiresAt: unixTime(credit.expires_at),
    title: text(credit.title),
    description: text(credit.description),
  };
}
