// Approvals that nobody answers: declined in time and told so, but not while a JSON-RPC client has them.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '@codex/app-server-client/connection.ts';
import { connectWebSocket } from '@codex/rpc/channels/websocket.ts';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, onTestFinished, test } from 'vitest';
import { createSite } from './harness.ts';

const asking = { approvalPolicy: 'on-request', sandboxMode: 'read-only' };
const touch = (file: string) => reply(functionCall('exec_command', { cmd: `touch ${file}` }, `call_${file}`));
const impatient = { args: ['-c', 'web_server.approval_timeout=1'] };

test('an approval of a turn started over REST expires: declined, told, gone, and the turn goes on', async () => {
  const site = await createSite([touch('a'), reply(message('went on'))], asking);
  const client = await site.start(impatient);
  const threadId = await client.thread({ cwd: site.home.cwd, approval_policy: 'untrusted' });
  const stream = await client.events(threadId);
  await client.turn(threadId, 'go');
  const ask = await stream.until('item/commandExecution/requestApproval');
  const wait = Date.parse(String(ask.data.expires_at)) - Date.parse(String(ask.data.created_at));
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(1000);
  const expired = await stream.until('approval/expired');
  expect(expired.id).toBeDefined();
  expect(expired.data).toMatchObject({
    thread_id: threadId,
    turn_id: ask.data.turn_id,
    item_id: 'call_a',
    approval_id: 'call_a',
    request_id: ask.data.request_id,
    expired_at: expect.any(String),
  });
  expect((await stream.until('turn/completed')).data.status).toBe('success');
  const item = stream.events.find(({ event, data }) => event === 'item/completed' && data.item_id === 'call_a');
  expect(item?.data.item).toMatchObject({ status: 'declined' });
  expect(existsSync(join(site.home.cwd, 'a'))).toBe(false);
  const late = await client.post(`/api/v2/threads/${threadId}/approvals/call_a`, { decision: 'approve' });
  expect(late).toMatchObject({ status: 404, body: { error: { code: 'APPROVAL_NOT_FOUND' } } });
});

test('while a JSON-RPC client follows nothing expires, nor in turns that it started', async () => {
  const site = await createSite([reply(message('first')), touch('a'), reply(message('b')), touch('c')], asking);
  const client = await site.start(impatient);
  const threadId = await client.thread({ cwd: site.home.cwd, approval_policy: 'untrusted' });
  const stream = await client.events(threadId);
  await client.turn(threadId, 'go');
  await stream.until('turn/completed');
  const channel = await connectWebSocket(client.url.replace('http', 'ws'), { token: client.token });
  const tui = await connect(channel, { name: 'tui', version: '1' });
  onTestFinished(() => tui.close());
  await tui.request('thread/resume', { threadId });

  await client.turn(threadId, 'over REST');
  const ask = await stream.until('item/commandExecution/requestApproval');
  await new Promise((resolve) => setTimeout(resolve, 1_600));
  const open = await client.get(`/api/v2/threads/${threadId}/approvals`);
  expect(open.body).toMatchObject({ data: [{ request_id: ask.data.request_id }] });
  expect((await client.post(`/api/v2/threads/${threadId}/approvals/call_a`, { decision: 'approve' })).status).toBe(200);
  const from = stream.events.length;
  await stream.until('turn/completed', from);

  await tui.request('turn/start', { threadId, input: [{ type: 'text', text: 'over JSON-RPC' }] });
  const second = await stream.until('item/commandExecution/requestApproval', from);
  expect(second.data.expires_at).toBeNull();
});
