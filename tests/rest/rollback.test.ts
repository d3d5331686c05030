// Rollbacks and reviews over REST: of threads in either history mode, refused while a turn runs, and lasting.
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import type { RestClient } from './client.ts';
import { createSite } from './harness.ts';

const answer = (words: string) => reply(message(words));
// biome-ignore lint/suspicious/noThenProperty: a string, not a promise
const hanging = { events: [{ type: 'response.created', response: { id: 'r' } }], then: 'hang' } as const;

async function turnIds(client: RestClient, threadId: string): Promise<string[]> {
  const { body } = await client.get(`/api/v2/threads/${threadId}?include_turns=true`);
  return (body.thread as { turns: Array<{ id: string }> }).turns.map(({ id }) => id);
}

/** Runs a turn to its end. */
async function say(client: RestClient, threadId: string, text: string): Promise<string> {
  const stream = await client.events(threadId);
  const turnId = await client.turn(threadId, text);
  await stream.until(({ event, data }) => event === 'turn/completed' && data.turn_id === turnId);
  await stream.close();
  return turnId;
}

test.each(['paginated', 'legacy'])(
  'a rollback of a %s thread drops turns, is told, and lasts',
  async (history_mode) => {
    const site = await createSite([answer('one'), answer('two'), answer('three'), answer('four'), hanging]);
    let client = await site.start();
    const threadId = await client.thread({ cwd: site.home.cwd, history_mode });
    const rollback = (body: object) => client.post(`/api/v2/threads/${threadId}/rollback`, body);
    const ids = [];
    for (const text of ['apples', 'pears', 'plums']) ids.push(await say(client, threadId, text));

    expect(await rollback({ turn_id: 'unknown' })).toMatchObject({
      status: 404,
      body: { error: { code: 'TURN_NOT_FOUND' } },
    });
    expect((await rollback({ num_turns: 4 })).status).toBe(400);
    expect((await rollback({})).status).toBe(400);
    const stream = await client.events(threadId);
    expect((await rollback({ turn_id: ids[2] })).body).toEqual({ success: true, current_turn_id: ids[2] });
    expect((await rollback({ turn_id: ids[0] })).body).toEqual({ success: true, current_turn_id: ids[0] });
    await stream.until('thread/reverted');
    expect(await turnIds(client, threadId)).toEqual([ids[0]]);

    await site.kill();
    client = await site.start();
    const next = await say(client, threadId, 'again');
    expect(await turnIds(client, threadId)).toEqual([ids[0], next]);
    const asked = JSON.stringify(site.model.requests.at(-1)?.body);
    expect(['apples', 'pears', 'plums'].filter((word) => asked.includes(word))).toEqual(['apples']);

    const running = await client.turn(threadId, 'long');
    expect(await rollback({ num_turns: 1 })).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT' } } });
    await client.post(`/api/v2/threads/${threadId}/turns/${running}/interrupt`);
  },
);

test('a detached review works in a copy; the thread itself stays as it was', async () => {
  const site = await createSite([answer('one'), answer('{"findings":[]}')]);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });
  const turnId = await say(client, threadId, 'first');
  const process = await client.stream('/api/v2/events');
  const target = { type: 'custom', instructions: 'look at it' };
  const { status, body } = await client.post(`/api/v2/threads/${threadId}/reviews`, { target, delivery: 'detached' });
  expect({ status, body }).toMatchObject({ status: 202, body: { review_id: expect.any(String) } });
  expect(body.thread_id).not.toBe(threadId);
  await process.until(({ event, data }) => event === 'turn/completed' && data.turn_id === body.review_id);
  expect(await turnIds(client, threadId)).toEqual([turnId]);
  expect(await turnIds(client, String(body.thread_id))).toContain(body.review_id);
});
