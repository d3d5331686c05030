// Uploaded files over real HTTP: the same bytes come back, names and kinds are made harmless, limits hold, turns see them.
import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import type { RestClient } from './client.ts';
import { createSite } from './harness.ts';

async function upload(client: RestClient, form: FormData, path = '/api/v1/attachments') {
  const headers = { authorization: `Bearer ${client.token}` };
  const response = await fetch(client.url + path, { method: 'POST', headers, body: form });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

function formOf(content: string | Buffer<ArrayBuffer>, name: string, type: string): FormData {
  const form = new FormData();
  form.set('whatever', new File([content], name, { type }));
  return form;
}

test('what goes up comes down: bytes, kind, a harmless name; private on disk; gone when removed', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const bytes = randomBytes(3_000_000);
  const sent = await upload(client, formOf(bytes, '../../etc/pass wd"\u00e9.png', 'image/png'), '/api/v2/attachments');
  expect(sent).toMatchObject({ status: 200, body: { size: bytes.length, mime_type: 'image/png' } });
  const id = String(sent.body.attachment_id);
  for (const version of ['v1', 'v2']) {
    const headers = { authorization: `Bearer ${client.token}` };
    const response = await fetch(`${client.url}/api/${version}/attachments/${id}`, { headers });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[A-Za-z0-9._-]+"$/);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  }
  const folder = join(site.home.home, 'attachments');
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  expect((await client.get(`/api/v2/attachments/${id}/metadata`)).body).toEqual(sent.body);
  expect((await client.send('DELETE', `/api/v2/attachments/${id}`)).body).toEqual({ success: true });
  expect((await client.get(`/api/v1/attachments/${id}`)).status).toBe(404);
  expect(readdirSync(folder)).toEqual([]);
});

test('names and kinds are filled in; a form without a field is refused; a broken one leaves nothing', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const form = new FormData();
  form.set('plain', 'just text');
  expect(await upload(client, form)).toMatchObject({ status: 200, body: { filename: 'unnamed', size: 9 } });
  const none = { status: 400, body: { error: { message: 'No file provided in multipart request' } } };
  expect(await upload(client, new FormData())).toMatchObject(none);
  const headers = { authorization: `Bearer ${client.token}`, 'content-type': 'multipart/form-data; boundary=x' };
  const cut = '--x\r\ncontent-disposition: form-data; name="a"; filename="b"\r\n\r\nhalf';
  const response = await fetch(`${client.url}/api/v1/attachments`, { method: 'POST', headers, body: cut });
  expect(response.status).toBe(400);
  expect(readdirSync(join(site.home.home, 'attachments'))).toHaveLength(2);
});

test('more than 100 MiB is refused with 413, and nothing stays', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const chunk = Buffer.alloc(1024 * 1024);
  const parts = async function* () {
    yield '--x\r\ncontent-disposition: form-data; name="a"; filename="b"\r\n\r\n';
    for (let n = 0; n < 101; n += 1) yield chunk;
    yield '\r\n--x--\r\n';
  };
  const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const headers = { authorization: `Bearer ${client.token}`, 'content-type': 'multipart/form-data; boundary=x' };
    const call = request(`${client.url}/api/v1/attachments`, { method: 'POST', headers }, async (response) => {
      let text = '';
      for await (const data of response) text += data;
      resolve({ status: response.statusCode, text });
    });
    call.on('error', reject);
    Readable.from(parts()).pipe(call);
  });
  expect(answer.status).toBe(413);
  expect(JSON.parse(answer.text)).toMatchObject({
    error: { code: 'PAYLOAD_TOO_LARGE', message: 'File size exceeds maximum allowed size of 104857600 bytes' },
  });
  expect(readdirSync(join(site.home.home, 'attachments'))).toEqual([]);
});

test('a turn takes attachments: short texts with their content, unknown ones are refused', async () => {
  const site = await createSite([reply(message('seen'))]);
  const client = await site.start();
  const threadId = await client.thread({ cwd: site.home.cwd });
  const path = `/api/v2/threads/${threadId}/turns`;
  const { body } = await upload(client, formOf('the content of the note', 'note.txt', 'text/plain'));
  const input = (id: unknown) => ({ input: [{ type: 'attachment', attachment_id: id }] });
  expect(await client.post(path, input('nonsense'))).toMatchObject({ status: 400 });
  expect(await client.post(path, input(threadId))).toMatchObject({ status: 404 });
  const stream = await client.events(threadId);
  expect((await client.post(path, input(body.attachment_id))).status).toBe(200);
  await stream.until('turn/completed');
  expect(JSON.stringify((await site.model.request(1)).body)).toContain('the content of the note');
});
