import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitBudget, type Line } from './fit-budget.ts';

const lines = (count: number, length: number): Line[] =>
  Array.from({ length: count }, (_, i) => ({
    bare: `- s${String(i).padStart(3, '0')}: (file: r0/s000/SKILL.md)\n`,
    description: 'x'.repeat(length),
  }));
const tally = (texts: readonly string[]) =>
  Object.entries(Object.groupBy(texts, ({ length }) => length)).map(([length, same]) => [Number(length), same?.length]);

test('descriptions get shorter as those of the official server do', () => {
  expect(tally(fitBudget(lines(5, 20), 2000).descriptions)).toEqual([[20, 5]]);
  expect(tally(fitBudget(lines(50, 400), 5440).descriptions)).toEqual([
    [398, 10],
    [400, 40],
  ]);
  expect(tally(fitBudget(lines(300, 400), 5440).descriptions)).toEqual([
    [38, 260],
    [42, 40],
  ]);
  expect(tally(fitBudget(lines(20, 300), 600).descriptions)).toEqual([[86, 20]]);
});

test('lines are left out when they have no room even without', () => {
  expect(fitBudget(lines(60, 100), 400)).toEqual({ descriptions: Array(44).fill(''), omitted: 16 });
  expect(fitBudget(lines(3, 100), 0)).toEqual({ descriptions: [], omitted: 3 });
  expect(fitBudget([], 0)).toEqual({ descriptions: [], omitted: 0 });
});

test('never more than the budget, never more than needed is cut, no character halved', () => {
  const line = fc.record({
    bare: fc.string({ minLength: 1, maxLength: 20 }),
    description: fc.string({ maxLength: 60, unit: 'grapheme' }).map((text) => text.trim()),
  });
  const cost = (bare: string, text: string) =>
    Math.ceil((Buffer.byteLength(bare) + (text === '' ? 0 : Buffer.byteLength(text) + 1)) / 4);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), fc.nat(300), (all, budget) => {
      const { descriptions, omitted } = fitBudget(all, budget);
      const costs = descriptions.map((text, i) => cost(all[i]?.bare ?? '', text));
      expect(costs.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(budget);
      expect(descriptions.length + omitted).toBe(all.length);
      for (const [i, text] of descriptions.entries()) {
        expect(all[i]?.description.startsWith(text)).toBe(true);
        expect(text.isWellFormed()).toBe(true);
      }
      const whole = all.reduce((sum, { bare, description }) => sum + cost(bare, description), 0);
      if (whole <= budget) expect(descriptions).toEqual(all.map(({ description }) => description));
    }),
  );
});
