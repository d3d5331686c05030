// Paths, uploads and the state on disk.
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { message } from '@codex/testkit/ev.ts';
import { reply } from '@codex/testkit/mock-model-server.ts';
import { expect, test } from 'vitest';
import { RestClient } from '../client.ts';
import { createSite, launchServer } from '../harness.ts';

const spellings = [
  '..',
  '../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '%252e%252e%252fetc%252fpasswd',
  '..%5c..%5cetc',
  '/etc/passwd',
  '%2fetc%2fpasswd',
  '%00',
  'a%00.json',
  'C:%5cWindows',
  '%c0%ae%c0%ae%2f',
  '\u2025%2f',
];

test('S22: no spelling of a path leads out of where files are kept', async () => {
  const site = await createSite([]);
  const client = await site.start();
  writeFileSync(
    join(site.home.home, 'outside.json'),
    JSON.stringify({ id: 'outside', filename: 'x', mime_type: 'x', size: 1 }),
  );
  for (const spelling of [...spellings, '..%2foutside']) {
    for (const path of [
      `/api/v1/attachments/${spelling}`,
      `/api/v2/attachments/${spelling}/metadata`,
      `/docs/${spelling}`,
    ]) {
      const answer = await client.get(path);
      expect([400, 401, 404], path).toContain(answer.status);
      expect(JSON.stringify(answer.body)).not.toMatch(/root:|outside"/);
    }
    const thread = await client.get(`/api/v2/threads/${spelling}`);
    expect([400, 404, 405]).toContain(thread.status);
  }
});

test('S22: a link in the folder of uploads is not an upload', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const folder = join(site.home.home, 'attachments');
  mkdirSync(folder, { recursive: true });
  const secret = join(site.home.cwd, 'secret.txt');
  writeFileSync(secret, 'SECRET');
  const id = '0190d9a0-0000-7000-8000-000000000000';
  symlinkSync(secret, join(folder, id));
  writeFileSync(join(folder, `${id}.json`), JSON.stringify({ id, filename: 'x', mime_type: 'text/plain', size: 6 }));
  expect((await client.get(`/api/v1/attachments/${id}`)).status).toBe(404);
});

test('S23: an upload is never executable, never shown, and its words about itself are not believed', async () => {
  const site = await createSite([]);
  const client = await site.start();
  const form = new FormData();
  const html = '<script>alert(1)</script>';
  form.set('a', new File([html], '<img src=x>\r\nSet-Cookie: a=b.html', { type: 'text/html' }));
  const headers = { authorization: `Bearer ${client.token}` };
  const sent = (await (
    await fetch(`${client.url}/api/v2/attachments`, { method: 'POST', headers, body: form })
  ).json()) as { attachment_id: string };
  const response = await fetch(`${client.url}/api/v2/attachments/${sent.attachment_id}`, { headers });
  expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[A-Za-z0-9._-]+"$/);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toContain('sandbox');
  expect(response.headers.get('set-cookie')).toBeNull();
  expect(await response.text()).toBe(html);
  for (const file of readdirSync(join(site.home.home, 'attachments'))) {
    expect(statSync(join(site.home.home, 'attachments', file)).mode & 0o111).toBe(0);
  }
});

test('S24: state is private, and a state directory that others may write is refused', async () => {
  const site = await createSite([reply(message('hi'))]);
  const client = await site.start({ env: { CODEX_AUTH_TOKEN: '' } });
  const own = new RestClient(client.url, readFileSync(join(site.home.home, 'web-server.token'), 'utf8').trim());
  const threadId = await own.thread({ cwd: site.home.cwd });
  const stream = await own.events(threadId);
  await own.turn(threadId, 'go');
  await stream.until('turn/completed');
  await own.post('/api/v2/feedback', { classification: 'bug' });
  const ours = /^(web-server|attachments|feedback)/;
  for (const name of readdirSync(site.home.home).filter((each) => ours.test(each))) {
    expect(statSync(join(site.home.home, name)).mode & 0o077, name).toBe(0);
  }
  await site.stop();
  chmodSync(site.home.home, 0o777);
  await expect(launchServer(site.home)).rejects.toThrow('can be written by others');
});
