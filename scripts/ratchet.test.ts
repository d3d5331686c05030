// The ratchet rises part by part and is never lowered.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Score } from './conformance.ts';
import { fallen, raise, risen } from './ratchet.ts';

const fraction = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 10_000);
const score: fc.Arbitrary<Score> = fc.record({ exact: fraction, model: fraction, rollout: fraction });
const scores = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), score).map((all) => new Map(Object.entries(all)));

test('raising lowers no part of any scenario, and what was measured no longer lies above', () => {
  fc.assert(
    fc.property(scores, scores, (ratchet, measured) => {
      const raised = raise(ratchet, measured);
      expect(fallen(ratchet, raised)).toEqual([]);
      expect(risen(raised, measured)).toEqual([]);
      expect([...ratchet.keys()].every((name) => raised.has(name))).toBe(true);
    }),
  );
});

test('one lower part is a fall, even when another rises', () => {
  const ratchet = new Map([['a', { exact: 0.5, model: 0.5, rollout: 0.5 }]]);
  const measured = new Map([['a', { exact: 1, model: 0.4999, rollout: 0.5 }]]);
  expect(fallen(ratchet, measured)).toEqual(['a']);
});

test('a scenario without a stored score cannot fall, and counts as risen', () => {
  const measured = new Map([['new', { exact: 0, model: 0, rollout: 0 }]]);
  expect(fallen(new Map(), measured)).toEqual([]);
  expect(risen(new Map(), measured)).toEqual(['new']);
});
