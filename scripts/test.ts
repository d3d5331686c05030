// `npm test`: builds, then every suite in order, each even when one before it failed; the last line adds them up.
import { runChecks } from './check.ts';
import { runOracle } from './oracle.ts';
import { runRecordings } from './recordings.ts';
import { closingLine, runNode, sum, type Tally } from './run.ts';
import { runVitest } from './vitest.ts';

interface Suite {
  readonly name: string;
  run(): Promise<Tally>;
}

const suites: readonly Suite[] = [
  { name: 'build', run: () => runStep(['scripts/build.ts']) },
  { name: 'check', run: runChecks },
  { name: 'integration', run: () => runVitest('integration') },
  { name: 'demo', run: () => runStep(['scripts/demo.ts']) },
  {
    name: 'comparer',
    run: () => runStep(['tests/oracle/selftest.mjs', 'tests/oracle/recordings/public/exec-auto.jsonl']),
  },
  { name: 'conformance', run: () => runOracle() },
  { name: 'recordings', run: runRecordings },
];

async function runStep(args: readonly string[]): Promise<Tally> {
  const { status, output } = await runNode(args);
  if (status === 0) return { passed: 1, failed: 0, skipped: 0 };
  console.log(output);
  return { passed: 0, failed: 1, skipped: 0 };
}

async function runSuite({ name, run }: Suite): Promise<Tally> {
  console.log(`\n== ${name}`);
  const started = performance.now();
  const tally = await run().catch((error: unknown) => {
    console.log(error);
    return { passed: 0, failed: 1, skipped: 0 };
  });
  console.log(`== ${name}: ${closingLine(tally)} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  return tally;
}

const tallies: Tally[] = [];
for (const suite of suites) tallies.push(await runSuite(suite));
const total = sum(tallies);
console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
