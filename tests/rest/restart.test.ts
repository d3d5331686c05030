// What survives the death of the server: ids go on, nothing is told twice, what was cut is told to have ended.
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import type { SseEvent } from './client.ts';
import { createSite } from './harness.ts';

// biome-ignore lint/suspicious/noThenProperty: a string, not a promise
const hanging = { events: [{ type: 'response.created', response: { id: 'r' } }], then: 'hang' } as const;

function expectComplete(events: readonly SseEvent[]): void {
  const logged = events.filter((event) => event.id !== undefined);
  expect(logged.map((event) => Number(event.id?.split('-')[1]))).toEqual(logged.map((_, i) => i + 1));
  const lifecycle = logged
    .filter((event) => /^(turn|item)\/(started|completed)$/.test(event.event))
    .map((event) => `${event.event} ${event.data.item_id ?? event.data.turn_id}`);
  expect(new Set(lifecycle).size).toBe(lifecycle.length);
}

test('SIGKILL during a turn: the stream goes on with its last id and tells that the turn was interrupted', async () => {
  const site = await createSite([
    reply(functionCall('exec_command', { cmd: 'echo kept' }, 'call_1')),
    hanging,
    reply(message('after the restart')),
  ]);
  let client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });
  const before = await client.events(threadId);
  const turnId = await client.turn(threadId, 'go');
  await site.model.request(2);
  await before.until((event) => event.event === 'item/completed' && event.data.item_id === 'call_1');
  await site.kill();
  await before.ended;

  client = await site.start();
  const after = await client.events(threadId, before.lastId);
  const end = await after.until('turn/completed');
  expect(end.data).toMatchObject({ turn_id: turnId, status: 'interrupted' });
  const read = await client.get(`/api/v2/threads/${threadId}?include_turns=true`);
  const { turns } = read.body.thread as { turns: Array<{ id: string; status: string; items: Array<{ id: string }> }> };
  expect(turns.map(({ id, status }) => ({ id, status }))).toEqual([{ id: turnId, status: 'interrupted' }]);
  expect(turns[0]?.items.map((item) => item.id)).toContain('call_1');

  const next = await client.turn(threadId, 'more');
  await after.until((event) => event.event === 'turn/completed' && event.data.turn_id === next);
  expectComplete([...before.events, ...after.events]);
  const whole = await client.events(threadId, before.events[0]?.id);
  await whole.until((event) => event.event === 'turn/completed' && event.data.turn_id === next);
  expect(whole.events).toEqual([...before.events.slice(1), ...after.events].filter((event) => event.id));
});

test('SIGKILL with an open approval: it is resolved, and its old request id answers nothing', async () => {
  const site = await createSite([reply(functionCall('exec_command', { cmd: 'touch ran.txt' }, 'call_1'))], {
    approvalPolicy: 'on-request',
    sandboxMode: 'read-only',
  });
  let client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd, approval_policy: 'untrusted' });
  const before = await client.events(threadId);
  await client.turn(threadId, 'go');
  const ask = await before.until('item/commandExecution/requestApproval');
  await site.kill();
  client = await site.start();
  const after = await client.events(threadId, before.lastId);
  const resolved = await after.until('serverRequest/resolved');
  expect(resolved.data.request_id).toBe(ask.data.request_id);
  expect((await client.get(`/api/v2/threads/${threadId}/approvals`)).body).toEqual({ data: [] });
  const answer = await client.post(`/api/v2/threads/${threadId}/approvals/${ask.data.request_id}`, {
    decision: 'approve',
  });
  expect(answer.status).toBe(404);
});

test('SIGTERM: the turn is interrupted, its end is streamed and logged, the status is 0', async () => {
  const site = await createSite([hanging]);
  let client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });
  const before = await client.events(threadId);
  await client.turn(threadId, 'go');
  await site.model.request(1);
  expect(await site.stop()).toBe(0);
  await before.ended;
  expect(before.events.at(-1)).toMatchObject({ event: 'turn/completed', data: { status: 'interrupted' } });
  client = await site.start();
  const after = await client.events(threadId, before.events[0]?.id);
  await after.until('turn/completed');
  const logged = before.events.slice(1).filter((event) => event.id);
  expect(after.events.slice(0, logged.length)).toEqual(logged);
});
