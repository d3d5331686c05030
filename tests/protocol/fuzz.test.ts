// Random changes of valid messages: what our decoder accepts fits the official schema, and what it refuses does not.
// 5,000 of them; FUZZ=100000 (or `npm run fuzz`) tries more, FUZZ_SEED=n others.
import { expect, it } from 'vitest';
import { unwrittenRules } from './intended-differences.ts';
import { diceOf, mutate } from './mutate.ts';
import { fitsOfficialType } from './official-validator.ts';
import { collectKinds, type Kind } from './samples.ts';

const count = Number(process.env.FUZZ ?? 5_000);
const seed = Number(process.env.FUZZ_SEED ?? 1);

const kinds = collectKinds();

/** Undefined: the decoder and the schema agree. */
function disagreement({ method, part, type, read }: Kind, value: unknown): string | undefined {
  const decoded = read(value);
  const fits = fitsOfficialType(type, value);
  if ('error' in decoded) {
    return fits && !unwrittenRules.refusals.includes(decoded.error) ? `refused: ${decoded.error}` : undefined;
  }
  if (fits || (value === null && part === 'params' && unwrittenRules.nullParams.includes(method))) return undefined;
  // Older words, and lists in place of objects, are rewritten; then the schema judges what was made of them.
  const isRewritten = decoded.ok !== value;
  return isRewritten && fitsOfficialType(type, decoded.ok) ? undefined : `accepted as ${JSON.stringify(decoded.ok)}`;
}

it.each(kinds)('takes valid messages: $method $part', (kind) => {
  const problems = kind.values.map((value) => disagreement(kind, value)).filter((problem) => problem !== undefined);
  expect(problems).toEqual([]);
});

it(`agrees with the official schema on ${count} changed messages`, { timeout: 60_000 + count }, () => {
  const dice = diceOf(seed);
  const verdicts = { accepted: 0, refused: 0 };
  for (let i = 0; i < count; i++) {
    const kind = kinds[dice(kinds.length)] as Kind;
    const value = mutate(kind.values[dice(kind.values.length)], dice);
    const problem = value === undefined ? undefined : disagreement(kind, value);
    expect(problem, `${kind.part} of ${kind.method}: ${JSON.stringify(value)}`).toBeUndefined();
    verdicts['ok' in kind.read(value) ? 'accepted' : 'refused'] += 1;
  }
  expect(Math.min(verdicts.accepted, verdicts.refused)).toBeGreaterThan(count / 5);
});
