// `npm run check`: every rule of this repository that a machine can hold, in order; each failure names what mends it.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { checkDocs } from './check-docs.ts';
import { checkImports } from './check-imports.ts';
import { checkSizes } from './check-sizes.ts';
import { describeProblem, type Problem } from './problem.ts';
import { closingLine, type Finished, run, runNode, sum, type Tally } from './run.ts';
import { readSources, root } from './sources.ts';
import { runVitest } from './vitest.ts';

interface Check {
  readonly name: string;
  /** The command that mends a failure, or shows it again while it is mended by hand. */
  readonly mend: string;
  run(): Promise<Finished>;
}

const bin = (name: string): string => path.join(root, 'node_modules/.bin', name);

const checks: readonly Check[] = [
  {
    name: 'format and lint',
    mend: 'npm run format   (what it leaves is mended by hand)',
    run: () => run(bin('biome'), ['check', '.']),
  },
  {
    name: 'types',
    mend: 'npx tsc --noEmit -p .   (shows them again)',
    run: () => run(bin('tsc'), ['--noEmit', '-p', '.']),
  },
  {
    name: 'import law',
    mend: 'scripts/node scripts/check-imports.ts   (shows them again)',
    run: async () => finishedWith(checkImports(readSources())),
  },
  {
    name: 'sizes',
    mend: 'scripts/node scripts/check-sizes.ts --list   (shows the longest)',
    run: async () => finishedWith(checkSizes(readSources())),
  },
  {
    name: 'documents',
    mend: 'scripts/node scripts/check-docs.ts   (shows them again)',
    run: async () => finishedWith(checkDocs()),
  },
  { name: 'generated files', mend: 'npm run generate', run: checkGenerated },
];

function finishedWith(problems: readonly Problem[]): Finished {
  return { status: problems.length === 0 ? 0 : 1, output: problems.map(describeProblem).join('\n') };
}

async function checkGenerated(): Promise<Finished> {
  if (!existsSync(path.join(root, 'scripts/generate.ts'))) return { status: 0, output: '' };
  return runNode(['scripts/generate.ts', '--check']);
}

async function runCheck(check: Check): Promise<Tally> {
  const started = performance.now();
  const { status, output } = await check.run();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${check.name} (${seconds} s)`);
  if (status === 0) return { passed: 1, failed: 0, skipped: 0 };
  console.log(`${output.trimEnd()}\nmend: ${check.mend}\n`);
  return { passed: 0, failed: 1, skipped: 0 };
}

export async function runChecks(): Promise<Tally> {
  const tallies: Tally[] = [];
  for (const check of checks) tallies.push(await runCheck(check));
  const unit = await runVitest('unit');
  if (unit.failed > 0)
    console.log('mend: scripts/node node_modules/vitest/vitest.mjs run --project unit   (shows them again)\n');
  return sum([...tallies, unit]);
}

if (import.meta.main) {
  const tally = await runChecks();
  console.log(closingLine(tally));
  process.exitCode = tally.failed === 0 ? 0 : 1;
}
