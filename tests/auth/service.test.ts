// What the service behind the account knows, in the words of the protocol: limits, usage, messages, credits, routing.
import { expect, test } from 'vitest';
import type { ProviderWishes } from './provider.ts';
import { opened, type Scene, signIn } from './scene.ts';

async function signedIn(service: ProviderWishes['service']): Promise<Scene> {
  const scene = await opened();
  Object.assign(scene.provider.wishes.service, service);
  await signIn(scene);
  return scene;
}

const window = (used_percent: number, limit_window_seconds: number) => ({
  used_percent,
  limit_window_seconds,
  reset_after_seconds: 10,
  reset_at: 1_900_000_000,
});

const usage = {
  plan_type: 'pro',
  rate_limit: {
    allowed: true,
    limit_reached: false,
    primary_window: window(42, 18_000),
    secondary_window: window(7, 604_800),
  },
  additional_rate_limits: [
    {
      limit_name: 'Other',
      metered_feature: 'codex_other',
      normal_model_slug: 'gpt-x',
      rate_limit: { primary_window: window(1, 61), secondary_window: null },
    },
  ],
  credits: { has_credits: true, unlimited: false, balance: '9.99' },
  spend_control: {
    reached: true,
    individual_limit: { limit: '10', used: '3', remaining_percent: 70, reset_at: 1_900_000_001 },
  },
  rate_limit_reached_type: { type: 'rate_limit_reached' },
  rate_limit_reset_credits: { available_count: 2 },
};

test('limits and the credits that reset them', async () => {
  const { client, provider } = await signedIn({
    '/wham/usage': { body: usage },
    '/wham/rate-limit-reset-credits': {
      body: {
        available_count: 3,
        credits: [
          {
            id: 'c1',
            reset_type: 'codex_rate_limits',
            status: 'available',
            granted_at: '2026-06-14T00:00:00Z',
            title: 'Gift',
          },
          { id: 'c2', reset_type: 'new', status: 'new', granted_at: '2026-06-14T00:00:00Z' },
        ],
      },
    },
    '/wham/rate-limit-reset-credits/consume': { body: { code: 'nothing_to_reset', windows_reset: 0 } },
  });
  const { result } = await client.request('account/rateLimits/read');
  const main = {
    limitId: 'codex',
    limitName: null,
    normalModelSlug: null,
    primary: { usedPercent: 42, windowDurationMins: 300, resetsAt: 1_900_000_000 },
    secondary: { usedPercent: 7, windowDurationMins: 10_080, resetsAt: 1_900_000_000 },
    credits: { hasCredits: true, unlimited: false, balance: '9.99' },
    individualLimit: { limit: '10', used: '3', remainingPercent: 70, resetsAt: 1_900_000_001 },
    spendControlReached: true,
    planType: 'pro',
    rateLimitReachedType: 'rate_limit_reached',
  };
  const credit = { grantedAt: 1_781_395_200, expiresAt: null, description: null };
  expect(result).toMatchObject({
    ordinaryUsageAllowed: null,
    rateLimits: main,
    rateLimitsByLimitId: {
      codex: main,
      codex_other: {
        limitName: 'Other',
        normalModelSlug: 'gpt-x',
        primary: { usedPercent: 1, windowDurationMins: 2, resetsAt: 1_900_000_000 },
        secondary: null,
        planType: 'pro',
      },
    },
    rateLimitResetCredits: {
      availableCount: 3,
      credits: [
        { ...credit, id: 'c1', resetType: 'codexRateLimits', status: 'available', title: 'Gift' },
        { ...credit, id: 'c2', resetType: 'unknown', status: 'unknown', title: null },
      ],
    },
  });
  const short = await client.request('account/rateLimits/read', { excludeResetCreditDetails: true });
  expect(short.result.rateLimitResetCredits).toEqual({ availableCount: 2, credits: null });

  const consume = (params: unknown) => client.request('account/rateLimitResetCredit/consume', params);
  expect((await consume({ idempotencyKey: 'k', creditId: 'c1' })).result).toEqual({ outcome: 'nothingToReset' });
  expect(provider.seen.at(-1)).toMatchObject({
    method: 'POST',
    path: '/backend-api/wham/rate-limit-reset-credits/consume',
    body: { redeem_request_id: 'k', credit_id: 'c1' },
    headers: { 'chatgpt-account-id': 'acc-1', 'user-agent': expect.stringMatching(/^tester\//) },
  });
  expect((await consume({ idempotencyKey: '' })).error).toEqual({
    code: -32600,
    message: 'idempotencyKey must not be empty',
  });
});

test('usage, messages, mails, advice', async () => {
  const notice = {
    account_id: 'acc-1',
    user_id: 'user-1',
    title: 'Safer',
    description: 'Do it',
    action: { label: 'Go', url: 'https://chatgpt.com/x' },
  };
  const { client, provider } = await signedIn({
    '/wham/profiles/me': {
      body: {
        stats: {
          lifetime_tokens: 1,
          longest_streak_days: 5,
          daily_usage_buckets: [{ start_date: '2026-01-01', tokens: 5 }],
        },
      },
    },
    '/wham/workspace-messages': {
      body: {
        messages: [{ message_id: 'm', message_type: 'odd', message_body: 'B', created_at: '2026-06-14T00:00:00Z' }],
      },
    },
    '/wham/accounts/send_add_credits_nudge_email': { status: 429, body: {} },
    '/wham/security-setup': { body: { notice } },
  });
  expect((await client.request('account/usage/read')).result).toEqual({
    summary: {
      lifetimeTokens: 1,
      peakDailyTokens: null,
      longestRunningTurnSec: null,
      currentStreakDays: null,
      longestStreakDays: 5,
    },
    dailyUsageBuckets: [{ startDate: '2026-01-01', tokens: 5 }],
    threadUsage: null,
  });
  expect((await client.request('account/usage/read', { threadId: 't' })).result.threadUsage).toBeNull();
  expect((await client.request('account/workspaceMessages/read')).result).toEqual({
    featureEnabled: true,
    messages: [
      { messageId: 'm', messageType: 'unknown', messageBody: 'B', createdAt: 1_781_395_200, archivedAt: null },
    ],
  });
  const nudge = () => client.request('account/sendAddCreditsNudgeEmail', { creditType: 'usage_limit' });
  expect((await nudge()).result).toEqual({ status: 'cooldown_active' });
  provider.wishes.service['/wham/accounts/send_add_credits_nudge_email'] = { body: {} };
  expect((await nudge()).result).toEqual({ status: 'sent' });
  expect(provider.seen.at(-1)?.body).toEqual({ credit_type: 'usage_limit' });
  expect((await client.request('account/securitySetup/read')).result.notice).toMatchObject({
    accountId: 'acc-1',
    action: { label: 'Go' },
  });
});

test('a service that refuses is quoted; what it does not offer is not there', async () => {
  const { client, provider } = await signedIn({ '/wham/usage': { status: 500, body: { detail: 'broken' } } });
  expect((await client.request('account/rateLimits/read')).error).toEqual({
    code: -32603,
    message: `failed to fetch codex rate limits: GET ${provider.issuer}/backend-api/wham/usage failed: 500 Internal Server Error; content-type=application/json; body={"detail":"broken"}`,
  });
  expect((await client.request('account/workspaceMessages/read')).result).toEqual({
    featureEnabled: false,
    messages: [],
  });
  expect((await client.request('account/securitySetup/read')).result).toEqual({ notice: null });
});

test('without an account each method says which one it wants', async () => {
  const { client } = await opened();
  const methods: Array<[method: string, params: unknown, purpose: string]> = [
    ['account/rateLimits/read', undefined, 'to read rate limits'],
    ['account/usage/read', undefined, 'to read token usage'],
    ['account/workspaceMessages/read', undefined, 'to read workspace messages'],
    ['account/sendAddCreditsNudgeEmail', { creditType: 'credits' }, 'to notify workspace owner'],
    ['account/rateLimitResetCredit/consume', { idempotencyKey: 'k' }, 'for rate limit reset credits'],
  ];
  const refusals = async (who: string) => {
    for (const [method, params, purpose] of methods) {
      const { error } = await client.request(method, params);
      expect(error).toEqual({ code: -32600, message: `${who} authentication required ${purpose}` });
    }
  };
  await refusals('codex account');
  await client.request('account/login/start', { type: 'apiKey', apiKey: 'sk-1' });
  await refusals('chatgpt');
});

test('requests of an account go to the service, at the origin where its workspace wants them', async () => {
  const scene = await opened();
  const { client, provider, site } = scene;
  const origin = new URL(site.model.baseUrl).origin;
  provider.wishes.service['/wham/accounts/check'] = {
    body: { accounts: [{ id: 'acc-1', workspace_backend_origin: origin, account_routing_override: 'us' }] },
  };
  await signIn(scene);
  expect((await client.request('account/read', {})).result.workspaceRouting).toEqual({
    chatgptAccountId: 'acc-1',
    backendOrigin: origin,
    accountRoutingOverride: 'us',
  });
  const threadId = await client.thread({ modelProvider: 'openai' });
  await client.turn(threadId, 'hi');
  const { headers, path } = await site.model.request(1);
  expect(path).toBe('/backend-api/codex/responses');
  expect(headers).toMatchObject({
    'chatgpt-account-id': 'acc-1',
    'x-openai-account-routing-override': 'us',
    originator: 'tester',
  });
  await client.notification('account/rateLimits/updated');
});

test('gateways: no provider wants them', async () => {
  const { client } = await opened();
  expect((await client.request('account/gatewayOAuth/read')).result).toEqual({
    providerId: 'mock',
    providerName: 'Mock',
    required: false,
    supportsDeviceAuth: false,
    status: null,
    error: null,
  });
  expect((await client.request('account/gatewayOAuth/login')).error).toEqual({
    code: -32600,
    message: 'The selected provider does not use gateway OAuth',
  });
  expect((await client.request('account/gatewayOAuth/cancel')).result).toEqual({});
});
