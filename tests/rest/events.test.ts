// The event stream over real HTTP: every client sees the same list, and any id of it continues exactly there.
import { functionCall, message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import type { SseEvent } from './client.ts';
import { createSite } from './harness.ts';

const oneTurn = () => [
  reply(functionCall('exec_command', { cmd: 'echo one; sleep 0.3; echo two' }, 'call_1')),
  reply(message('abc', { deltas: ['a', 'b', 'c'] })),
];

const logged = (events: readonly SseEvent[]) => events.filter((event) => event.id !== undefined);

test('two clients see the same list; each id replays exactly what came after it', async () => {
  const site = await createSite([...oneTurn(), ...oneTurn()]);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });
  const first = await client.events(threadId);
  const second = await client.events(threadId);
  const turnId = await client.turn(threadId, 'go');
  const [done] = await Promise.all([first.until('turn/completed'), second.until('turn/completed')]);
  expect(done.data).toMatchObject({ thread_id: threadId, turn_id: turnId, status: 'success' });

  const all = logged(first.events);
  expect(logged(second.events)).toEqual(all);
  expect(all[0]?.event).toBe('thread/started');
  expect(all.map((event) => Number(event.id?.split('-')[1]))).toEqual(all.map((_, i) => i + 1));
  expect(all.map((event) => event.event)).toContain('item/agentMessage/delta');
  expect(all.every((event) => event.data.thread_id === threadId)).toBe(true);

  for (const [n, { id }] of all.slice(0, -1).entries()) {
    const replay = await client.events(threadId, id);
    await replay.until('turn/completed');
    expect(logged(replay.events)).toEqual(all.slice(n + 1));
    await replay.close();
  }
  const byQuery = await client.events(threadId, undefined, `?last_event_id=${all[3]?.id}`);
  await byQuery.until('turn/completed');
  expect(logged(byQuery.events)).toEqual(all.slice(4));

  // Without an id: from the last turn on. The two that never left go on without a gap.
  const late = await client.events(threadId);
  await late.until('turn/completed');
  expect(late.events[0]).toEqual(all.find((event) => event.event === 'turn/started'));
  await client.turn(threadId, 'again');
  const again = (event: SseEvent) => event.event === 'turn/completed' && event.data.turn_id !== turnId;
  await Promise.all([first.until(again), second.until(again), late.until(again)]);
  expect(logged(second.events)).toEqual(logged(first.events));
});

test('an id that was never one is refused; one of another log gets a reset with a snapshot', async () => {
  const site = await createSite([...oneTurn(), reply(message('other')), reply(message('second turn'))]);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });
  const other = await client.thread({ cwd: site.home.cwd });
  const stream = await client.events(threadId);
  const firstTurn = await client.turn(threadId, 'go');
  await stream.until('turn/completed');
  const otherStream = await client.events(other);
  await client.turn(other, 'go');
  await otherStream.until('turn/completed');
  const secondTurn = await client.turn(threadId, 'more');
  await stream.until((event) => event.event === 'turn/completed' && event.data.turn_id === secondTurn);

  await expect(client.events(threadId, 'nonsense')).rejects.toThrow('400');
  const epoch = stream.lastId?.split('-')[0];
  const foreign = { unknown_log: otherStream.lastId, unknown_event: `${epoch}-999999` };
  for (const [reason, id] of Object.entries(foreign)) {
    const reset = await client.events(threadId, id);
    await reset.until('turn/completed');
    const [head, next] = reset.events;
    expect(head).toMatchObject({ event: 'reset', data: { thread_id: threadId, reason } });
    // The snapshot ends where the events begin: no turn is told twice, none is left out.
    expect(head?.data.snapshot).toMatchObject({ thread: { turns: [{ id: firstTurn }] }, approvals: [] });
    expect(next).toMatchObject({ event: 'turn/started', data: { turn_id: secondTurn } });
    const resumed = await client.events(threadId, head?.id);
    expect(await resumed.until('turn/started')).toEqual(next);
  }
});

test('format=protocol streams the notifications as the app-server sent them', async () => {
  const site = await createSite([reply(message('hello'))]);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });
  const stream = await client.events(threadId, undefined, '?format=protocol');
  await client.turn(threadId, 'hi');
  const { data } = await stream.until('turn/completed');
  expect(data).toMatchObject({ method: 'turn/completed', params: { threadId, turn: { status: 'completed' } } });
});

test('a client that leaves does not cancel the turn; a thread nobody follows is not found', async () => {
  const site = await createSite([
    reply(functionCall('exec_command', { cmd: 'sleep 0.3; echo x > done.txt' }, 'c')),
    reply(message('end')),
  ]);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });
  const stream = await client.events(threadId);
  await client.turn(threadId, 'go');
  await stream.until('turn/started');
  await stream.close();
  const back = await client.events(threadId, stream.lastId);
  expect((await back.until('turn/completed')).data.status).toBe('success');
  const answer = await client.get('/api/v2/threads/0190d9a0-0000-7000-8000-000000000000/events');
  expect(answer).toMatchObject({ status: 404, body: { error: { code: 'THREAD_NOT_FOUND' }, status: 404 } });
});
