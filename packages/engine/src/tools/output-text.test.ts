import { expect, test } from 'vitest';
import { cutMiddle, describeReading } from './output-text.ts';

test.each([
  ['abcdefghijklmnopqrstuvwxyz0123456789', 9, 'abcdefghijklmnopqrstuvwxyz0123456789'],
  ['abcdefghijklmnopqrstuvwxyz0123456789ab', 9, 'abcdefghijklmnopqr…1 tokens truncated…uvwxyz0123456789ab'],
  [`héllo wörld ünïcode ${'€'.repeat(25)}`, 7, 'héllo wörld …18 tokens truncated…€€€€'],
  ['1234567890', 1, '12…2 tokens truncated…90'],
  ['hi\n', 0, '…1 tokens truncated…'],
])('%j cut to %i tokens', (text, tokens, cut) => {
  expect(cutMiddle(text, tokens)).toBe(cut);
});

test('the head of an output names its end or its session', () => {
  const reading = { output: 'hi\n', outputBytes: 3, omittedBytes: 0, wallMs: 1234.56 };
  expect(describeReading({ ...reading, exitCode: 0 }, 12345, 100)).toMatch(
    /^Chunk ID: [0-9a-f]{6}\nWall time: 1\.2346 seconds\nProcess exited with code 0\nOriginal token count: 1\nOutput:\nhi\n$/,
  );
  expect(describeReading({ ...reading, exitCode: undefined }, 12345, 100)).toContain(
    '\nProcess running with session ID 12345\n',
  );
});
