import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fittingSize, highDetail, originalDetail } from './budget.ts';

test.each([
  [highDetail, [640, 480], [640, 480]],
  [highDetail, [3000, 2000], [1920, 1280]],
  [highDetail, [9000, 2500], [2048, 569]],
  [originalDetail, [3000, 2000], [3000, 2000]],
  [originalDetail, [6000, 300], [6000, 300]],
  [originalDetail, [9000, 2500], [6000, 1667]],
] as const)('$detail: %j becomes what the official server makes of it', (budget, [width, height], [w, h]) => {
  expect(fittingSize({ width, height }, budget)).toEqual({ width: w, height: h });
});

test('whatever the size, the result fits and is never enlarged', () => {
  const side = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(side, side, fc.constantFrom(highDetail, originalDetail), (width, height, budget) => {
      const size = fittingSize({ width, height }, budget);
      expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(budget.maxSide);
      const patches = Math.ceil(size.width / 32) * Math.ceil(size.height / 32);
      expect(patches).toBeLessThanOrEqual(budget.maxPatches);
      expect(size.width).toBeGreaterThanOrEqual(1);
      expect(size.width).toBeLessThanOrEqual(width);
      expect(size.height).toBeLessThanOrEqual(height);
    }),
  );
});
