// Tokens that the host of the server lends: asked for again when the provider refuses them.
import { expect, test } from 'vitest';
import { opened, type Scene, turn } from './scene.ts';

async function lent(head = ''): Promise<Scene> {
  const scene = await opened(head);
  const accessToken = await scene.provider.issue();
  const login = { type: 'chatgptAuthTokens', accessToken, chatgptAccountId: 'acc-1', chatgptPlanType: 'team' };
  const { error } = await scene.client.request('account/login/start', login);
  if (error) throw new Error(error.message);
  await scene.client.notification('account/updated');
  return scene;
}

test('the host is asked once for all requests that were refused, and they go on', async () => {
  const scene = await lent();
  const { client, provider } = scene;
  provider.wishes.service['/wham/workspace-messages'] = { body: { messages: [] } };
  provider.takeBack();
  const requests = Array.from({ length: 20 }, () => client.request('account/workspaceMessages/read'));
  const ask = await client.ask('account/chatgptAuthTokens/refresh');
  expect(ask.params).toEqual({ reason: 'unauthorized', previousAccountId: 'acc-1' });
  const accessToken = await provider.issue();
  client.send({ id: ask.id, result: { accessToken, chatgptAccountId: 'acc-1', chatgptPlanType: null } });
  for (const { result } of await Promise.all(requests)) expect(result).toEqual({ featureEnabled: true, messages: [] });
  expect(client.received.filter(({ method }) => method === 'account/chatgptAuthTokens/refresh')).toHaveLength(1);
  expect(provider.renewals()).toEqual([]);
  expect((await turn(scene)).status).toBe('completed');
  const { headers } = await scene.site.model.request(1);
  expect(headers.authorization).toBe(`Bearer ${accessToken}`);
});

test('a host that has none fails the turn with its words', async () => {
  const scene = await lent();
  const { client, provider } = scene;
  provider.takeBack();
  const failed = turn(scene);
  const ask = await client.ask('account/chatgptAuthTokens/refresh');
  client.send({ id: ask.id, error: { code: -32000, message: 'signed out' } });
  expect((await failed).error.message).toBe('auth refresh request failed: code=-32000 message=signed out');
});

test('tokens of another workspace are refused', async () => {
  const scene = await lent('forced_chatgpt_workspace_id = "acc-1"\n');
  const { client, provider } = scene;
  provider.takeBack();
  const failed = turn(scene);
  const ask = await client.ask('account/chatgptAuthTokens/refresh');
  const accessToken = await provider.issue();
  client.send({ id: ask.id, result: { accessToken, chatgptAccountId: 'acc-2', chatgptPlanType: null } });
  expect((await failed).error.message).toBe(
    'external auth refresh returned workspace "acc-2", expected one of ["acc-1"]',
  );
  const login = { type: 'chatgptAuthTokens', accessToken, chatgptAccountId: 'acc-2' };
  expect((await client.request('account/login/start', login)).error?.message).toBe(
    'External auth must use one of workspace(s) ["acc-1"], but received "acc-2".',
  );
});

test('signing out forgets them, and nothing was ever written', async () => {
  const { client } = await lent();
  expect((await client.request('account/login/start', { type: 'chatgpt' })).error?.message).toContain(
    'External auth is active.',
  );
  await client.request('account/logout');
  expect((await client.request('account/read', {})).result.account).toBeNull();
});
