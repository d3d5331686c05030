// Shows that the recordings still describe the official binary: a sample of scenarios is played to it again.
import { runConformance, scenarioNames } from './conformance.ts';
import { officialCodex } from './peers.ts';
import type { Tally } from './run.ts';

/** Quick scenarios of different kinds, in which nothing races. */
const sample = /^(init-gate|turn-text|exec-auto|approve-accept|patch-auto|thread-read)$/;

export async function runRecordings(): Promise<Tally> {
  const official = officialCodex();
  const scenarios = scenarioNames(sample);
  if (official === undefined) {
    console.log('SKIPPED: the official binary is not installed. Run: npm run setup');
    return { passed: 0, failed: 0, skipped: scenarios.length };
  }
  const server = `'${official}' app-server`;
  let differing: readonly string[] = scenarios;
  for (let attempt = 0; attempt < 2 && differing.length > 0; attempt++) {
    const { scores } = await runConformance({ server, scenarios: differing });
    differing = [...scores].filter(([, score]) => score.exact < 1).map(([name]) => name);
  }
  for (const name of differing) console.log(`${name}: the official binary no longer does what is recorded`);
  if (differing.length > 0) console.log('mend: npm run oracle:record');
  return { passed: scenarios.length - differing.length, failed: differing.length, skipped: 0 };
}
