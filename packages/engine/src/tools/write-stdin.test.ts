import { expect, test } from 'vitest';
import { yieldTime } from './write-stdin.ts';

test.each([
  [undefined, false, 300_000, 250],
  [60_000, false, 300_000, 30_000],
  [undefined, true, 300_000, 5_000],
  [600_000, true, 300_000, 300_000],
  [600_000, true, 20_000, 20_000],
  [600_000, true, 1_000, 5_000],
])('a wish of %s ms, polling %s, at most %s ms: waits %s ms', (wanted, polling, max, waits) => {
  expect(yieldTime(wanted, polling, max)).toBe(waits);
});
