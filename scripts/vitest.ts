// Runs one vitest project and counts its tests.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runNode, type Tally } from './run.ts';

interface JsonReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

export async function runVitest(project: 'unit' | 'integration'): Promise<Tally> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vitest-'));
  const report = path.join(folder, 'report.json');
  try {
    const reporters = ['default', 'json', './scripts/flaky-reporter.ts'].map((name) => `--reporter=${name}`);
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', project, '--passWithNoTests'];
    const args = [...vitest, ...reporters, `--outputFile.json=${report}`];
    const env = process.stdout.isTTY ? process.env : { ...process.env, NO_COLOR: '1' };
    const { status } = await runNode(args, { env, show: true });
    return readReport(report, status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that cannot be loaded has no tests to fail, so the verdict of the whole run counts at least once. */
function readReport(file: string, status: number): Tally {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as JsonReport;
    const broken = status !== 0 || !report.success ? 1 : 0;
    return {
      passed: report.numPassedTests,
      failed: Math.max(report.numFailedTests, broken),
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: status === 0 ? 0 : 1, skipped: 0 };
  }
}
