// Who may decide what: answers belong to their thread and turn, clients cannot promote themselves, ids of others replay
// nothing, and the agent's own processes cannot answer for their user.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { createSite } from '../harness.ts';

const asking = { approvalPolicy: 'on-request', sandboxMode: 'read-only' };
const touch = reply(functionCall('exec_command', { cmd: 'touch ran.txt' }, 'call_1'));

test('S13: an answer needs the right thread and turn; late, second and foreign ones change nothing', async () => {
  const site = await createSite([touch, reply(message('end'))], asking);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd, approval_policy: 'untrusted' });
  const other = await client.thread({ cwd: site.home.cwd });
  const stream = await client.events(threadId);
  await client.turn(threadId, 'go');
  const ask = await stream.until('item/commandExecution/requestApproval');
  for (const name of ['call_1', ask.data.request_id]) {
    for (const route of ['approvals', 'requests']) {
      const foreign = `/api/v2/threads/${other}/${route}/${name}`;
      expect((await client.post(foreign, { decision: 'approve' })).status).toBe(404);
    }
    expect((await client.post(`/api/v2/server-requests/${name}`, { decision: 'approve' })).status).toBe(404);
  }
  const path = `/api/v2/threads/${threadId}/approvals/call_1`;
  const wrongTurn = { decision: 'approve', turn_id: 'another' };
  expect(await client.post(path, wrongTurn)).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT' } } });
  expect(existsSync(join(site.home.cwd, 'ran.txt'))).toBe(false);
  expect((await client.post(path, { decision: 'decline', turn_id: ask.data.turn_id })).status).toBe(200);
  expect((await client.post(path, { decision: 'approve' })).status).toBe(409);
  await stream.until('turn/completed');
  expect(existsSync(join(site.home.cwd, 'ran.txt'))).toBe(false);
});

test('S13: a command of the agent finds no token and is not let in without one', async () => {
  const files = 'for f in "$CODEX_HOME"/web-server.token ~/web-server.token; do cat "$f"; done 2>/dev/null';
  const call = "curl -s -o /dev/null -w 'status %{http_code}' $(cat url.txt)/api/v2/approvals || echo unreachable";
  const probe = reply(functionCall('exec_command', { cmd: `env; ${files}; ${call}` }, 'call_1'));
  const site = await createSite([probe, reply(message('end'))]);
  const client = await site.start();
  writeFileSync(join(site.home.cwd, 'url.txt'), client.url);
  const threadId = await client.thread({ cwd: site.home.cwd });
  const stream = await client.events(threadId);
  await client.turn(threadId, 'go');
  await stream.until('turn/completed');
  const output = JSON.stringify(stream.events.filter(({ event }) => event === 'item/completed'));
  expect(output).not.toContain(client.token);
  expect(output).toMatch(/status 401|unreachable/);
});

test('S14: what a client says of itself has no effect', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const claims = { role: 'admin', tenant: 'other', scope: 'all', user_id: 'root', is_admin: true };
  const headers = { 'x-role': 'admin', 'x-forwarded-user': 'root', 'x-tenant': 'other' };
  const created = await client.send('POST', '/api/v2/threads', { cwd: site.home.cwd, ...claims }, headers);
  expect(created.status).toBe(200);
  for (const claim of Object.keys(claims)) expect(created.body).not.toHaveProperty(claim);
  const response = await fetch(`${client.url}/api/v2/threads`, {
    headers: { ...headers, 'x-forwarded-for': '127.0.0.1' },
  });
  expect(response.status).toBe(401);
});

test('S15: an id of another thread, or of the process, replays none of its events', async () => {
  const site = await createSite([reply(message('SECRET of the first')), reply(message('of the second'))]);
  const client = await site.start();
  const [first, second] = [await client.thread({ cwd: site.home.cwd }), await client.thread({ cwd: site.home.cwd })];
  const whole = await client.stream('/api/v2/events');
  const streams = [await client.events(first), await client.events(second)];
  for (const [n, threadId] of [first, second].entries()) {
    await client.turn(threadId, 'go');
    await streams[n]?.until('turn/completed');
  }
  for (const id of [streams[0]?.events[0]?.id, whole.lastId]) {
    const replayed = await client.events(second, id);
    await replayed.until('turn/completed');
    expect(replayed.events[0]).toMatchObject({ event: 'reset', data: { reason: 'unknown_log' } });
    expect(JSON.stringify(replayed.events)).not.toContain('SECRET');
    expect(new Set(replayed.events.map(({ data }) => data.thread_id))).toEqual(new Set([second]));
  }
});
