// The bounded version of `npm run chaos`. CHAOS_RUNS and CHAOS_SEED change how much and which.
import { expect, test } from 'vitest';
import { chaosAnswers, randomOf, runChaos } from './chaos.ts';
import { createSite } from './harness.ts';

const count = Number(process.env.CHAOS_RUNS ?? 80);
const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000);

test(`${count} cuts and kills, seed ${seed}: every client has every event once, in order`, {
  timeout: 120_000 + count * 1_000,
}, async () => {
  const site = await createSite(chaosAnswers(count + 10));
  const { runs, events, problems } = await runChaos(site, count, randomOf(seed));
  console.log(`${JSON.stringify(runs)}, ${events} events`);
  expect(problems).toEqual([]);
  expect(events).toBeGreaterThan(count);
});
