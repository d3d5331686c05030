// The account routes of the web server, with an account.
import { expect, test } from 'vitest';
import { createSite } from '../rest/harness.ts';
import { prepend, startProvider } from './provider.ts';
import { guarded } from './scene.ts';

test('signing in, looking, and signing out over REST', async () => {
  const provider = await startProvider();
  const site = await createSite([], { extra: 'requires_openai_auth = true\n' });
  await prepend(site.home.home, `chatgpt_base_url = "${provider.issuer}/backend-api/"\n`);
  Object.assign(provider.wishes.service, {
    '/wham/usage': { body: { plan_type: 'pro', rate_limit: null } },
    '/wham/rate-limit-reset-credits/consume': { body: { code: 'reset' } },
    '/wham/profiles/me': { body: { stats: { lifetime_tokens: 3 } } },
    '/wham/workspace-messages': { body: { messages: [] } },
    '/wham/accounts/send_add_credits_nudge_email': { body: {} },
  });
  const client = await site.start({ env: provider.env as Record<string, string> });
  const events = await client.stream('/api/v2/events');
  const post = async (path: string, body?: unknown) => {
    const answer = await client.post(`/api/v2/auth/${path}`, body);
    expect(answer.status, path).toBeLessThan(300);
    return answer.body;
  };
  const get = async (path: string) => {
    const answer = await client.get(`/api/v2/auth/${path}`);
    expect(answer.status, path).toBe(200);
    return answer.body;
  };
  const ended = (loginId: unknown) =>
    events.until(({ event, data }) => event === 'account/login/completed' && data.login_id === loginId);

  const given = await post('login', { type: 'chatgpt' });
  expect(await post('login/cancel', { login_id: given.login_id })).toMatchObject({ status: 'canceled' });
  expect((await ended(given.login_id)).data).toMatchObject({ success: false });
  const again = await client.post('/api/v2/auth/login/cancel', { login_id: given.login_id });
  expect(again.status).toBe(404);

  const login = await post('login', { type: 'chatgpt' });
  await provider.browse(String(login.auth_url));
  expect((await ended(login.login_id)).data).toMatchObject({ success: true, error: null });
  await events.until('account/updated');
  expect(await get('account')).toMatchObject({
    account: { type: 'chatgpt', email: 'user@example.com', plan_type: 'pro' },
    user_id: 'user-1',
  });
  expect(await get('status')).toMatchObject({ auth_method: 'chatgpt', auth_token: null });
  expect(await get('rate-limits')).toMatchObject({ rate_limits: { limit_id: 'codex', plan_type: 'pro' } });
  expect(await post('rate-limits/reset-credits/consume', { idempotency_key: 'k' })).toEqual({ outcome: 'reset' });
  expect(await get('usage')).toMatchObject({ summary: { lifetime_tokens: 3 } });
  expect(await get('security-setup')).toEqual({ notice: null });
  expect(await get('workspace-messages')).toEqual({ feature_enabled: true, messages: [] });
  expect(await post('credits/nudge-email', { credit_type: 'credits' })).toEqual({ status: 'sent' });
  expect(await get('gateway')).toMatchObject({ required: false });
  await post('gateway/login/cancel');
  await post('logout');
  expect(await get('account')).toMatchObject({ account: null });

  const device = await post('login', { type: 'chatgptDeviceCode' });
  expect(device).toMatchObject({ user_code: 'ABCD-1234', verification_url: `${provider.issuer}/codex/device` });
  await provider.approveDevice();
  expect((await ended(device.login_id)).data).toMatchObject({ success: true });
});

test('a host on REST supplies new tokens by signing in anew', async () => {
  const provider = await startProvider();
  const site = await createSite(
    Array.from({ length: 3 }, () => guarded(provider)),
    { extra: 'requires_openai_auth = true\n' },
  );
  await prepend(site.home.home, `chatgpt_base_url = "${provider.issuer}/backend-api/"\n`);
  const client = await site.start({ env: provider.env as Record<string, string> });
  const lend = async () => {
    const accessToken = await provider.issue();
    const login = { type: 'chatgptAuthTokens', access_token: accessToken, chatgpt_account_id: 'acc-1' };
    expect((await client.post('/api/v2/auth/login', login)).status).toBe(200);
  };
  await lend();
  const loose = await client.stream('/api/v2/events');
  const threadId = await client.thread({ cwd: site.home.cwd });
  const events = await client.events(threadId);
  provider.takeBack();
  await client.turn(threadId, 'hi');
  await loose.until('account/chatgptAuthTokens/refresh');
  await lend();
  expect((await events.until('turn/completed')).data).toMatchObject({ turn: { status: 'completed' } });
});
