// Signing in with a browser and with a code, as clients of the app server see it, against a real provider of tokens.

import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { accountId } from './provider.ts';
import { authFile, ended, opened } from './scene.ts';

test('a browser signs in: proof key, callback, tokens stored for their owner alone, told to clients, used', async () => {
  const scene = await opened();
  const { client, provider, site } = scene;
  const { result } = await client.request('account/login/start', { type: 'chatgpt' });
  expect(result).toMatchObject({ type: 'chatgpt', loginId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  const { origin, pathname, searchParams: query } = new URL(result.authUrl);
  expect(`${origin}${pathname}`).toBe(`${provider.issuer}/oauth/authorize`);
  expect(Object.fromEntries(query)).toEqual({
    response_type: 'code',
    client_id: 'app_EMoamEEZ73f0CkXaXp7hrann',
    redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/auth\/callback$/),
    scope: 'openid profile email offline_access api.connectors.read api.connectors.invoke',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
    id_token_add_organizations: 'true',
    codex_cli_simplified_flow: 'true',
    state: expect.stringMatching(/^[\w-]{43}$/),
    originator: 'tester',
  });
  const page = await provider.browse(result.authUrl);
  expect(page.url).toMatch(/\/success$/);
  expect(await page.text()).toContain('You are signed in to Codex.');
  expect((await ended(scene, result.loginId)).params).toMatchObject({ success: true, error: null });
  expect((await client.notification('account/updated')).params).toEqual({ authMode: 'chatgpt', planType: 'pro' });

  const stored = JSON.parse(await readFile(authFile(scene), 'utf8'));
  expect((await stat(authFile(scene))).mode & 0o777).toBe(0o600);
  expect(stored).toEqual({
    auth_mode: 'chatgpt',
    OPENAI_API_KEY: null,
    tokens: {
      id_token: expect.any(String),
      access_token: expect.any(String),
      refresh_token: expect.any(String),
      account_id: accountId,
      oauth_provenance: { issuer: provider.issuer, client_id: 'app_EMoamEEZ73f0CkXaXp7hrann' },
      login_owner_id: expect.any(String),
    },
    last_refresh: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  expect((await client.request('account/read', {})).result).toEqual({
    account: { type: 'chatgpt', email: 'user@example.com', planType: 'pro', workspaceName: null },
    userId: 'user-1',
    requiresOpenaiAuth: true,
    workspaceRouting: {
      chatgptAccountId: accountId,
      backendOrigin: provider.issuer,
      accountRoutingOverride: 'NO_CONSTRAINT',
    },
  });
  await client.turn(await client.thread(), 'hi');
  const { headers } = await site.model.request(1);
  expect(headers.authorization).toBe(`Bearer ${stored.tokens.access_token}`);
  expect(headers['chatgpt-account-id']).toBe(accountId);
  await client.notification('turn/completed');
});

test('what comes to the callback with another state, or from elsewhere, changes nothing', async () => {
  const scene = await opened();
  const { client, provider } = scene;
  const { result } = await client.request('account/login/start', { type: 'chatgpt' });
  const callback = new URL(result.authUrl).searchParams.get('redirect_uri') ?? '';
  for (const query of ['code=stolen&state=wrong', 'code=stolen', 'error=access_denied&state=']) {
    const answer = await fetch(`${callback}?${query}`);
    expect(answer.status, query).toBe(400);
    expect(await answer.text()).toBe('State mismatch');
  }
  expect((await fetch(new URL('/anything', callback))).status).toBe(404);
  expect((await fetch(callback, { method: 'POST' })).status).toBe(404);
  expect(provider.seen.filter(({ path }) => path === '/oauth/token')).toEqual([]);
  await provider.browse(result.authUrl);
  expect((await ended(scene, result.loginId)).params.success).toBe(true);
});

test('what the issuer refuses is told in the browser and to clients', async () => {
  const scene = await opened();
  const { client, provider } = scene;
  const refusals: Array<[query: string, error: string]> = [
    ['error=access_denied&error_description=no%20%3Cb%3Eway', 'Sign-in failed: no <b>way'],
    ['error=server_error', 'Sign-in failed: server_error'],
    ['code=', 'Missing authorization code. Sign-in could not be completed.'],
  ];
  for (const [query, error] of refusals) {
    const { result } = await client.request('account/login/start', { type: 'chatgpt' });
    const asked = new URL(result.authUrl).searchParams;
    const page = await fetch(`${asked.get('redirect_uri')}?${query}&state=${asked.get('state')}`);
    expect(await page.text()).not.toContain('<b>');
    expect((await ended(scene, result.loginId)).params).toMatchObject({
      success: false,
      error: `Login server error: ${error}`,
    });
  }
  const { result } = await client.request('account/login/start', { type: 'chatgpt' });
  const asked = new URL(result.authUrl).searchParams;
  await fetch(`${asked.get('redirect_uri')}?code=made-up&state=${asked.get('state')}`);
  expect((await ended(scene, result.loginId)).params.error).toMatch(
    /^Login server error: Token exchange failed: token endpoint returned status 400 Bad Request: /,
  );
  expect(provider.revoked).toEqual([]);
  expect(await readdir(scene.site.home.home)).not.toContain('auth.json');
});

test('a sign-in can be cancelled, and a new one takes the place of the former', async () => {
  const scene = await opened();
  const { client } = scene;
  const start = async () => (await client.request('account/login/start', { type: 'chatgpt' })).result;
  const [first, second] = [await start(), await start()];
  expect((await ended(scene, first.loginId)).params.error).toBe('Login server error: Login cancelled');
  expect((await client.request('account/login/cancel', { loginId: first.loginId })).result).toEqual({
    status: 'notFound',
  });
  expect((await client.request('account/login/cancel', { loginId: second.loginId })).result).toEqual({
    status: 'canceled',
  });
  expect((await ended(scene, second.loginId)).params).toMatchObject({
    success: false,
    error: 'Login server error: Login was not completed',
  });
  const callback = new URL(second.authUrl).searchParams.get('redirect_uri') ?? '';
  await expect(fetch(callback)).rejects.toThrow();
  const third = await start();
  await client.request('account/login/start', { type: 'apiKey', apiKey: 'sk-1' });
  expect((await ended(scene, third.loginId)).params.success).toBe(false);
  expect((await client.request('account/login/cancel', { loginId: 'x' })).error?.message).toBe('invalid login id: x');
});

test('a port that is taken is asked for, then another one is used', async () => {
  const asked: string[] = [];
  const squatter = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('mine');
  });
  squatter.listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  onTestFinished(() => void squatter.close());
  const { port } = squatter.address() as AddressInfo;
  const scene = await opened('', { CODEX_APP_SERVER_LOGIN_PORTS: `${port},0` });
  const { client, provider } = scene;
  const { result } = await client.request('account/login/start', { type: 'chatgpt' });
  expect(asked).toEqual(['/cancel']);
  expect(new URL(result.authUrl).searchParams.get('redirect_uri')).not.toContain(`:${port}/`);
  await provider.browse(result.authUrl);
  expect((await ended(scene, result.loginId)).params.success).toBe(true);

  const none = await opened('', { CODEX_APP_SERVER_LOGIN_PORTS: `${port}` });
  expect((await none.client.request('account/login/start', { type: 'chatgpt' })).error).toEqual({
    code: -32603,
    message: `failed to start login server: Port 127.0.0.1:${port} is already in use`,
  });
});

test('a code signs in on another device, once it was entered there', async () => {
  const scene = await opened();
  const { client, provider } = scene;
  const { result } = await client.request('account/login/start', { type: 'chatgptDeviceCode' });
  expect(result).toEqual({
    type: 'chatgptDeviceCode',
    loginId: expect.any(String),
    verificationUrl: `${provider.issuer}/codex/device`,
    userCode: 'ABCD-1234',
  });
  await provider.approveDevice();
  expect((await ended(scene, result.loginId)).params).toMatchObject({ success: true, error: null });
  expect((await client.request('account/read', {})).result.account).toMatchObject({ type: 'chatgpt' });
  const poll = provider.seen.find(({ path }) => path === '/api/accounts/deviceauth/token');
  expect(poll?.body).toEqual({ device_auth_id: 'device-1', user_code: 'ABCD-1234' });

  const again = (await client.request('account/login/start', { type: 'chatgptDeviceCode' })).result;
  await ended(scene, again.loginId);
});

test('a sign-in on another device can be cancelled', async () => {
  const scene = await opened();
  const { client } = scene;
  const { loginId } = (await client.request('account/login/start', { type: 'chatgptDeviceCode' })).result;
  expect((await client.request('account/login/cancel', { loginId })).result).toEqual({ status: 'canceled' });
  expect((await ended(scene, loginId)).params).toMatchObject({ success: false, error: 'Login was not completed' });
});

test('the configuration says who may sign in', async () => {
  const forced = await opened('forced_login_method = "api"\n');
  for (const type of ['chatgpt', 'chatgptDeviceCode']) {
    expect((await forced.client.request('account/login/start', { type })).error).toEqual({
      code: -32600,
      message: 'ChatGPT login is disabled. Use API key login instead.',
    });
  }
  const scene = await opened('forced_chatgpt_workspace_id = ["acc-7", "acc-8"]\n');
  const { result } = await scene.client.request('account/login/start', { type: 'chatgpt' });
  expect(new URL(result.authUrl).searchParams.get('allowed_workspace_id')).toBe('acc-7,acc-8');
  await scene.provider.browse(result.authUrl);
  expect((await ended(scene, result.loginId)).params.error).toBe(
    'Login server error: Login is restricted to workspace id(s) acc-7, acc-8.',
  );
  expect(await readdir(scene.site.home.home)).not.toContain('auth.json');
});

test('signing out takes the tokens back; so does signing in as somebody else', async () => {
  const scene = await opened();
  const { client, provider } = scene;
  const signIn = async () => {
    const { result } = await client.request('account/login/start', { type: 'chatgpt' });
    await provider.browse(result.authUrl);
    await ended(scene, result.loginId);
    return JSON.parse(await readFile(authFile(scene), 'utf8')).tokens.refresh_token;
  };
  const first = await signIn();
  const second = await signIn();
  expect(provider.revoked).toEqual([first]);
  expect((await client.request('account/logout')).result).toEqual({});
  await client.notification('account/updated', ({ params }) => params.authMode === null);
  expect(provider.revoked).toEqual([first, second]);
  expect(provider.seen.find(({ path }) => path === '/oauth/revoke')?.body).toMatchObject({
    token: first,
    token_type_hint: 'refresh_token',
  });
  expect(await readdir(scene.site.home.home)).not.toContain('auth.json');
  expect((await client.request('account/read', {})).result).toMatchObject({ account: null, userId: null });
});
