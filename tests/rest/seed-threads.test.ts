// What the documents of this API name about threads, turns and approvals, row by row: the numbers are those of their
// checklist. Rows of events stand in documented-events.test.ts; single subjects have deeper tests beside this file.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@codex/app-server-client/connection.ts';
import { serverRequests } from '@codex/protocol/methods.ts';
import { connectWebSocket } from '@codex/rpc/channels/websocket.ts';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { defaultTimeoutMs } from '@codex/web-server/events/ask-expiry.ts';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSite } from './harness.ts';
import { nameOf, operations } from './operations.ts';
import { shareServer } from './shared-server.ts';

const input = [{ type: 'text', text: 'hi' }];
// biome-ignore lint/suspicious/noThenProperty: a string, not a promise
const hanging = { events: [{ type: 'response.created', response: { id: 'r' } }], then: 'hang' } as const;
const shared = shareServer();

async function turnsOf(threadId: string): Promise<string[]> {
  const { body } = await shared.client.get(`/api/v2/threads/${threadId}/turns?sort_direction=asc`);
  return (body.data as Array<{ id: string }>).map(({ id }) => id);
}

describe('both front ends', () => {
  test('W001: the same turn over REST and over JSON-RPC gives the same items', async () => {
    const channel = await connectWebSocket(shared.client.url.replace('http', 'ws'), { token: shared.client.token });
    const rpc = await connect(channel, { name: 'parity', version: '1' });
    onTestFinished(() => rpc.close());
    const { threadId } = await shared.talk(1);
    shared.model.enqueue(reply(message('answer 0')));
    const { thread } = await rpc.request('thread/start', { cwd: shared.cwd });
    await rpc.request('turn/start', { threadId: thread.id, input: [{ type: 'text', text: 'question 0' }] });
    for await (const { method, params } of rpc.incoming) {
      if (method === 'turn/completed' && params.threadId === thread.id) break;
    }
    const shapes = [threadId, thread.id].map(async (id) => {
      const read = await rpc.request('thread/read', { threadId: id, includeTurns: true });
      return read.thread.turns.flatMap(({ items }) =>
        items.map(({ type, ...item }) => [type, 'text' in item && item.text]),
      );
    });
    const [overRest, overRpc] = await Promise.all(shapes);
    expect(overRest).toEqual(overRpc);
  });

  test('W017: two servers do not share state', async () => {
    const site = await createSite([]);
    const other = await site.start();
    const threadId = await other.thread({ cwd: site.home.cwd });
    expect((await shared.client.get(`/api/v2/threads/${threadId}`)).status).toBe(404);
  });

  test('W006: more than 31 endpoints, and every one of the seed', () => {
    const names = new Set(operations.map(nameOf));
    expect(names.size).toBeGreaterThanOrEqual(31);
    const thread = '/api/v2/threads/{thread_id}';
    const named = [
      'POST /api/v2/threads',
      'GET /api/v2/threads',
      ...['resume', 'fork', 'archive', 'rollback', 'turns', 'turns/interrupt'].map((end) => `POST ${thread}/${end}`),
      `GET ${thread}/events`,
      `POST ${thread}/approvals/{approval_id}`,
      'GET /api/v2/mcp/servers',
      'POST /api/v2/mcp/servers/refresh',
      'POST /api/v2/mcp/servers/{name}/auth',
      'GET /api/v2/config',
      'PUT /api/v2/config',
      'PATCH /api/v2/config',
      'POST /api/v2/feedback',
    ];
    expect(named.filter((name) => !names.has(name))).toEqual([]);
  });

  test('W166: every request of the server can be answered', () => {
    const names = new Set(operations.map(nameOf));
    for (const name of [
      'POST /api/v2/threads/{thread_id}/approvals/{approval_id}',
      'POST /api/v2/threads/{thread_id}/requests/{request_id}',
      'POST /api/v2/server-requests/{request_id}',
    ]) {
      expect(names).toContain(name);
    }
    expect(Object.keys(serverRequests).length).toBeGreaterThan(0);
  });
});

describe('threads and turns', () => {
  test('W019: create a thread', async () => {
    const { status, body } = await shared.client.post('/api/v2/threads', { model: 'claude-sonnet-4-5' });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { thread_id: expect.any(String), model: 'claude-sonnet-4-5' },
    });
  });

  test('W020: list threads, one without turns too', async () => {
    const threadId = await shared.client.thread({ cwd: shared.cwd });
    const { threads } = (await shared.client.get('/api/v2/threads')).body as {
      threads: Array<Record<string, unknown>>;
    };
    const entry = threads.find((thread) => thread.thread_id === threadId);
    expect(entry).toMatchObject({ model: expect.any(String), created_at: expect.stringMatching(/^\d{4}-.*Z$/) });
  });

  test('W021, W202: resume, also while a turn runs, changes nothing', async () => {
    const { path } = await shared.talk(1);
    for (let n = 0; n < 2; n += 1) {
      expect((await shared.client.post(`${path}/resume`, {})).body).toMatchObject({
        success: true,
        thread_id: expect.any(String),
      });
    }
    shared.model.enqueue(hanging);
    const { body } = await shared.client.post(`${path}/turns`, { input });
    expect((await shared.client.post(`${path}/resume`, {})).status).toBe(200);
    expect((await shared.client.post(`${path}/turns/interrupt`)).body).toMatchObject({
      interrupted: true,
      turn_id: body.turn_id,
    });
  });

  test('W022: fork up to a turn', async () => {
    const { threadId, path, turnIds } = await shared.talk(2);
    const { body } = await shared.client.post(`${path}/fork`, { turn_id: turnIds[0] });
    expect(body.new_thread_id).not.toBe(threadId);
    expect(await turnsOf(String(body.new_thread_id))).toHaveLength(1);
  });

  test('W023: archive moves the file', async () => {
    const { path } = await shared.talk(1);
    const { body } = await shared.client.post(`${path}/archive`);
    expect(body).toMatchObject({ success: true, rollout_path: expect.stringContaining('archived_sessions') });
    expect(existsSync(String(body.rollout_path))).toBe(true);
  });

  test('W024: rollback to a turn', async () => {
    const { threadId, path, turnIds } = await shared.talk(3);
    const { body } = await shared.client.post(`${path}/rollback`, { turn_id: turnIds[0] });
    expect(body).toEqual({ success: true, current_turn_id: turnIds[0] });
    expect(await turnsOf(threadId)).toEqual([turnIds[0]]);
  });

  test('W025, W027: submit a turn; its events come as a stream', async () => {
    const threadId = await shared.client.thread({ cwd: shared.cwd });
    const stop = new AbortController();
    const headers = { authorization: `Bearer ${shared.client.token}` };
    const events = await fetch(`${shared.client.url}/api/v2/threads/${threadId}/events`, {
      headers,
      signal: stop.signal,
    });
    expect(events.status).toBe(200);
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    stop.abort();
    const stream = await shared.client.events(threadId);
    shared.model.enqueue(reply(message('hello')));
    const { status, body } = await shared.client.post(`/api/v2/threads/${threadId}/turns`, { input });
    expect({ status, body }).toMatchObject({ status: 200, body: { turn_id: expect.any(String) } });
    expect((await stream.until('turn/completed')).data).toMatchObject({ turn_id: body.turn_id, status: 'success' });
    await stream.close();
  });

  test('W026: interrupt without a body', async () => {
    shared.model.enqueue(hanging);
    const threadId = await shared.client.thread({ cwd: shared.cwd });
    const stream = await shared.client.events(threadId);
    await shared.client.turn(threadId, 'long');
    expect((await shared.client.post(`/api/v2/threads/${threadId}/turns/interrupt`)).body).toMatchObject({
      success: true,
    });
    expect((await stream.until('turn/completed')).data.status).toBe('interrupted');
    await stream.close();
  });

  test('W158, W159: resume finds a flat rollout; one that is not there is 404 in the documented words', async () => {
    const { threadId, path } = await shared.talk(1);
    const { body } = await shared.client.post(`${path}/archive`);
    const site = await createSite([]);
    const other = await site.start();
    const sessions = join(site.home.home, 'sessions');
    mkdirSync(sessions, { recursive: true });
    const missing = await other.post(`${path}/resume`, {});
    expect(missing).toMatchObject({
      status: 404,
      body: { error: { code: 'NOT_FOUND', message: `Rollout file not found for thread: ${threadId}` } },
    });
    writeFileSync(join(sessions, `${threadId}.jsonl`), readFileSync(String(body.rollout_path)));
    expect(await other.post(`${path}/resume`, {})).toMatchObject({ status: 200, body: { thread_id: threadId } });
  });
});

describe('approvals', () => {
  const asking = { approvalPolicy: 'on-request', sandboxMode: 'read-only' };

  test('W035, W078-W080, W083: an event asks, REST answers by the item id, the command runs', async () => {
    const site = await createSite(
      [reply(functionCall('exec_command', { cmd: 'touch a' }, 'call_1')), reply(message('end'))],
      asking,
    );
    const rest = await site.start();
    const threadId = await rest.thread({ cwd: site.home.cwd, approval_policy: 'untrusted' });
    const stream = await rest.events(threadId);
    await rest.turn(threadId, 'go');
    const { data } = await stream.until('item/commandExecution/requestApproval');
    for (const key of ['thread_id', 'item_id', 'reason']) expect(data).toHaveProperty(key);
    const answer = await rest.post(`/api/v2/threads/${threadId}/approvals/${data.item_id}`, { decision: 'approve' });
    expect(answer).toMatchObject({ status: 200, body: { success: true } });
    await stream.until('turn/completed');
    expect(existsSync(join(site.home.cwd, 'a'))).toBe(true);
  });

  test('W081, W082: decline goes on; an amendment is kept as a rule', async () => {
    const calls = ['touch a', 'touch b'].map((cmd, n) => reply(functionCall('exec_command', { cmd }, `call_${n}`)));
    const site = await createSite([...calls, reply(message('end'))], asking);
    const rest = await site.start();
    const threadId = await rest.thread({ cwd: site.home.cwd, approval_policy: 'untrusted' });
    const stream = await rest.events(threadId);
    await rest.turn(threadId, 'go');
    const asked = (item: string) => stream.until(({ data }) => data.item_id === item && 'approval_id' in data);
    const path = `/api/v2/threads/${threadId}/approvals`;
    await asked('call_0');
    expect((await rest.post(`${path}/call_0`, { decision: 'decline' })).status).toBe(200);
    await asked('call_1');
    const amended = { decision: 'approve', amendments: { execpolicy: ['touch', 'b'] } };
    expect((await rest.post(`${path}/call_1`, amended)).status).toBe(200);
    expect((await stream.until('turn/completed')).data.status).toBe('success');
    expect(readdirSync(site.home.cwd)).toEqual(['b']);
    expect(readFileSync(join(site.home.home, 'rules/default.rules'), 'utf8')).toContain('prefix_rule');
  });

  test('W157: an approval waits for 900 seconds', () => {
    expect(defaultTimeoutMs).toBe(900_000);
  });
});
