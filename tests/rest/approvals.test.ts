// Approvals over REST: they wait without a stream, belong to their thread, and one answer wins.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import type { RestClient } from './client.ts';
import { createSite } from './harness.ts';

const asking = { approvalPolicy: 'on-request', sandboxMode: 'read-only' };
const touch = (file: string, callId = 'call_1') =>
  reply(functionCall('exec_command', { cmd: `touch ${file}` }, callId));

async function untilAsked(client: RestClient, threadId: string): Promise<Record<string, unknown>> {
  for (;;) {
    const { data } = (await client.get(`/api/v2/threads/${threadId}/approvals`)).body as {
      data: Array<Record<string, unknown>>;
    };
    if (data[0]) return data[0];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test.each([
  ['approve by item id', 'item_id', { decision: 'approve' }, true],
  ['approve by request id, in the words of the protocol', 'request_id', { decision: 'accept' }, true],
  ['decline', 'item_id', { decision: 'decline', amendments: null }, false],
] as const)('%s, with nobody streaming', async (_, key, body, runs) => {
  const site = await createSite([touch('ran.txt'), reply(message('end'))], asking);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd, approval_policy: 'untrusted' });
  await client.turn(threadId, 'go');
  const ask = await untilAsked(client, threadId);
  expect(ask).toMatchObject({ thread_id: threadId, item_id: 'call_1', approval_id: 'call_1', reason: null });
  expect(Date.parse(String(ask.created_at))).toBeGreaterThan(0);

  const other = await client.thread({ cwd: site.home.cwd });
  const path = (id: string) => `/api/v2/threads/${id}/approvals/${ask[key]}`;
  expect((await client.post(path(other), body)).status).toBe(404);
  expect((await client.post(path(threadId), { decision: 'perhaps' })).status).toBe(400);
  expect(await client.post(path(threadId), body)).toMatchObject({ status: 200, body: { success: true } });
  expect(await client.post(path(threadId), body)).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT' } } });

  const stream = await client.events(threadId);
  expect((await stream.until('turn/completed')).data.status).toBe('success');
  const item = await stream.until((event) => event.event === 'item/completed' && event.data.item_id === 'call_1');
  expect(item.data.item).toMatchObject({ status: runs ? 'completed' : 'declined' });
  expect(existsSync(join(site.home.cwd, 'ran.txt'))).toBe(runs);
  const answered = stream.events.filter((event) => event.event === 'serverRequest/resolved');
  expect(answered.map((event) => event.data.request_id)).toEqual([ask.request_id]);
});

test('cancel interrupts the turn; an approval that ended with its turn is unknown', async () => {
  const site = await createSite([touch('a.txt'), touch('b.txt', 'call_2')], asking);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd, approval_policy: 'untrusted' });
  const stream = await client.events(threadId);
  await client.turn(threadId, 'go');
  const ask = await stream.until('item/commandExecution/requestApproval');
  const answer = { decision: 'cancel' };
  expect((await client.post(`/api/v2/threads/${threadId}/approvals/${ask.data.approval_id}`, answer)).status).toBe(200);
  expect((await stream.until('turn/completed')).data.status).toBe('interrupted');

  const turnId = await client.turn(threadId, 'again');
  const second = await stream.until((event) => event.data.item_id === 'call_2' && 'approval_id' in event.data);
  const interrupted = await client.post(`/api/v2/threads/${threadId}/turns/interrupt`);
  expect(interrupted.body).toMatchObject({ success: true });
  await stream.until((event) => event.event === 'turn/completed' && event.data.turn_id === turnId);
  await stream.until(
    (event) => event.event === 'serverRequest/resolved' && event.data.request_id === second.data.request_id,
  );
  expect((await client.post(`/api/v2/threads/${threadId}/approvals/call_2`, { decision: 'approve' })).status).toBe(404);
  expect((await client.post(`/api/v2/threads/${threadId}/turns/interrupt`)).body).toEqual({
    success: true,
    interrupted: false,
  });
});

test('of many answers at once exactly one wins, and everybody is told', async () => {
  const rounds = 10;
  const answers = Array.from({ length: rounds }, (_, n) => [
    touch(`${n}.txt`, `call_${n}`),
    reply(message('end')),
  ]).flat();
  const site = await createSite(answers, asking);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd, approval_policy: 'untrusted' });
  const stream = await client.events(threadId);
  for (let n = 0; n < rounds; n += 1) {
    const turnId = await client.turn(threadId, 'go');
    await stream.until((event) => event.data.item_id === `call_${n}` && 'approval_id' in event.data);
    const decisions = ['approve', 'decline', 'approve', 'decline'];
    const path = `/api/v2/threads/${threadId}/approvals/call_${n}`;
    const results = await Promise.all(decisions.map((decision) => client.post(path, { decision })));
    expect(results.map((result) => result.status).sort()).toEqual([200, 409, 409, 409]);
    await stream.until((event) => event.event === 'turn/completed' && event.data.turn_id === turnId);
    const won = decisions[results.findIndex((result) => result.status === 200)];
    expect(existsSync(join(site.home.cwd, `${n}.txt`))).toBe(won === 'approve');
  }
});
