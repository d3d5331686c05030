// POST /feedback: answered at once, kept privately, refused when it says nothing.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { createSite } from './harness.ts';

test('a report with a thread is answered 201 and kept with the place of its rollout', async () => {
  const site = await createSite([reply(message('hi'))]);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });
  const stream = await client.events(threadId);
  await client.turn(threadId, 'go');
  await stream.until('turn/completed');
  const body = { classification: 'good_result', reason: 'Great response!', thread_id: threadId, include_logs: false };
  const answer = await client.post('/api/v2/feedback', body);
  expect(answer).toMatchObject({ status: 201, body: { success: true, thread_id: threadId } });
  const folder = join(site.home.home, 'feedback');
  const [file = ''] = readdirSync(folder);
  expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  const report = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  expect(report).toMatchObject({
    ...body,
    rollout_path: expect.stringContaining(threadId),
    created_at: expect.any(String),
  });
});

test('without a thread an id is made up and told', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const answer = await client.post('/api/v2/feedback', { classification: 'something else' });
  expect(answer).toMatchObject({ status: 201, body: { thread_id: expect.stringMatching(/^[0-9a-f-]{36}$/) } });
});

test.each([
  [{ classification: '' }, 'Classification cannot be empty'],
  [{ classification: '  ' }, 'Classification cannot be empty'],
  [{}, 'classification'],
  [{ classification: 'bug', thread_id: 'thread-123' }, 'Invalid thread ID'],
  [{ classification: 'bug', include_logs: 'yes' }, 'include_logs'],
])('%j is refused: %s', async (body, words) => {
  const site = await createSite([]);
  const client = await site.start();
  const answer = await client.post('/api/v2/feedback', body);
  expect(answer.status).toBe(400);
  expect(JSON.stringify(answer.body)).toContain(words);
});

test('wait=true waits: kept when there is no uploader', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const answer = await client.post('/api/v2/feedback?wait=true', { classification: 'bug' });
  expect([201, 502]).toContain(answer.status);
  expect(readdirSync(join(site.home.home, 'feedback'))).toHaveLength(1);
});
