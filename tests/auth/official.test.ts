// The official program and ours sign in for each other: one auth.json, the same requests to the issuer.
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { officialCodex } from '../../scripts/peers.ts';
import { type Client, serverEnv, stdioClient } from '../app-server/harness.ts';
import { accountId, type Seen } from './provider.ts';
import { authFile, ended, opened, type Scene, stored } from './scene.ts';

const program = officialCodex();
if (!program) console.warn('SKIPPED tests/auth/official.test.ts: the official binary is missing. Run: npm run setup');

async function openedForBoth(): Promise<Scene> {
  const scene = await opened();
  // The official program takes no other origin than one with TLS.
  const workspace_backend_origin = 'https://chatgpt.com';
  const entry = { id: accountId, workspace_backend_origin, account_routing_override: 'NO_CONSTRAINT' };
  scene.provider.wishes.service['/wham/accounts/check'] = { body: { accounts: [entry] } };
  return scene;
}

/** It reads who is signed in when it starts. */
async function startOfficial({ site, provider }: Scene): Promise<Client> {
  const env = {
    ...serverEnv(site),
    ...provider.env,
    CODEX_REFRESH_TOKEN_URL_OVERRIDE: `${provider.issuer}/oauth/token`,
    CODEX_REVOKE_TOKEN_URL_OVERRIDE: `${provider.issuer}/oauth/revoke`,
  };
  const child = spawn(program ?? '', ['app-server'], { cwd: site.home.cwd, env, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  const official = stdioClient(child);
  await official.initialize();
  return official;
}

async function signInByCode({ provider }: Scene, client: Client): Promise<void> {
  await provider.approveDevice();
  const { result } = await client.request('account/login/start', { type: 'chatgptDeviceCode' });
  expect((await ended({ client }, result.loginId)).params).toMatchObject({ success: true, error: null });
}

const tokenOf = async (client: Client, refreshToken = false) =>
  (await client.request('getAuthStatus', { includeToken: true, refreshToken })).result.authToken;

/** What the issuer was asked, without the secrets themselves. */
function questions(seen: readonly Seen[]): unknown[] {
  const asked = seen.filter(({ path }) => path.startsWith('/oauth/') || path.startsWith('/api/'));
  return asked
    .filter(({ path }) => !path.endsWith('/authorize'))
    .map(({ path, headers, body }) => [path, headers['content-type'], Object.keys(body).sort(), body.refresh_reason]);
}

describe.skipIf(!program)('beside the official program', () => {
  test('each reads and renews what the other stored', async () => {
    const scene = await openedForBoth();
    await signInByCode(scene, scene.client);
    const official = await startOfficial(scene);
    const first = await stored(scene);
    expect(await tokenOf(official)).toBe(first.tokens.access_token);
    const second = await tokenOf(official, true);
    expect(second).not.toBe(first.tokens.access_token);
    expect(await tokenOf(scene.client)).toBe(second);
    const third = await tokenOf(scene.client, true);
    expect(third).not.toBe(second);
    expect((await stored(scene)).tokens.access_token).toBe(third);
  });

  test('both store the same and ask the same', async () => {
    const scene = await openedForBoth();
    const from = async (client: Client) => {
      const start = scene.provider.seen.length;
      await signInByCode(scene, client);
      await tokenOf(client, true);
      const { tokens, last_refresh, ...rest } = await stored(scene);
      expect(Date.parse(last_refresh)).toBeGreaterThan(0);
      await client.request('account/logout');
      await rm(authFile(scene), { force: true });
      return { ...rest, tokens: Object.keys(tokens).sort(), asked: questions(scene.provider.seen.slice(start)) };
    };
    const theirs = await from(await startOfficial(scene));
    expect(await from(scene.client)).toEqual(theirs);
  });
});
