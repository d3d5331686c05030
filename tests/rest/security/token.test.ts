// The bearer token: made when missing, needed everywhere, told nowhere, changed at any time.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { createSite, launchServer } from '../harness.ts';

test('S1: without a token one is made in a private file, and nothing but health and documents answers without it', async () => {
  const site = await createSite([]);
  const client = await site.start({ env: { CODEX_AUTH_TOKEN: '' } });
  const file = join(site.home.home, 'web-server.token');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const token = readFileSync(file, 'utf8').trim();
  expect(token.length).toBeGreaterThan(40);
  for (const path of ['/api/v2/threads', '/metrics', '/nowhere', '/api/v2/server', '/api/v2/events']) {
    expect((await fetch(client.url + path)).status, path).toBe(401);
  }
  const health = await fetch(`${client.url}/healthz`);
  expect(await health.json()).toEqual({ status: 'ok' });
  const metrics = await fetch(`${client.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  expect(await metrics.text()).toContain('codex_event_streams 0');
  expect(site.running().output()).not.toContain(token);
});

test.each([['0.0.0.0'], ['::'], ['::ffff:0.0.0.0']])('S2: %s needs TLS or --insecure-bind', async (host) => {
  const { home } = await createSite([]);
  await expect(launchServer(home, { args: ['--host', host] })).rejects.toThrow('--insecure-bind');
});

test('S2: TLS files make HTTPS, also beyond loopback', async () => {
  const site = await createSite([]);
  const [cert, key] = [join(site.home.cwd, 'cert.pem'), join(site.home.cwd, 'key.pem')];
  const subject = ['-subj', '/CN=localhost', '-days', '1', '-nodes'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-keyout', key, '-out', cert, ...subject], {
    stdio: 'ignore',
  });
  const client = await site.start({ args: ['--host', '0.0.0.0', '--tls-cert', cert, '--tls-key', key] });
  expect(client.url).toMatch(/^https:/);
  const { port } = new URL(client.url);
  const answer = execFileSync('curl', ['-s', '--cacert', cert, `https://localhost:${port}/health`], {
    encoding: 'utf8',
  });
  expect(JSON.parse(answer)).toEqual({ status: 'ok' });
  expect(() => execFileSync('curl', ['-sf', `http://localhost:${port}/health`], { stdio: 'ignore' })).toThrow();
});

test('S7: the token is in no URL that is accepted, no output, error, event, file or environment of a child', async () => {
  const canary = 'canary-7f3a9c5e1b';
  const site = await createSite([
    reply(functionCall('exec_command', { cmd: 'env; cat /proc/self/environ | tr "\\0" "\\n"' }, 'call_1')),
    reply(message('end')),
  ]);
  const client = await site.start({ env: { CODEX_AUTH_TOKEN: canary, CODEX_WEB_TOKEN: canary } });
  expect((await fetch(`${client.url}/api/v2/threads?token=${canary}`)).status).toBe(401);
  expect((await fetch(`${client.url}/api/v2/events?access_token=${canary}`)).status).toBe(401);
  const told: string[] = [];
  const threadId = await client.thread({ cwd: site.home.cwd });
  const stream = await client.events(threadId);
  await client.turn(threadId, 'go');
  await stream.until('turn/completed');
  expect(JSON.stringify(stream.events)).toContain('PATH=');
  told.push(JSON.stringify(stream.events), JSON.stringify(site.model.requests.map((each) => each.body)));
  for (const path of [
    '/api/v2/config',
    '/api/v2/server',
    '/metrics',
    `/api/v2/threads/${threadId}?include_turns=true`,
    '/api/v2/nowhere',
  ]) {
    const headers = { authorization: `Bearer ${client.token}` };
    told.push(await (await fetch(client.url + path, { headers })).text());
  }
  told.push(JSON.stringify((await client.post('/api/v2/threads', { model: 7 })).body));
  told.push(
    JSON.stringify(
      (await client.post('/api/v2/feedback', { classification: 'bug', thread_id: threadId, include_logs: true })).body,
    ),
  );
  if (process.platform === 'linux') told.push(readFileSync(`/proc/${site.running().child.pid}/cmdline`, 'utf8'));
  told.push(site.running().output());
  await site.stop();
  for (const file of readdirSync(site.home.home, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) told.push(readFileSync(join(file.parentPath, file.name), 'latin1'));
  }
  expect(told.filter((text) => text.includes(canary))).toEqual([]);
});

test('S11: wrong tokens make their senders wait, right ones never; a new token holds at once, open streams end', async () => {
  const site = await createSite([]);
  const client = await site.start({ env: { CODEX_AUTH_TOKEN: '' } });
  const file = join(site.home.home, 'web-server.token');
  const withToken = (token: string) =>
    fetch(`${client.url}/api/v2/threads`, { headers: { authorization: `Bearer ${token}` } });
  const first = readFileSync(file, 'utf8').trim();
  const statuses: number[] = [];
  for (let n = 0; n < 30; n += 1) statuses.push((await withToken(`wrong-${n}`)).status);
  expect(statuses.slice(0, 20)).toEqual(statuses.slice(0, 20).map(() => 401));
  expect(statuses.at(-1)).toBe(429);
  expect(Number((await withToken('wrong')).headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await withToken(first)).status).toBe(200);

  const response = await fetch(`${client.url}/api/v2/events`, { headers: { authorization: `Bearer ${first}` } });
  const ended = response.text();
  writeFileSync(file, 'a-new-token\n');
  expect((await withToken('a-new-token')).status).toBe(200);
  expect([401, 429]).toContain((await withToken(first)).status);
  await ended;
});
