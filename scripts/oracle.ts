// `npm run oracle`: conformance of our app server with the recordings of the official one, held by a ratchet.
//   npm run oracle -- --only REGEX --diff     some scenarios, with what differs
//   npm run oracle -- --update                raises tests/oracle/ratchet.json; refuses when a scenario has fallen
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type ConformanceRun, runConformance, type Score, scenarioNames } from './conformance.ts';
import { fallen, raise, readRatchet, risen, type Scores, worse, writeRatchet } from './ratchet.ts';
import { closingLine, runNode, type Tally } from './run.ts';
import { root } from './sources.ts';

const server = `'${path.join(root, 'node_modules/.bin/codex')}' app-server`;

interface OracleOptions {
  readonly only?: RegExp | undefined;
  readonly diff?: boolean | undefined;
  readonly update?: boolean | undefined;
}

/** Fails for every scenario that lies below its stored score in each of three runs: timing may spoil one. */
export async function runOracle({ only, diff, update }: OracleOptions = {}): Promise<Tally> {
  const ratchet = readRatchet();
  const scenarios = scenarioNames(only);
  const first = await runConformance({ server, scenarios, diff: diff ?? false });
  const scores = new Map(first.scores);
  const failed = await confirmFallen(ratchet, scores);
  print(ratchet, scores, first, failed);
  if (update) await updateRatchet(ratchet, scores, failed);
  return { passed: scenarios.length - failed.length, failed: failed.length, skipped: 0 };
}

async function confirmFallen(ratchet: Scores, scores: Map<string, Score>): Promise<string[]> {
  let suspects = fallen(ratchet, scores);
  for (let run = 2; run <= 3 && suspects.length > 0; run += 1) {
    console.log(`below their stored scores, run again: ${suspects.join(', ')}`);
    const again = await runConformance({ server, scenarios: suspects });
    suspects = fallen(ratchet, again.scores);
    for (const [name, score] of again.scores) if (!suspects.includes(name)) scores.set(name, score);
  }
  return suspects;
}

function print(ratchet: Scores, scores: Scores, { differences }: ConformanceRun, failed: readonly string[]): void {
  if (differences) console.log(differences);
  const rose = new Set(risen(ratchet, scores));
  for (const [name, score] of scores) {
    if (rose.has(name)) console.log(`ROSE ${row(name, score)}`);
    else if (isImperfect(score) && !failed.includes(name)) console.log(`     ${row(name, score)}`);
  }
  for (const name of failed) {
    console.log(`FELL ${row(name, scores.get(name))}`);
    console.log(`     ${row('  must not be below', ratchet.get(name))}`);
    console.log(`     mend: npm run oracle -- --only '^${name}$' --diff   (shows what differs)`);
  }
  const identical = [...scores.values()].filter((score) => !isImperfect(score)).length;
  console.log(`conformance: ${identical} of ${scores.size} scenarios identical, mean exact ${mean(scores).toFixed(4)}`);
}

function isImperfect({ exact, model, rollout }: Score): boolean {
  return exact < 1 || model < 1 || rollout < 1;
}

function row(name: string, score: Score | undefined): string {
  const { exact, model, rollout } = score ?? { exact: 0, model: 0, rollout: 0 };
  return `${name.padEnd(32)} exact ${exact.toFixed(4)}  model ${model.toFixed(4)}  rollout ${rollout.toFixed(4)}`;
}

function mean(scores: Scores): number {
  return [...scores.values()].reduce((total, score) => total + score.exact, 0) / scores.size;
}

/** What has risen is run once more, and the lower of both results counts: a lucky run must not become the rule. */
async function updateRatchet(ratchet: Scores, scores: Scores, failed: readonly string[]): Promise<void> {
  if (failed.length > 0) {
    console.log(`not updated: ${failed.length} scenario(s) fell, and the ratchet is never lowered`);
    return;
  }
  const names = risen(ratchet, scores);
  if (names.length === 0) return;
  const again = await runConformance({ server, scenarios: names });
  const confirmed = new Map([...again.scores].map(([name, score]) => [name, worse(score, scores.get(name) ?? score)]));
  writeRatchet(raise(ratchet, confirmed));
  console.log(`tests/oracle/ratchet.json: ${names.length} scenario(s) raised`);
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, diff: { type: 'boolean' }, update: { type: 'boolean' } },
  });
  const built = await runNode(['scripts/build.ts']);
  if (built.status !== 0) throw new Error(`the build failed:\n${built.output}`);
  const only = values.only === undefined ? undefined : new RegExp(values.only);
  const tally = await runOracle({ only, diff: values.diff, update: values.update });
  console.log(closingLine(tally));
  process.exitCode = tally.failed === 0 ? 0 : 1;
}
