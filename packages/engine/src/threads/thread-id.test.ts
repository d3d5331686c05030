import { expect, test } from 'vitest';
import { parseThreadId } from './thread-id.ts';

const id = '01a1fb25-1054-77d2-9713-e7801fec26d8';

test.each([id, id.toUpperCase(), id.replaceAll('-', ''), `{${id}}`, `urn:uuid:${id}`])('reads %s', (text) => {
  expect(parseThreadId(text)).toBe(id);
});

test.each([
  ['', 'invalid length: expected length 32 for simple format, found 0'],
  ['abc', 'invalid length: expected length 32 for simple format, found 3'],
  ['12345678-1234-1234-1234-12345678901', 'invalid group length in group 4: expected 12, found 11'],
  ['1234567-12345-1234-1234-123456789012', 'invalid group length in group 0: expected 8, found 7'],
  ['12345678-1234-1234-123456789012', 'invalid group count: expected 5, found 4'],
  [`${id}9`, 'invalid group length in group 4: expected 12, found 13'],
  ['é', 'invalid character: expected an optional prefix of `urn:uuid:` followed by [0-9a-fA-F-], found `é` at 1'],
  [
    'urn:uuid:zz',
    'invalid character: expected an optional prefix of `urn:uuid:` followed by [0-9a-fA-F-], found `z` at 10',
  ],
])('refuses %j like the official server', (text, reason) => {
  expect(() => parseThreadId(text)).toThrow(`invalid thread id: ${reason}`);
  expect(() => parseThreadId(text, 'session')).toThrow(`invalid session id: ${reason}`);
});
