// The stream of the process: a sequence of its own over everything, filters, tickets, children of a thread.
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import type { SseEvent } from './client.ts';
import { createSite } from './harness.ts';

const numbers = (events: readonly SseEvent[]) =>
  events.filter(({ id }) => id !== undefined).map(({ id }) => Number(id?.split('-')[1]));
const ended = (threadId: string) => (event: SseEvent) =>
  event.event === 'turn/completed' && event.data.thread_id === threadId;

test('all threads in one order; each id continues exactly there, also after SIGKILL', async () => {
  const site = await createSite([reply(message('one')), reply(message('two')), reply(message('three'))]);
  let client = await site.start();
  const whole = await client.stream('/api/v2/events');
  const [a, b] = [await client.thread({ cwd: site.home.cwd }), await client.thread({ cwd: site.home.cwd })];
  await client.turn(a, 'go');
  await whole.until(ended(a));
  await client.turn(b, 'go');
  await whole.until(ended(b));
  const seen = numbers(whole.events);
  expect(seen).toEqual(seen.map((_, n) => (seen[0] ?? 0) + n));
  expect(new Set(whole.events.map(({ data }) => data.thread_id))).toEqual(
    new Set([a, b, ...processWide(whole.events)]),
  );

  const middle = whole.events[Math.floor(whole.events.length / 2)];
  const again = await client.stream('/api/v2/events', middle?.id);
  await again.until(ended(b));
  expect(again.events).toEqual(
    whole.events.slice(
      whole.events.indexOf(middle as SseEvent) + 1,
      whole.events.findIndex(ended(b)) + again.events.length - again.events.findIndex(ended(b)),
    ),
  );

  const only = await client.stream(
    `/api/v2/events?types=turn/started,turn/completed&thread_id=${a}`,
    `${whole.lastId?.split('-')[0]}-0`,
  );
  await only.until('turn/completed');
  expect(only.events.map(({ event }) => event)).toEqual(['turn/started', 'turn/completed']);

  await site.kill();
  client = await site.start();
  const after = await client.stream('/api/v2/events', whole.lastId);
  await client.turn(a, 'more');
  await after.until(ended(a));
  const gone = numbers(after.events);
  expect(gone[0]).toBe((seen.at(-1) ?? 0) + 1);
  expect(gone).toEqual(gone.map((_, n) => (gone[0] ?? 0) + n));
});

function processWide(events: readonly SseEvent[]): null[] {
  return events.some(({ data }) => data.thread_id === null) ? [null] : [];
}

test('a foreign id is answered with a reset that lists what waits', async () => {
  const site = await createSite([reply(functionCall('exec_command', { cmd: 'touch x' }, 'call_1'))], {
    approvalPolicy: 'on-request',
    sandboxMode: 'read-only',
  });
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd, approval_policy: 'untrusted' });
  const stream = await client.events(threadId);
  await client.turn(threadId, 'go');
  const ask = await stream.until('item/commandExecution/requestApproval');
  const reset = await (await client.stream('/api/v2/events', stream.lastId)).until('reset');
  expect(reset.data).toMatchObject({
    reason: 'unknown_log',
    snapshot: { approvals: [{ request_id: ask.data.request_id }] },
  });
  const fresh = await client.stream('/api/v2/events');
  expect((await fresh.until('item/commandExecution/requestApproval')).id).toBeUndefined();
  expect((await client.get('/api/v2/approvals')).body).toMatchObject({
    data: [{ thread_id: threadId, item_id: 'call_1' }],
  });
});

test('a ticket opens its one stream once, without a token, and nothing else', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });
  const open = (path: string) => fetch(client.url + path);
  const ticketFor = async (body: object) => {
    const answer = await client.post('/api/v2/events/tickets', body);
    expect(answer.status).toBe(201);
    const left = Date.parse(String(answer.body.expires_at)) - Date.now();
    expect(left).toBeGreaterThan(50_000);
    expect(left).toBeLessThanOrEqual(60_000);
    return String(answer.body.ticket);
  };
  const status = async (path: string) => {
    const response = await open(path);
    await response.body?.cancel();
    return response.status;
  };
  const ofThread = `/api/v2/threads/${threadId}/events`;
  const first = await ticketFor({ thread_id: threadId });
  expect(await status(`/api/v2/threads?ticket=${first}`)).toBe(401);
  expect(await status(`${ofThread}?ticket=${first}`)).toBe(200);
  expect(await status(`${ofThread}?ticket=${first}`)).toBe(401);
  const wrong = await ticketFor({ thread_id: threadId });
  expect(await status(`/api/v2/events?ticket=${wrong}`)).toBe(401);
  expect(await status(`${ofThread}?ticket=${wrong}`)).toBe(401);
  expect(await status(`/api/v2/events?ticket=${await ticketFor({})}`)).toBe(200);
  expect(
    (await client.post('/api/v2/events/tickets', { thread_id: '0190d9a0-0000-7000-8000-000000000000' })).status,
  ).toBe(404);
});
