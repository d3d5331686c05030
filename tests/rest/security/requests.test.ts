// What requests can make the server do or tell: fetch inside, leak its inside, change how it executes.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSite } from '../harness.ts';

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

const metadata = 'http://169.254.169.254/latest';

test('S25: URLs in requests cannot lead inside; those of the configuration may', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });
  const provider = { 'model_providers.mock.base_url': metadata };
  const server = { mcp_servers: { a: { url: 'http://127.0.0.1:1/mcp' } } };
  const image = { type: 'image', url: 'http://localhost/x.png' };
  const cases: Array<[verb: string, path: string, body: object]> = [
    ['POST', '/api/v2/threads', { config: provider }],
    ['POST', '/api/v2/threads', { config: server }],
    ['POST', `/api/v2/threads/${threadId}/fork`, { config: server }],
    ['POST', `/api/v2/threads/${threadId}/resume`, { config_overrides: provider }],
    ['POST', `/api/v2/threads/${threadId}/turns`, { input: [image] }],
    ['PUT', '/api/v2/config', { key: 'mcp_servers.a.url', value: 'http://[::1]/mcp' }],
    ['PATCH', '/api/v2/config', { values: provider }],
    ['PATCH', '/api/v2/model-providers', { settings: { type: 'customGateway', base_url: metadata } }],
  ];
  for (const [verb, path, body] of cases) {
    const answer = await client.send(verb, path, body);
    expect(answer, `${verb} ${path} ${JSON.stringify(body)}`).toMatchObject({
      status: 400,
      body: { error: { code: 'URL_NOT_ALLOWED' } },
    });
  }
  // The mock model is on loopback, and the configuration names it: turns reach it.
  expect((await client.get('/api/v2/threads')).status).toBe(200);
});

test('S25: a provider that redirects is not followed', async () => {
  let reached = 0;
  const inside = createServer((_, response) => {
    reached += 1;
    response.end();
  });
  const outside = createServer((_, response) => {
    response.writeHead(307, { location: `http://127.0.0.1:${portOf(inside)}/latest/meta-data` }).end();
  });
  for (const server of [inside, outside]) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
  }
  const site = await createSite([]);
  const client = await site.start({
    args: ['-c', `model_providers.mock.base_url="http://127.0.0.1:${portOf(outside)}"`],
  });
  const threadId = await client.thread({ cwd: site.home.cwd });
  const stream = await client.events(threadId);
  await client.turn(threadId, 'go');
  expect((await stream.until('turn/completed')).data.status).toBe('failed');
  expect(reached).toBe(0);
});

test('S27: a login at an MCP server that is not configured begins nothing', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const answer = await client.post('/api/v2/mcp/servers/nobody/auth', { scopes: ['a'] });
  expect(answer.status).toBe(404);
  expect(answer.body).not.toHaveProperty('auth_url');
});

test('S34: no error tells a stack, a path, SQL or the environment', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const id = '0190d9a0-0000-7000-8000-000000000000';
  const cases: Array<[verb: string, path: string, body?: unknown]> = [
    ['POST', '/api/v2/threads', { cwd: 7 }],
    ['POST', `/api/v2/threads/${id}/turns`, { input: [{ type: 'text', text: 'x' }] }],
    ['POST', `/api/v2/threads/${id}/resume`, {}],
    ['POST', `/api/v2/threads/${id}/fork`, {}],
    ['GET', '/api/v2/threads?cursor=%27;DROP%20TABLE%20threads'],
    ['POST', '/api/v2/commands', { command: ['/does/not/exist'], cwd: '/does/not/exist/either' }],
    ['PUT', '/api/v2/config', { key: 'a.b.c', value: { x: 1 }, file_path: '/etc/shadow' }],
    ['GET', '/api/v2/fs/file?path=/root/nothing/here'],
    ['GET', `/api/v2/threads/${id}/events?last_event_id=zzz`],
  ];
  for (const [verb, path, body] of cases) {
    const answer = await client.send(verb, path, body);
    const text = JSON.stringify(answer.body);
    expect(answer.status, text).toBeGreaterThanOrEqual(400);
    expect(text).not.toMatch(/\bat .*:\d+:\d+|node:internal|node_modules|\.ts\b|SQLITE|SELECT |INSERT /);
    expect(text).not.toContain(site.home.home);
    expect(text).not.toContain(client.token);
  }
});

test("S36: writing the configuration reaches the user's file alone, and what cannot be is refused whole", async () => {
  const site = await createSite([]);
  const client = await site.start();
  const file = join(site.home.home, 'config.toml');
  const before = readFileSync(file, 'utf8');
  const elsewhere = join(site.home.cwd, 'other.toml');
  const refused = await client.send('PUT', '/api/v2/config', { key: 'model', value: 'm', file_path: elsewhere });
  expect([400, 403], JSON.stringify(refused.body)).toContain(refused.status);
  const half = await client.send('PATCH', '/api/v2/config', { values: { model: 'm2', approval_policy: 'whatever' } });
  expect(half, JSON.stringify(half.body)).toMatchObject({ status: 400 });
  expect(readFileSync(file, 'utf8')).toBe(before);
  expect((await fetch(`${client.url}/api/v2/config`, { method: 'PUT', body: '{}' })).status).toBe(401);
  const command = { key: 'mcp_servers.a.command', value: 'touch' };
  const written = await client.send('PUT', '/api/v2/config', command);
  expect(written.status).toBe(200);
  expect(site.running().output()).toContain('mcp_servers.a.command');
});
