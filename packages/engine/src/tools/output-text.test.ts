import { expect, test } from 'vitest';
import { cutMiddle } from './output-text.ts';

test.each([
  ['abcdefghijklmnopqrstuvwxyz0123456789', 9, 'abcdefghijklmnopqrstuvwxyz0123456789'],
  ['abcdefghijklmnopqrstuvwxyz0123456789ab', 9, 'abcdefghijklmnopqr…1 tokens truncated…uvwxyz0123456789ab'],
  [`héllo wörld ünïcode ${'€'.repeat(25)}`, 7, 'héllo wörld …18 tokens truncated…€€€€'],
  ['1234567890', 1, '12…2 tokens truncated…90'],
  ['hi\n', 0, '…1 tokens truncated…'],
])('%j cut to %i tokens', (text, tokens, cut) => {
  expect(cutMiddle(text, tokens)).toBe(cut);
});
