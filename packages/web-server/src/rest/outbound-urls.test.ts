// outbound-urls.ts: every spelling of an internal address is refused, public ones and plain texts pass.
import { expect, test } from 'vitest';
import { isInternalAddress, refuseInternalUrls } from './outbound-urls.ts';

test.each([
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://0.0.0.0:3000/',
  'http://10.0.0.7/x',
  'http://172.31.255.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:a00:1]/',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
  'http://[::7f00:1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://localhost:8080/',
  'http://LOCALHOST./',
  'http://app.localhost/',
  'http://metadata.google.internal/',
  'https://user:pass@10.0.0.1/',
  '  http://10.0.0.1/',
  'file:///etc/passwd',
  'gopher://example.org/',
  'ftp://93.184.216.34/',
  // Names may lead elsewhere at the next look-up; only a certificate holds them.
  'http://does-not-exist.invalid/',
  'ws://does-not-exist.invalid/',
])('S25: %s is refused, wherever it stands', async (url) => {
  await expect(refuseInternalUrls(url)).rejects.toMatchObject({ status: 400, code: 'URL_NOT_ALLOWED' });
  await expect(refuseInternalUrls({ a: [{ b: url }] })).rejects.toMatchObject({ code: 'URL_NOT_ALLOWED' });
});

test.each([
  ['http://93.184.216.34/'],
  ['https://[2606:2800:220:1::1]/mcp'],
  ['text that mentions http://10.0.0.1/'],
  [{ model: 'gpt', nested: [1, null, true] }],
  ['https://does-not-exist.invalid/'],
])('%j passes', async (value) => {
  await expect(refuseInternalUrls(value)).resolves.toBeUndefined();
});

test('a refusal repeats neither path nor credentials', async () => {
  const refused = await refuseInternalUrls('http://user:canary@10.0.0.1/canary').catch((error: Error) => error);
  expect(String(refused)).not.toContain('canary');
});

test('what is no address is internal', () => {
  expect(isInternalAddress('example.org')).toBe(true);
  expect(isInternalAddress('8.8.8.8')).toBe(false);
});
