// Kills the server at many moments of its work; whatever the moment, the list of events that clients pieced together
// over all lives of the server is gap-free, without duplicates, and ends every turn.
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { functionCall, message } from '@codex/testkit/ev.ts';
import { type MockAnswer, reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import type { EventLog, SseEvent } from './client.ts';
import { createSite } from './harness.ts';

const lives = 6;

test('no gap and no duplicate over several SIGKILLs', { timeout: 120_000 }, async () => {
  const answers: MockAnswer[] = Array.from({ length: 40 }, (_, n) => [
    reply(functionCall('exec_command', { cmd: 'echo working' }, `call_${n}`)),
    reply(message(`answer ${n}`, { deltas: Array.from({ length: 30 }, (_, i) => `${i} `) })),
  ]).flat();
  const site = await createSite(answers);
  let threadId: string | undefined;
  let lastId: string | undefined;
  const received: SseEvent[] = [];
  for (let life = 0; life < lives; life += 1) {
    const client = await site.start();
    threadId ??= await client.thread({ cwd: site.home.cwd });
    const stream: EventLog = await client.events(threadId, lastId);
    const work = (async () => {
      for (;;) {
        const turnId = await client.turn(threadId, 'go');
        await stream.until((event) => event.event === 'turn/completed' && event.data.turn_id === turnId);
      }
    })();
    // The first turn must reach the disk, or there is no thread to come back to; then any moment will do.
    if (life === 0) await stream.until('turn/completed');
    const moment = stream.events.length + life * 13;
    await Promise.race([work.catch(() => {}), stream.until(() => stream.events.length > moment)]);
    await site.kill();
    await stream.ended;
    await work.catch(() => {});
    received.push(...stream.events.filter((event) => event.id !== undefined));
    lastId = received.at(-1)?.id;
  }
  const client = await site.start();
  const rest = await client.events(threadId ?? '', lastId);
  const turnId = await client.turn(threadId ?? '', 'last');
  await rest.until((event) => event.event === 'turn/completed' && event.data.turn_id === turnId);
  received.push(...rest.events.filter((event) => event.id !== undefined));

  expect(received.map((event) => Number(event.id?.split('-')[1]))).toEqual(received.map((_, n) => n + 1));
  const turns = (name: string) => received.filter(({ event }) => event === name).map(({ data }) => data.turn_id);
  expect(turns('turn/completed')).toEqual(turns('turn/started'));
  const items = received
    .filter(({ event }) => event === 'item/completed')
    .map(({ data }) => `${data.turn_id} ${data.item_id}`);
  expect(new Set(items).size).toBe(items.length);

  // The log tells what the thread says of itself: the same turns, and every item that it kept was told complete.
  const read = await client.get(`/api/v2/threads/${threadId}?include_turns=true`);
  const stored = (read.body.thread as { turns: Array<{ id: string; items: Array<{ id: string }> }> }).turns;
  expect(stored.map((turn) => turn.id)).toEqual(turns('turn/started'));
  const kept = stored.flatMap((turn) => turn.items.map((item) => `${turn.id} ${item.id}`));
  expect(kept.filter((item) => !items.includes(item))).toEqual([]);
});

/**
 * The state on disk of a process that died with the rollout written and the events after `seq` not yet committed;
 * `before`: when the turn was asked for.
 */
function forgetEventsAfter(home: string, threadId: string, seq: number, before: number): void {
  const database = new DatabaseSync(join(home, 'web-server-events.sqlite'));
  const { key } = database.prepare('SELECT key FROM threads WHERE id = ?').get(threadId) as { key: number };
  database.prepare('DELETE FROM events WHERE thread = ? AND seq > ?').run(key, seq);
  const started = `SELECT coalesce(max(seq), 0) FROM events WHERE thread = ${key} AND message ->> '$.method' = 'turn/started'`;
  database.exec(
    `UPDATE threads SET head = ${seq}, unsettled = ${before}, turn_start = (${started}) WHERE key = ${key}`,
  );
  database.exec(`UPDATE threads SET head = (SELECT max(place) FROM events) WHERE id = '*'`);
  database.close();
}

test('a SIGKILL between any write of the rollout and the commit of its event loses nothing', {
  timeout: 120_000,
}, async () => {
  const site = await createSite([
    reply(functionCall('exec_command', { cmd: 'echo working' }, 'call_1')),
    reply(message('the answer', { deltas: ['the ', 'answer'] })),
  ]);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });
  const stream = await client.events(threadId, undefined);
  const before = Date.now();
  await client.turn(threadId, 'go');
  await stream.until('turn/completed');
  await site.kill();
  const told = stream.events.filter(({ id }) => id !== undefined);
  const lifecycle = (events: readonly SseEvent[]) =>
    events
      .filter(({ event }) => /^(turn|item)\/(started|completed)$/.test(event))
      .map(({ event, data }) => `${event} ${data.item_id ?? data.turn_id}`);
  const state = join(site.home.home, '..', 'state');
  cpSync(site.home.home, state, { recursive: true });
  for (const [kept, last] of told.entries()) {
    if (last.event === 'turn/completed') break;
    rmSync(site.home.home, { recursive: true });
    cpSync(state, site.home.home, { recursive: true });
    forgetEventsAfter(site.home.home, threadId, kept + 1, before);
    const again = await site.start();
    const rest = await again.events(threadId, last.id);
    await rest.until('turn/completed');
    await site.kill();
    const whole = [...told.slice(0, kept + 1), ...rest.events.filter(({ id }) => id !== undefined)];
    expect(lifecycle(whole), `after ${last.event}`).toEqual(lifecycle(told));
    expect(whole.map(({ id }) => Number(id?.split('-')[1]))).toEqual(whole.map((_, n) => n + 1));
  }
});
