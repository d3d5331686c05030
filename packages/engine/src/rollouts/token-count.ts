// `token_count` lines: what a thread cost so far, and the rate limits of the account. Written and read here.
import type { ThreadTokenUsage, TokenUsageBreakdown } from '@codex/protocol/thread/token-usage.ts';
import type { EventMsg, RolloutItem } from './rollout-line.ts';

export interface TokenCountInput {
  /** Null until a provider reported usage. */
  readonly usage: { total: TokenUsageBreakdown; last: TokenUsageBreakdown } | null;
  readonly modelContextWindow: number | null;
  readonly rateLimits: RateLimitsInput;
}

/** As the provider stated them; null where it said nothing. */
export interface RateLimitsInput {
  readonly limitName: string | null;
  readonly primary: WindowInput | null;
  readonly secondary: WindowInput | null;
  readonly credits: CreditsInput | null;
}

interface WindowInput {
  readonly usedPercent: number;
  readonly windowMinutes: number | null;
  readonly resetsAt: number | null;
}

interface CreditsInput {
  readonly hasCredits: boolean;
  readonly unlimited: boolean;
  readonly balance: string | null;
}

export function tokenCount({ usage, modelContextWindow, rateLimits }: TokenCountInput): RolloutItem {
  const info = usage && {
    total_token_usage: usageLine(usage.total),
    last_token_usage: usageLine(usage.last),
    last_usage_includes_reasoning: false,
    model_context_window: modelContextWindow,
  };
  return { type: 'event_msg', payload: { type: 'token_count', info, rate_limits: rateLimitsLine(rateLimits) } };
}

export function usageLine(usage: TokenUsageBreakdown): Record<string, unknown> {
  return {
    input_tokens: usage.inputTokens,
    cached_input_tokens: usage.cachedInputTokens,
    cache_write_input_tokens: usage.cacheWriteInputTokens ?? 0,
    output_tokens: usage.outputTokens,
    reasoning_output_tokens: usage.reasoningOutputTokens,
    total_tokens: usage.totalTokens,
  };
}

function rateLimitsLine({ limitName, primary, secondary, credits }: RateLimitsInput): Record<string, unknown> {
  return {
    limit_id: 'codex',
    limit_name: limitName,
    primary: primary && windowLine(primary),
    secondary: secondary && windowLine(secondary),
    credits: credits && creditsLine(credits),
    individual_limit: null,
    spend_control_reached: null,
    plan_type: null,
    rate_limit_reached_type: null,
  };
}

function windowLine({ usedPercent, windowMinutes, resetsAt }: WindowInput): Record<string, unknown> {
  return { used_percent: usedPercent, window_minutes: windowMinutes, resets_at: resetsAt };
}

function creditsLine({ hasCredits, unlimited, balance }: CreditsInput): Record<string, unknown> {
  return { has_credits: hasCredits, unlimited, balance };
}

/** The usage a `token_count` event tells of; undefined when none was known. */
export function parseTokenCount(event: EventMsg): ThreadTokenUsage | undefined {
  const info = event.info as Record<string, unknown> | null | undefined;
  if (!info) return undefined;
  return {
    total: parseUsageLine(info.total_token_usage),
    last: parseUsageLine(info.last_token_usage),
    modelContextWindow: typeof info.model_context_window === 'number' ? info.model_context_window : null,
  };
}

export function parseUsageLine(stored: unknown): TokenUsageBreakdown {
  const fields = (stored ?? {}) as Record<string, number | undefined>;
  return {
    totalTokens: fields.total_tokens ?? 0,
    inputTokens: fields.input_tokens ?? 0,
    cachedInputTokens: fields.cached_input_tokens ?? 0,
    cacheWriteInputTokens: fields.cache_write_input_tokens ?? 0,
    outputTokens: fields.output_tokens ?? 0,
    reasoningOutputTokens: fields.reasoning_output_tokens ?? 0,
  };
}

/** The credits of the account as a `token_count` event tells of them. */
export function parseCredits(event: EventMsg): CreditsInput | null {
  const limits = event.rate_limits as { credits?: Record<string, unknown> | null } | null | undefined;
  const credits = limits?.credits;
  if (!credits) return null;
  const { balance } = credits;
  return {
    hasCredits: credits.has_credits === true,
    unlimited: credits.unlimited === true,
    balance: typeof balance === 'string' ? balance : null,
  };
}
