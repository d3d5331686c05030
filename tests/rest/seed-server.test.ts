// What the documents of this API name about the server and its other routes, row by row: the numbers are those of their
// checklist.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { defaultLimits } from '@codex/web-server/events/sse.ts';
import { readOptions } from '@codex/web-server/options.ts';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSite } from './harness.ts';
import { shareServer } from './shared-server.ts';

const input = [{ type: 'text', text: 'hi' }];
const shared = shareServer();

describe('the server', () => {
  test('W028, W201: MCP servers are paged', async () => {
    const { status, body } = await shared.client.get('/api/v2/mcp/servers?limit=20');
    expect({ status, body }).toMatchObject({ status: 200, body: { data: [], next_cursor: null } });
  });

  test('W029: MCP servers are refreshed', async () => {
    expect(await shared.client.post('/api/v2/mcp/servers/refresh')).toMatchObject({
      status: 200,
      body: { success: true },
    });
  });

  test('W030: a login at a server that is not configured is 404', async () => {
    expect(await shared.client.post('/api/v2/mcp/servers/nobody/auth')).toMatchObject({ status: 404 });
  });

  test('W031-W033: read, write and batch-write the configuration', async () => {
    const file = join(shared.home, 'config.toml');
    const comment = '# a comment that stays\n';
    writeFileSync(file, comment + readFileSync(file, 'utf8'));
    expect((await shared.client.get('/api/v2/config')).body).toMatchObject({
      model: 'gpt-5.5',
      config: { model: 'gpt-5.5' },
    });
    const put = await shared.client.send('PUT', '/api/v2/config', { key: 'model', value: 'm2' });
    expect(put).toMatchObject({ status: 200, body: { success: true } });
    expect(readFileSync(file, 'utf8')).toMatch(/^# a comment that stays\nmodel = "m2"/);
    const values = { model: 'gpt-5.5', approval_policy: 'auto' };
    expect((await shared.client.send('PATCH', '/api/v2/config', { values })).body).toMatchObject({ success: true });
    const before = readFileSync(file, 'utf8');
    expect(before).toContain('approval_policy = "auto"');
    const half = { values: { model: 'm4', approval_policy: 7 } };
    expect((await shared.client.send('PATCH', '/api/v2/config', half)).status).toBe(400);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('W034, W112, W203: feedback is answered 201', async () => {
    const { threadId } = await shared.talk(1);
    const report = {
      classification: 'good_result',
      reason: 'Great response!',
      thread_id: threadId,
      include_logs: false,
    };
    expect(await shared.client.post('/api/v2/feedback', report)).toMatchObject({
      status: 201,
      body: { success: true, thread_id: threadId },
    });
  });

  test('W084: requests without the token are refused', async () => {
    expect((await fetch(`${shared.client.url}/api/v2/threads`)).status).toBe(401);
  });

  test('W085: all state is below CODEX_HOME', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'codex-elsewhere-'));
    onTestFinished(() => rmSync(elsewhere, { recursive: true }));
    const site = await createSite([reply(message('hi'))]);
    const rest = await site.start({ env: { HOME: elsewhere } });
    const threadId = await rest.thread({ cwd: site.home.cwd });
    const stream = await rest.events(threadId);
    await rest.turn(threadId, 'go');
    await stream.until('turn/completed');
    expect(readdirSync(elsewhere)).toEqual([]);
    expect(existsSync(join(site.home.home, 'sessions'))).toBe(true);
  });

  test('W086: PORT is the port', () => {
    expect(readOptions([], { PORT: '3456' }).port).toBe(3456);
    expect(readOptions(['--port', '3000'], { PORT: '3456' }).port).toBe(3000);
  });

  test('W087-W091: the documented config.toml loads and holds', async () => {
    const site = await createSite([]);
    const provider = readFileSync(join(site.home.home, 'config.toml'), 'utf8').split('\n').slice(4).join('\n');
    const sample = `model = "claude-sonnet-4-5"
approval_policy = "auto"
sandbox_mode = "workspace-write"
model_provider = "mock"

[mcp_servers.github]
transport = "streamable_http"
url = "https://api.github.com/mcp"
`;
    writeFileSync(join(site.home.home, 'config.toml'), sample + provider);
    const rest = await site.start();
    expect((await rest.get('/api/v2/config')).body).toMatchObject({
      model: 'claude-sonnet-4-5',
      sandbox_mode: 'workspace-write',
      mcp_servers: { github: { url: 'https://api.github.com/mcp' } },
    });
    expect((await rest.post('/api/v2/threads', { cwd: site.home.cwd })).body).toMatchObject({
      model: 'claude-sonnet-4-5',
      approval_policy: 'on-request',
      sandbox: { type: 'workspaceWrite' },
    });
  });

  test('W156, W200: a comment keeps streams alive every 10 seconds', () => {
    expect(defaultLimits.keepaliveMs).toBeLessThanOrEqual(10_000);
  });

  test('W177, W196: OpenAPI 3 with version 2.0.0', async () => {
    const document = await (await fetch(`${shared.client.url}/api-docs/openapi.json`)).json();
    expect(document).toMatchObject({ openapi: expect.stringMatching(/^3\./), info: { version: '2.0.0' } });
  });

  test('W179: health needs no token', async () => {
    expect(await (await fetch(`${shared.client.url}/health`)).json()).toEqual({ status: 'ok' });
  });

  test('W199: preflights of the documented origins need no token', async () => {
    for (const host of ['localhost', '127.0.0.1']) {
      for (const port of [3000, 8080]) {
        const origin = `http://${host}:${port}`;
        const headers = { origin, 'access-control-request-method': 'POST' };
        const answer = await fetch(`${shared.client.url}/api/v2/threads`, { method: 'OPTIONS', headers });
        expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
      }
    }
  });
});

describe('routes beyond the seed', () => {
  const target = { type: 'custom', instructions: 'look' };

  test('W180: ids of loaded threads', async () => {
    const threadId = await shared.client.thread({ cwd: shared.cwd });
    expect((await shared.client.get('/api/v2/threads/loaded')).body.thread_ids).toContain(threadId);
  });

  test('W181, W182: reviews of a thread, under both names, and of none', async () => {
    const threadId = await shared.client.thread({ cwd: shared.cwd });
    for (const path of [
      `/api/v2/threads/${threadId}/reviews`,
      `/api/v2/threads/${threadId}/review`,
      '/api/v2/reviews',
    ]) {
      const stream = await shared.client.stream('/api/v2/events');
      shared.model.enqueue(reply(message('{"findings":[]}')));
      const { status, body } = await shared.client.post(path, { target });
      expect({ status, body }).toMatchObject({
        status: 202,
        body: { review_id: expect.any(String), thread_id: expect.any(String) },
      });
      await stream.until(({ event, data }) => event === 'turn/completed' && data.turn_id === body.review_id);
      await stream.close();
    }
  });

  test('W183: commands, under both names', async () => {
    for (const path of ['/api/v2/commands', '/api/v2/commands/exec']) {
      const { body } = await shared.client.post(path, { command: ['echo', 'out'] });
      expect(body).toMatchObject({ stdout: 'out\n', stderr: '', exit_code: 0 });
    }
  });

  test.each([
    [
      'W184',
      'GET',
      '/api/v2/models',
      200,
      { data: expect.any(Array), total: expect.any(Number), offset: 0, limit: 50 },
    ],
    ['W187', 'GET', '/api/v2/config/requirements', 200, { requirements: null }],
    ['W191', 'GET', '/api/v2/auth/account', 200, { account: null, requires_openai_auth: false }],
    ['W192', 'GET', '/api/v2/auth/rate-limits', 403, { error: { code: 'ACCOUNT_AUTH_REQUIRED' } }],
    ['W190', 'POST', '/api/v2/auth/logout', 200, { success: true }],
    ['W197', 'POST', '/api/v2/commands', 400, { error: { code: 'INVALID_REQUEST' }, status: 400 }],
  ] as const)('%s: %s %s', async (_, verb, path, status, body) => {
    expect(await shared.client.send(verb, path, verb === 'POST' ? {} : undefined)).toMatchObject({ status, body });
  });

  test('a model provider is made with 201, changed with 200, and listed', async () => {
    const settings = { type: 'customGateway', name: 'Gateway', base_url: 'https://gateway.invalid/v1', env_key: 'KEY' };
    const made = await shared.client.send('PATCH', '/api/v2/model-providers', { settings });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const listed = (await shared.client.get('/api/v2/model-providers')).body.data as Array<{
      id: string;
      name: string;
    }>;
    const provider_id = listed.find(({ name }) => name === 'Gateway')?.id;
    expect(provider_id).toBeDefined();
    const renamed = { settings: { ...settings, provider_id, name: 'Other' } };
    expect((await shared.client.send('PATCH', '/api/v2/model-providers', renamed)).status).toBe(200);
  });

  test('W188: a login with an API key', async () => {
    const site = await createSite([]);
    const rest = await site.start();
    const login = await rest.post('/api/v2/auth/login', { type: 'apiKey', api_key: 'sk-test' });
    expect(login).toMatchObject({ status: 200, body: { type: 'apiKey' } });
    expect(readFileSync(join(site.home.home, 'auth.json'), 'utf8')).toContain('sk-test');
  });

  test('W189: there is no such login to cancel', async () => {
    const login_id = '0190d9a0-0000-7000-8000-000000000000';
    expect((await shared.client.post('/api/v2/auth/login/cancel', { login_id })).status).toBe(404);
  });

  test('W193, W194: a file goes up and comes down', async () => {
    const form = new FormData();
    form.set('file', new File(['content'], 'a.txt', { type: 'text/plain' }));
    const headers = { authorization: `Bearer ${shared.client.token}` };
    const sent = await fetch(`${shared.client.url}/api/v1/attachments`, { method: 'POST', headers, body: form });
    const told = (await sent.json()) as Record<string, unknown>;
    expect(told).toMatchObject({ attachment_id: expect.any(String), filename: 'a.txt', size: 7 });
    const got = await fetch(`${shared.client.url}/api/v1/attachments/${told.attachment_id}`, { headers });
    expect(got.headers.get('content-disposition')).toBe('attachment; filename="a.txt"');
    expect(await got.text()).toBe('content');
  });

  test('W195: version 1 has threads, turns and events', async () => {
    const { thread_id: threadId } = (await shared.client.post('/api/v1/threads', { cwd: shared.cwd })).body;
    const stream = await shared.client.stream(`/api/v1/threads/${threadId}/events`);
    shared.model.enqueue(reply(message('hi')));
    expect((await shared.client.post(`/api/v1/threads/${threadId}/turns`, { input })).status).toBe(200);
    await stream.until('turn/completed');
    await stream.close();
  });
});
