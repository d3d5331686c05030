// Tokens that end, that are refused, and that cannot be renewed.
import { stat, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { age, anotherServer, authFile, opened, type Scene, signIn, stored, turn } from './scene.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Requests that all carry the same token at the same time. */
async function manyRequests({ client }: Pick<Scene, 'client'>, count: number): Promise<unknown[]> {
  const requests = Array.from({ length: count }, () => client.request('account/workspaceMessages/read'));
  return (await Promise.all(requests)).map(({ result, error }) => error ?? result);
}

const answered = { featureEnabled: true, messages: [] };

async function signedIn(...args: Parameters<typeof opened>): Promise<Scene> {
  const scene = await opened(...args);
  scene.provider.wishes.service['/wham/workspace-messages'] = { body: { messages: [] } };
  await signIn(scene);
  return scene;
}

test('50 requests whose token is refused at the same time ask for one new token', async () => {
  const scene = await signedIn();
  const before = await stored(scene);
  scene.provider.takeBack();
  expect(await manyRequests(scene, 50)).toEqual(Array.from({ length: 50 }, () => answered));
  expect(scene.provider.renewals().map(({ body }) => body)).toEqual([
    {
      client_id: 'app_EMoamEEZ73f0CkXaXp7hrann',
      grant_type: 'refresh_token',
      refresh_reason: 'unauthorized_recovery',
      refresh_token: before.tokens.refresh_token,
    },
  ]);
  const after = await stored(scene);
  expect(after.tokens.refresh_token).not.toBe(before.tokens.refresh_token);
  expect(Date.parse(after.last_refresh)).toBeGreaterThanOrEqual(Date.parse(before.last_refresh));
});

test('so do requests of two processes with one home', async () => {
  const scene = await signedIn();
  const other = { client: await anotherServer(scene) };
  scene.provider.takeBack();
  const all = await Promise.all([manyRequests(scene, 10), manyRequests(other, 10)]);
  expect(all.flat()).toEqual(Array.from({ length: 20 }, () => answered));
  expect(scene.provider.renewals()).toHaveLength(1);
});

test('a turn whose token is refused goes on with a new one', async () => {
  const scene = await signedIn();
  scene.provider.takeBack();
  expect(await turn(scene)).toMatchObject({ status: 'completed', error: null });
  const tokens = scene.site.model.requests.map(({ headers }) => headers.authorization);
  expect(tokens).toHaveLength(2);
  expect(tokens[1]).toBe(`Bearer ${(await stored(scene)).tokens.access_token}`);
  expect(tokens[0]).not.toBe(tokens[1]);
  expect(scene.provider.renewals()).toHaveLength(1);
});

test('tokens that have ended are renewed before they are used; what else is stored stays', async () => {
  const scene = await opened();
  scene.provider.wishes.lifetimeS = -60;
  await signIn(scene);
  await age(scene, HOUR_MS);
  scene.provider.wishes.lifetimeS = 3600;
  expect((await turn(scene)).status).toBe('completed');
  expect(scene.site.model.requests).toHaveLength(1);
  expect(scene.provider.renewals().map(({ body }) => body.refresh_reason)).toEqual(['expired']);
  const after = await stored(scene);
  expect(after).toMatchObject({ auth_mode: 'chatgpt', later_member: { kept: true } });
  expect(after.tokens).toMatchObject({ account_id: 'acc-1', oauth_provenance: { issuer: scene.provider.issuer } });
  expect(Date.now() - Date.parse(after.last_refresh)).toBeLessThan(HOUR_MS);
  expect((await stat(authFile(scene))).mode & 0o777).toBe(0o600);
});

test('tokens that do not say when they end live for eight days', async () => {
  const scene = await opened();
  scene.provider.wishes.lifetimeS = null;
  await signIn(scene);
  await age(scene, 7 * DAY_MS);
  await turn(scene);
  expect(scene.provider.renewals()).toHaveLength(0);
  await age(scene, 9 * DAY_MS);
  await turn(scene);
  expect(scene.provider.renewals()).toHaveLength(1);
});

test('a clock that is wrong does no harm: fresh tokens are used though they seem to have ended', async () => {
  const scene = await opened();
  scene.provider.wishes.lifetimeS = -2 * 3600;
  await signIn(scene);
  for (let n = 0; n < 3; n += 1) expect((await turn(scene)).status).toBe('completed');
  expect(scene.provider.renewals()).toHaveLength(0);
});

const refusals: Array<[code: string, status: number, message: string]> = [
  ['refresh_token_expired', 401, 'because your refresh token has expired. Please log out and sign in again.'],
  ['refresh_token_reused', 400, 'because your refresh token was already used. Please log out and sign in again.'],
  ['refresh_token_invalidated', 400, 'because your refresh token was revoked. Please log out and sign in again.'],
];

test.each(refusals)(
  '%s: the turn fails and says why, nobody is signed in, the issuer is left alone',
  async (code, status, message) => {
    const scene = await signedIn();
    const { client, provider } = scene;
    provider.takeBack();
    provider.wishes.refusal = { status, body: { error: { code, message: 'no' } } };
    const failed = { message: `Your access token could not be refreshed ${message}`, codexErrorInfo: 'unauthorized' };
    for (let n = 0; n < 2; n += 1) expect((await turn(scene)).error).toMatchObject(failed);
    expect((await client.request('account/read', { refreshToken: true })).result).toMatchObject({
      account: null,
      userId: null,
      requiresOpenaiAuth: true,
    });
    expect((await client.request('getAuthStatus', { includeToken: true })).result).toEqual({
      authMethod: 'chatgpt',
      authToken: null,
      requiresOpenaiAuth: true,
    });
    expect((await client.request('account/rateLimits/read')).error).toBeDefined();
    expect(provider.renewals()).toHaveLength(1);

    provider.wishes.refusal = null;
    await signIn(scene);
    expect((await turn(scene)).status).toBe('completed');
    expect((await client.request('account/read', {})).result.account).toMatchObject({ type: 'chatgpt' });
  },
);

test('an issuer in trouble signs nobody out', async () => {
  const scene = await signedIn();
  const { client, provider } = scene;
  provider.takeBack();
  provider.wishes.refusal = { status: 503, body: {} };
  expect((await turn(scene)).error).toMatchObject({
    message: 'Failed to refresh token: 503 Service Unavailable',
    codexErrorInfo: 'other',
  });
  expect((await client.request('account/read', { refreshToken: true })).result.account).toMatchObject({
    type: 'chatgpt',
  });
  provider.wishes.refusal = null;
  expect((await turn(scene)).status).toBe('completed');
});

test('what another process stored is taken, whoever it is for', async () => {
  const scene = await signedIn();
  const other = await anotherServer(scene);
  scene.provider.takeBack();
  await signIn({ ...scene, client: other });
  expect((await turn(scene)).status).toBe('completed');
  expect(scene.provider.renewals()).toHaveLength(0);

  scene.provider.takeBack();
  let release = () => {};
  scene.provider.wishes.gate = new Promise((resolve) => {
    release = resolve;
  });
  const failing = turn(scene);
  while (scene.provider.renewals().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await writeFile(authFile(scene), JSON.stringify({ auth_mode: 'apikey', OPENAI_API_KEY: 'sk-other' }));
  release();
  expect((await failing).error.message).toContain('you have since logged out or signed in to another account');
  expect((await stored(scene)).OPENAI_API_KEY).toBe('sk-other');
});

test('a client can ask for newer tokens', async () => {
  const scene = await signedIn();
  const before = (await stored(scene)).tokens.access_token;
  const { result } = await scene.client.request('getAuthStatus', { includeToken: true, refreshToken: true });
  expect(result.authToken).not.toBe(before);
  expect(scene.provider.renewals().map(({ body }) => body.refresh_reason)).toEqual(['forced']);
});
