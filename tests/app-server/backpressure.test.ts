// What happens when a client does not read: alone on stdio it slows the model down, among others it is closed.
import { setTimeout as delay } from 'node:timers/promises';
import type { ModelEvent } from '@codex/testkit/responses-server.ts';
import { expect, it } from 'vitest';
import { createSite, exitOf, spawnServer, stdioClient } from './harness.ts';
import { connect, listen } from './listener.ts';

const deltaBytes = 64 * 1024;

/** A long message in numbered deltas of 64 KiB, and how many of them the server has taken so far. */
function longMessage(deltas: number) {
  const texts = Array.from({ length: deltas }, (_, n) => `${n}:`.padEnd(deltaBytes, '.'));
  const item = { type: 'message', role: 'assistant', id: 'msg_long' };
  const progress = { sent: 0 };
  async function* events(): AsyncGenerator<ModelEvent> {
    yield { type: 'response.created', response: { id: 'resp_1' } };
    yield { type: 'response.output_item.added', output_index: 0, item: { ...item, content: [] } };
    for (const delta of texts) {
      yield { type: 'response.output_text.delta', item_id: item.id, output_index: 0, content_index: 0, delta };
      progress.sent += 1;
      await new Promise(setImmediate);
    }
    // Short, so that only the deltas are long: what counts here is how they travel.
    const content = [{ type: 'output_text', text: 'the end' }];
    yield { type: 'response.output_item.done', output_index: 0, item: { ...item, content } };
    yield { type: 'response.completed', response: { id: 'resp_1' } };
  }
  return { text: texts.join(''), progress, answer: { events: events() } };
}

/** Resolves with a number once it has not changed for a while. */
async function settled(read: () => number): Promise<number> {
  for (let before = -1; ; await delay(500)) {
    const now = read();
    if (now === before && now > 0) return now;
    before = now;
  }
}

it('pauses the model while the only client does not read, and loses nothing', async () => {
  const total = 600;
  const { text, progress, answer } = longMessage(total);
  const server = spawnServer(await createSite([answer]));
  const client = stdioClient(server);
  await client.initialize();
  const threadId = await client.thread();
  await client.turn(threadId, 'go');
  await client.notification('turn/started');
  server.stdout?.pause();
  expect(await settled(() => progress.sent)).toBeLessThan(total / 2);
  server.stdout?.resume();
  await client.notification('turn/completed');
  const deltas = client.received.filter(({ method }) => method === 'item/agentMessage/delta');
  expect(deltas.map(({ params }) => params.delta).join('') === text).toBe(true);
  expect(deltas.length).toBeLessThan(total);
});

it('closes a slow client among others, and no other client notices', async () => {
  const { text, answer } = longMessage(500);
  const { address } = await listen(await createSite([answer]));
  const [quick] = await connect(address);
  const [slow, slowSocket] = await connect(address);
  await quick.initialize();
  await slow.initialize();
  const threadId = await quick.thread();
  await slow.request('thread/loaded/list', {});
  slow.send({ id: 'join', method: 'thread/resume', params: { threadId, excludeTurns: true } });
  await slow.find(({ id }) => id === 'join');
  const closed = new Promise((resolve) => slowSocket.once('close', resolve));
  slowSocket.pause();
  await quick.turn(threadId, 'go');
  await quick.notification('turn/completed');
  const deltas = quick.received.filter(({ method }) => method === 'item/agentMessage/delta');
  expect(deltas.map(({ params }) => params.delta).join('') === text).toBe(true);
  slowSocket.resume();
  await closed;
  expect(slow.methods()).not.toContain('turn/completed');
});

it.each([
  ['SIGTERM', 0],
  ['SIGTERM twice', 143],
  ['the end of the input', 0],
])('ends at %s although the client does not read', async (how, code) => {
  const { progress, answer } = longMessage(600);
  const server = spawnServer(await createSite([answer]));
  const client = stdioClient(server);
  await client.initialize();
  await client.turn(await client.thread(), 'go');
  await client.notification('turn/started');
  server.stdout?.pause();
  await settled(() => progress.sent);
  if (how === 'the end of the input') server.stdin?.end();
  else server.kill('SIGTERM');
  // The last words may take a second: the second signal comes before that.
  if (how === 'SIGTERM twice') await delay(100).then(() => server.kill('SIGTERM'));
  expect(await exitOf(server)).toEqual({ code, signal: null });
});
