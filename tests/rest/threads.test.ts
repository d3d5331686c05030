// The thread and turn routes: shapes that are documented, spellings that are accepted, refusals.
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { describe, expect, test } from 'vitest';
import { createSite } from './harness.ts';

const unknown = '0190d9a0-0000-7000-8000-000000000000';

test('create, list, read, resume: before the first turn, after it, and after a restart', async () => {
  const site = await createSite([reply(message('hi')), reply(message('again'))]);
  let client = await site.start();
  const created = await client.post('/api/v2/threads', { model: 'claude-sonnet-4-5', cwd: site.home.cwd });
  expect(created.status).toBe(200);
  expect(created.body).toMatchObject({
    thread_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    model: 'claude-sonnet-4-5',
    model_provider: 'mock',
    cwd: site.home.cwd,
    approval_policy: 'never',
    sandbox: { type: 'dangerFullAccess' },
    thread: { status: { type: 'idle' }, cli_version: expect.any(String) },
  });
  const threadId = String(created.body.thread_id);
  const entry = {
    thread_id: threadId,
    id: threadId,
    model: 'claude-sonnet-4-5',
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    created_at_unix: expect.any(Number),
    loaded: true,
    status: { type: 'idle' },
  };
  const listed = await client.get('/api/v2/threads');
  expect(listed.body).toMatchObject({ threads: [entry], data: [entry], thread_ids: [threadId], next_cursor: null });
  const path = `/api/v2/threads/${threadId}`;
  expect((await client.post(`${path}/resume`)).body).toMatchObject({ success: true, thread_id: threadId });

  const stream = await client.events(threadId);
  const turn = await client.post(`${path}/turns`, { items: [{ type: 'text', text: 'hello' }] });
  expect(turn.body).toMatchObject({ turn_id: expect.any(String), turn: { status: 'inProgress' } });
  await stream.until('turn/completed');
  expect((await client.get('/api/v1/threads')).body.thread_ids).toEqual([threadId]);
  const read = await client.get(`${path}?include_turns=true`);
  expect(read.body).toMatchObject({
    thread: { id: threadId, turns: [{ id: turn.body.turn_id, status: 'completed' }] },
  });
  expect((await client.get(path)).body).toMatchObject({ thread: { turns: [] } });

  await site.kill();
  client = await site.start();
  expect((await client.get('/api/v2/threads')).body).toMatchObject({
    threads: [{ thread_id: threadId, loaded: false }],
  });
  // A turn on a stored thread loads it; concurrent requests share the load.
  const [submitted, ...resumes] = await Promise.all([
    client.post(`${path}/turns`, { input: [{ type: 'text', text: 'more' }] }),
    client.post(`${path}/resume`, { config_overrides: { model: 'other' } }),
    client.post(`${path}/resume`, {}),
  ]);
  expect(submitted.status).toBe(200);
  for (const resumed of resumes) expect(resumed.body).toMatchObject({ success: true, thread_id: threadId });
});

test('both spellings are accepted, null is null, unknown fields are ignored', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const body = { approvalPolicy: 'on-request', service_tier: null, model: null, somethingNew: { a: 1 } };
  const created = await client.post('/api/v2/threads', body);
  expect(created).toMatchObject({ status: 200, body: { approval_policy: 'on-request', model: 'gpt-5.5' } });
});

describe('refusals', () => {
  test('have one shape', async () => {
    const site = await createSite([]);
    const client = await site.start();
    const threadId = await client.thread({ cwd: site.home.cwd });
    const text = { type: 'text', text: 'x' };
    const cases: Array<[method: string, path: string, body: unknown, status: number, code: string]> = [
      ['GET', '/api/v2/threads/thread-123', undefined, 400, 'INVALID_REQUEST'],
      ['POST', '/api/v2/threads/thread-123/turns', { input: [text] }, 400, 'INVALID_REQUEST'],
      ['GET', `/api/v2/threads/${unknown}`, undefined, 404, 'THREAD_NOT_FOUND'],
      ['GET', `/api/v2/threads/${unknown}/approvals`, undefined, 404, 'THREAD_NOT_FOUND'],
      ['POST', `/api/v2/threads/${unknown}/turns`, { input: [text] }, 404, 'THREAD_NOT_FOUND'],
      ['POST', `/api/v2/threads/${unknown}/turns/interrupt`, undefined, 404, 'THREAD_NOT_FOUND'],
      ['POST', `/api/v2/threads/${unknown}/resume`, {}, 404, 'NOT_FOUND'],
      ['POST', `/api/v2/threads/${threadId}/turns`, {}, 400, 'INVALID_REQUEST'],
      ['POST', `/api/v2/threads/${threadId}/turns`, { input: [] }, 400, 'INVALID_REQUEST'],
      ['POST', `/api/v2/threads/${threadId}/turns`, { input: [{ type: 'text' }] }, 400, 'INVALID_REQUEST'],
      ['POST', `/api/v2/threads/${threadId}/turns`, { input: [text], effort: 7 }, 400, 'INVALID_REQUEST'],
      ['POST', `/api/v2/threads/${threadId}/turns/interrupt`, { turn_id: unknown }, 409, 'CONFLICT'],
      ['POST', `/api/v2/threads/${threadId}/approvals/nothing`, { decision: 'approve' }, 404, 'APPROVAL_NOT_FOUND'],
      ['POST', '/api/v2/threads', { model: 7 }, 400, 'INVALID_REQUEST'],
      ['POST', '/api/v2/threads', [], 400, 'INVALID_REQUEST'],
      ['GET', '/api/v2/threads?limit=many', undefined, 400, 'INVALID_REQUEST'],
      ['DELETE', '/api/v2/threads', undefined, 405, 'METHOD_NOT_ALLOWED'],
      ['GET', '/api/v3/threads', undefined, 404, 'NOT_FOUND'],
    ];
    for (const [method, path, body, status, code] of cases) {
      const answer = await client.send(method, path, body);
      expect({ path, ...answer.body }, `${method} ${path}`).toMatchObject({ path, error: { code }, status });
      expect(answer.status).toBe(status);
    }
    const missing = await client.post(`/api/v2/threads/${unknown}/resume`, {});
    expect(missing.body).toMatchObject({ error: { message: `Rollout file not found for thread: ${unknown}` } });
    const twice = await client.get(`/api/v2/threads/${unknown}`);
    expect(twice.body).toMatchObject({ error: { message: `Thread not found: ${unknown}` } });
  });

  test('of a wrong token reach every route but health', async () => {
    const site = await createSite([]);
    const client = await site.start();
    for (const path of ['/health', '/healthz', '/readyz']) {
      expect(await (await fetch(client.url + path)).json()).toEqual({ status: 'ok' });
    }
    for (const path of ['/api/v2/threads', `/api/v2/threads/${unknown}/events`, '/nowhere']) {
      expect((await fetch(client.url + path)).status).toBe(401);
    }
  });
});

test('items of a thread that nobody knows are not found; an archived thread is refused as a conflict', async () => {
  const site = await createSite([reply(message('hi'))]);
  const client = await site.start();
  expect((await client.get(`/api/v2/threads/${unknown}/items`)).status).toBe(404);
  const { body } = await client.post('/api/v2/threads', {});
  const path = `/api/v2/threads/${String(body.thread_id)}`;
  const stream = await client.events(String(body.thread_id));
  await client.post(`${path}/turns`, { input: [{ type: 'text', text: 'hello' }] });
  await stream.until('turn/completed');
  expect((await client.post(`${path}/archive`)).status).toBe(200);
  expect(await client.post(`${path}/fork`, {})).toMatchObject({ status: 409 });
});
