// Runs scenarios of tests/oracle against a server and scores them against the recordings of the official one.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder } from './peers.ts';
import { runNode } from './run.ts';
import { root } from './sources.ts';

export const oracleFolder: string = path.join(root, 'tests/oracle');
const scenariosFolder = path.join(oracleFolder, 'scenarios/public');
const recordingsFolder = path.join(oracleFolder, 'recordings/public');

/** Agreement with the recording, 0 to 1: messages without any difference, model requests, rollout lines. */
export interface Score {
  readonly exact: number;
  readonly model: number;
  readonly rollout: number;
}

export interface ConformanceRun {
  readonly scores: ReadonlyMap<string, Score>;
  /** What differs, for people; empty unless `diff` was asked for. */
  readonly differences: string;
}

export interface ConformanceOptions {
  /** A shell command that speaks the protocol on stdio, or on `--listen ws://…` when that is added to it. */
  readonly server: string;
  readonly scenarios: readonly string[];
  readonly diff?: boolean;
}

export function scenarioNames(only = /./): string[] {
  return readdirSync(scenariosFolder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => path.basename(file, '.json'))
    .filter((name) => only.test(name))
    .sort();
}

/** The work folder lies in the cache, because sandboxes treat /tmp in their own way. It is removed afterwards. */
export async function runConformance(options: ConformanceOptions): Promise<ConformanceRun> {
  mkdirSync(cacheFolder, { recursive: true });
  const work = mkdtempSync(path.join(cacheFolder, 'conformance-'));
  try {
    await record(work, options);
    return await compare(work, options);
  } finally {
    rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A scenario that breaks off is compared as far as it got, so the exit status says nothing. */
async function record(work: string, { server, scenarios }: ConformanceOptions): Promise<void> {
  const files = scenarios.map((name) => path.join(scenariosFolder, `${name}.json`));
  const places = ['--out', path.join(work, 'actual'), '--base', path.join(work, 'run')];
  const limits = ['--jobs', '2', '--timeout', '4000'];
  await runNode([path.join(oracleFolder, 'run.mjs'), '--server', server, ...places, ...limits, ...files]);
}

interface ComparedScenario {
  readonly wire: { readonly exactFraction: number };
  readonly model: { readonly score: number };
  readonly rollout: { readonly score: number };
}

async function compare(work: string, { scenarios, diff }: ConformanceOptions): Promise<ConformanceRun> {
  const expected = path.join(work, 'expected');
  mkdirSync(expected);
  for (const name of scenarios)
    copyFileSync(path.join(recordingsFolder, `${name}.jsonl`), path.join(expected, `${name}.jsonl`));
  const tool = [path.join(oracleFolder, 'compare.mjs'), '--model', '--rollout', expected, path.join(work, 'actual')];
  const { status, output } = await runNode([...tool, '--json']);
  if (status !== 0) throw new Error(`the comparer failed:\n${output}`);
  const { report } = JSON.parse(output) as { report: Record<string, ComparedScenario | string> };
  const scores = new Map(Object.entries(report).map(([name, compared]) => [name, toScore(compared)]));
  return { scores, differences: diff ? (await runNode(tool)).output : '' };
}

function toScore(compared: ComparedScenario | string): Score {
  if (typeof compared === 'string') return { exact: 0, model: 0, rollout: 0 };
  return {
    exact: floor(compared.wire.exactFraction),
    model: floor(compared.model.score),
    rollout: floor(compared.rollout.score),
  };
}

/** Four digits, rounded down: a stored score is never above the measured one. */
function floor(value: number): number {
  return Math.floor(value * 10_000) / 10_000;
}
