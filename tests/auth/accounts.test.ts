import { spawn } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import {
  createSite,
  entry,
  exitOf,
  type Site,
  serverEnv,
  spawnServer,
  stdioClient,
  textOf,
} from '../app-server/harness.ts';
import { connect, listen } from '../app-server/listener.ts';

const needsAccount = { extra: 'requires_openai_auth = true\n' };
const apiKey = 'sk-canary-0123456789';

async function started(site: Site) {
  const client = stdioClient(spawnServer(site));
  await client.initialize();
  return client;
}

function token(claims: unknown): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.signature`;
}

const chatgpt = token({
  email: 'a@example.com',
  'https://api.openai.com/auth': { chatgpt_plan_type: 'plus', chatgpt_user_id: 'user-1', chatgpt_account_id: 'acc' },
});

test('a key is stored for its owner alone, used, told to every client and forgotten', async () => {
  const site = await createSite([reply(message('hello'))], needsAccount);
  const server = await listen(site);
  const [[first], [second]] = await Promise.all([connect(server.address), connect(server.address)]);
  await Promise.all([first.initialize(), second.initialize()]);
  expect((await first.request('account/read', {})).result).toMatchObject({ account: null, requiresOpenaiAuth: true });
  expect((await first.request('account/login/start', { type: 'apiKey', apiKey })).result).toEqual({ type: 'apiKey' });
  await second.notification('account/updated', ({ params }) => params.authMode === 'apikey');
  const file = join(site.home.home, 'auth.json');
  expect(await readFile(file, 'utf8')).toBe(JSON.stringify({ auth_mode: 'apikey', OPENAI_API_KEY: apiKey }, null, 2));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect((await second.request('getAuthStatus', { includeToken: true })).result).toMatchObject({ authToken: apiKey });
  expect((await second.request('getAuthStatus', {})).result).toMatchObject({ authMethod: 'apikey', authToken: null });
  await first.turn(await first.thread(), 'hi');
  expect((await site.model.request(1)).headers.authorization).toBe(`Bearer ${apiKey}`);
  await first.notification('turn/completed');
  await second.request('account/logout');
  await first.notification('account/updated', ({ params }) => params.authMode === null);
  await expect(stat(file)).rejects.toThrow('ENOENT');
  await server.stop();
});

test('the key stands in no file but its own', async () => {
  const site = await createSite([reply(message('hello'))], needsAccount);
  const client = await started(site);
  await client.request('account/login/start', { type: 'apiKey', apiKey });
  await client.turn(await client.thread(), 'hi');
  await client.notification('turn/completed');
  await client.request('config/read', { includeLayers: true });
  const entries = await readdir(site.home.home, { recursive: true, withFileTypes: true });
  for (const file of entries.filter((candidate) => candidate.isFile() && candidate.name !== 'auth.json')) {
    expect(await readFile(join(file.parentPath, file.name), 'latin1'), file.name).not.toContain(apiKey);
  }
  expect(JSON.stringify(client.received)).not.toContain(apiKey);
});

test('tokens of the host stay in memory and go over what is stored', async () => {
  const site = await createSite([reply(message('hello'))], needsAccount);
  const client = await started(site);
  const login = (accessToken: string) =>
    client.request('account/login/start', { type: 'chatgptAuthTokens', accessToken, chatgptAccountId: 'acc' });
  expect((await login('no-jwt')).error?.message).toBe('failed to set external auth: invalid ID token format');
  expect((await login(chatgpt)).result).toEqual({ type: 'chatgptAuthTokens' });
  expect((await client.request('account/read', {})).result).toMatchObject({
    account: { type: 'chatgpt', email: 'a@example.com', planType: 'plus' },
    userId: 'user-1',
  });
  expect((await client.request('account/login/start', { type: 'apiKey', apiKey })).error?.message).toContain(
    'External auth is active.',
  );
  await client.turn(await client.thread(), 'hi');
  expect((await site.model.request(1)).headers.authorization).toBe(`Bearer ${chatgpt}`);
  expect(await readdir(site.home.home)).not.toContain('auth.json');
});

test('config decides how one may sign in, and where that is kept', async () => {
  const site = await createSite([], needsAccount);
  const file = join(site.home.home, 'config.toml');
  const base = await readFile(file, 'utf8');
  const client = await started(site);
  const withKey = (toml: string) =>
    writeFile(file, toml + base).then(() => client.request('account/login/start', { type: 'apiKey', apiKey }));
  expect((await withKey('forced_login_method = "chatgpt"\n')).error?.message).toBe(
    'API key login is disabled. Use ChatGPT login instead.',
  );
  expect((await withKey('cli_auth_credentials_store = "keyring"\n')).error?.message).toContain(
    'failed to save api key',
  );
  expect((await withKey('cli_auth_credentials_store = "ephemeral"\n')).result).toEqual({ type: 'apiKey' });
  expect((await client.request('account/read', {})).result.account).toEqual({ type: 'apiKey' });
  expect(await readdir(site.home.home)).not.toContain('auth.json');
});

test('what this server cannot do is refused by name', async () => {
  const client = await started(await createSite());
  const logins = [
    { type: 'amazonBedrock', apiKey: 'k', region: 'us-east-1' },
    { type: 'amazonBedrockAccessKeys', accessKeyId: 'a', secretAccessKey: 's', region: 'us-east-1' },
  ];
  for (const login of logins) {
    const { error } = await client.request('account/login/start', login);
    expect(error).toMatchObject({ code: -32601, message: expect.stringContaining('is not supported by this server') });
  }
});

async function codex(site: Site, args: readonly string[], input = '') {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...serverEnv(site), OPENAI_API_KEY: '' },
    stdio: 'pipe',
  });
  child.stdin.end(input);
  const [said, { code }] = await Promise.all([textOf(child.stderr), exitOf(child)]);
  return { said, code };
}

test('codex login, login status, logout', async () => {
  const site = await createSite();
  expect(await codex(site, ['login', 'status'])).toEqual({ said: 'Not logged in\n', code: 1 });
  expect(await codex(site, ['login', '--with-api-key'], ' \n')).toMatchObject({ code: 1 });
  expect(await codex(site, ['login', '--with-api-key'], ` ${apiKey}\n`)).toMatchObject({ code: 0 });
  const status = await codex(site, ['login', 'status']);
  expect(status.said).toContain('API key configured - sk-canar***56789');
  expect(status.said).not.toContain(apiKey);
  expect(await codex(site, ['logout'])).toEqual({ said: 'Successfully logged out\n', code: 0 });
  expect(await codex(site, ['logout'])).toEqual({ said: 'Not logged in\n', code: 0 });
});

test('without config and key a server says what it would ask and how to be let in; so does the turn', async () => {
  const site = await createSite();
  await writeFile(join(site.home.home, 'config.toml'), '');
  const help = 'Set OPENAI_API_KEY, or run: codex login';
  expect(await codex(site, ['app-server'])).toEqual({
    said: `Turns would use gpt-6.1-sol of OpenAI, which needs a key. ${help}\n`,
    code: 0,
  });
  const client = stdioClient(spawnServer(site, [], { OPENAI_API_KEY: '' }));
  await client.initialize();
  await client.turn(await client.thread(), 'hi');
  const { params } = await client.notification('turn/completed');
  expect(params.turn.error.message).toBe(`Missing environment variable: \`OPENAI_API_KEY\`. ${help}`);
});
