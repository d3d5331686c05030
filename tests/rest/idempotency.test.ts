// Idempotency-Key over real HTTP: one effect and one answer, at once, later, and after the server died.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import type { RestClient } from './client.ts';
import { createSite } from './harness.ts';

const text = (words: string) => ({ input: [{ type: 'text', text: words }] });

function post(client: RestClient, path: string, body: unknown, key: string) {
  return client.send('POST', path, body, { 'idempotency-key': key });
}

test('a repeated turn is one turn: at once, later, and after SIGKILL; another body is refused', async () => {
  const site = await createSite([reply(message('one')), reply(message('two'))]);
  let client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });
  const path = `/api/v2/threads/${threadId}/turns`;
  const stream = await client.events(threadId);
  const answers = await Promise.all(Array.from({ length: 5 }, () => post(client, path, text('go'), 'key-1')));
  await stream.until('turn/completed');
  expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
  expect(answers.map((answer) => answer.headers.get('idempotency-replayed')).filter(Boolean)).toHaveLength(4);
  const first = answers[0]?.body;
  expect((await post(client, path, text('go'), 'key-1')).body).toEqual(first);
  const mismatch = { status: 409, body: { error: { code: 'IDEMPOTENCY_MISMATCH' } } };
  expect(await post(client, path, text('other'), 'key-1')).toMatchObject(mismatch);
  expect(await post(client, '/api/v2/threads', text('go'), 'key-1')).toMatchObject(mismatch);

  await site.kill();
  client = await site.start();
  expect((await post(client, path, text('go'), 'key-1')).body).toEqual(first);
  expect(await post(client, path, text('other'), 'key-1')).toMatchObject(mismatch);
  const read = await client.get(`/api/v2/threads/${threadId}?include_turns=true`);
  expect((read.body.thread as { turns: unknown[] }).turns).toHaveLength(1);
  expect((await post(client, path, text('go'), 'key-2')).body.turn_id).not.toBe(first?.turn_id);
});

test('created threads keep their status; a refusal is no answer to keep', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const sent = { type: 'text', text: 'x' };
  expect((await post(client, '/api/v2/threads', { model: 7 }, 'k')).status).toBe(400);
  const created = await post(client, '/api/v2/threads', { cwd: site.home.cwd }, 'k');
  expect(created.status).toBe(200);
  expect((await post(client, '/api/v2/threads', { cwd: site.home.cwd }, 'k')).body).toEqual(created.body);
  const feedback = { classification: 'bug', reason: JSON.stringify(sent) };
  const reports = [
    await post(client, '/api/v2/feedback', feedback, 'f'),
    await post(client, '/api/v2/feedback', feedback, 'f'),
  ];
  expect(reports.map((report) => report.status)).toEqual([201, 201]);
  expect(reports[1]?.body).toEqual(reports[0]?.body);
  expect(readdirSync(join(site.home.home, 'feedback'))).toHaveLength(1);
  expect((await post(client, '/api/v2/threads', {}, 'x'.repeat(256))).status).toBe(400);
});

test('a repeated upload is one file', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const upload = async (content: string) => {
    const form = new FormData();
    form.set('file', new File([content], 'a.txt', { type: 'text/plain' }));
    const headers = { authorization: `Bearer ${client.token}`, 'idempotency-key': 'u' };
    const response = await fetch(`${client.url}/api/v1/attachments`, { method: 'POST', headers, body: form });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const first = await upload('same');
  expect(first.status).toBe(200);
  expect(await upload('same')).toEqual(first);
  expect((await upload('different')).status).toBe(409);
  expect(readdirSync(join(site.home.home, 'attachments')).sort()).toEqual(
    [`${first.body.attachment_id}`, `${first.body.attachment_id}.json`].sort(),
  );
});
