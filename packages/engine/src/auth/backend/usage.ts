// account/usage/read: what the account has used over time, or what one thread has cost so far.
import type {
  GetAccountTokenUsageParams,
  GetAccountTokenUsageResponse,
  ThreadUsage,
  ThreadUsageBreakdownGroup,
} from '@codex/protocol/account/usage.ts';
import { type BackendOptions, backendError, openBackend } from './client.ts';
import { type Fields, fields, int, list, text } from './fields.ts';

const PATIENCE_MS = 10_000;

export async function readUsage(
  options: BackendOptions,
  params: GetAccountTokenUsageParams | null | undefined,
): Promise<GetAccountTokenUsageResponse> {
  const backend = await openBackend(options, 'to read token usage');
  const threadId = params?.threadId;
  if (threadId != null) {
    const question = { method: 'POST', path: '/usage/thread_usage/query', body: { thread_ids: [threadId] } } as const;
    // Costs are an estimate that the service offers to some: without it the thread has none.
    const answer = await backend.ask({ ...question, timeoutMs: PATIENCE_MS }).catch(() => null);
    return { ...usageOf(null), threadUsage: answer && threadUsageOf(answer, threadId) };
  }
  const profile = await backend
    .ask({ method: 'GET', path: '/profiles/me', timeoutMs: PATIENCE_MS })
    .catch((error: unknown) => {
      throw backendError('failed to fetch token usage profile', error);
    });
  return usageOf(fields(profile.stats));
}

function usageOf(stats: Fields | null): GetAccountTokenUsageResponse {
  const buckets = stats?.daily_usage_buckets;
  return {
    summary: {
      lifetimeTokens: int(stats?.lifetime_tokens),
      peakDailyTokens: int(stats?.peak_daily_tokens),
      longestRunningTurnSec: int(stats?.longest_running_turn_sec),
      currentStreakDays: int(stats?.current_streak_days),
      longestStreakDays: int(stats?.longest_streak_days),
    },
    dailyUsageBuckets: Array.isArray(buckets) ? list(buckets).map(bucketOf) : null,
    threadUsage: null,
  };
}

function bucketOf(bucket: Fields) {
  return { startDate: text(bucket.start_date) ?? '', tokens: int(bucket.tokens) ?? 0 };
}

function threadUsageOf(answer: Fields, threadId: string): ThreadUsage | null {
  const found = list(answer.threads ?? answer.thread_usage ?? answer.data).find(
    (entry) => entry.thread_id === threadId,
  );
  const credits = int(found?.estimated_usage_credits_micros);
  if (!found || credits === null) return null;
  return {
    threadId,
    estimatedUsageCreditsMicros: credits,
    estimatedUsageUsdMicros: int(found.estimated_usage_usd_micros),
    nativeUsageUsdMicros: int(found.native_usage_usd_micros),
    groups: list(found.groups).map(groupOf),
  };
}

function groupOf(group: Fields): ThreadUsageBreakdownGroup {
  return {
    model: text(group.model),
    reasoningEffort: text(group.reasoning_effort),
    speed: text(group.speed),
    estimatedUsageCreditsMicros: int(group.estimated_usage_credits_micros) ?? 0,
    netNewInputTokens: int(group.net_new_input_tokens),
    cachedInputTokens: int(group.cached_input_tokens),
    inputTokens: int(group.input_tokens),
    outputTokens: int(group.output_tokens),
    totalTokens: int(group.total_tokens),
  };
}
