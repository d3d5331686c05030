// The protocol package on its own: how many notifications a second its decoder takes, and what loading it costs a start.
// `scripts/node bench/protocol.ts` prints both.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decodeValue } from '@codex/protocol/decode/first-request.ts';
import { serverNotifications } from '@codex/protocol/methods.ts';
import { build } from 'esbuild';
import { root } from '../scripts/sources.ts';
import { readRecordings } from '../tests/protocol/recordings.ts';

export const protocolMeasures = {
  validation: 'item notifications decoded, millions per second',
  startUp: 'loading the package for initialize (ms)',
  schemas: 'loading all schemas, after that (ms)',
} as const;

export type ProtocolResults = Record<keyof typeof protocolMeasures, number>;

/** What the project promises itself. */
export const protocolTargets: Readonly<Record<keyof typeof protocolMeasures, string>> = {
  validation: 'at least 1',
  startUp: 'at most 10',
  schemas: 'at most 10',
};

const counts = { warmUp: 200_000, messages: 1_000_000, rounds: 5, starts: 9 };

export async function measureProtocol(): Promise<ProtocolResults> {
  return { validation: measureValidation(), ...(await measureLoading()) };
}

/** The notifications of the recordings in the mix in which they were sent, over and over. */
function measureValidation(): number {
  const messages = readRecordings().flatMap((recording) => recording.messages.map(({ message }) => message));
  const items = messages.filter(({ id, method }) => id === undefined && method?.startsWith('item/') === true);
  const work = items.map(({ method, params }) => ({
    schema: serverNotifications[method as keyof typeof serverNotifications],
    params,
  }));
  const decode = (count: number) => {
    const started = performance.now();
    for (let i = 0; i < count; i++) {
      const message = work[i % work.length];
      if (message === undefined || 'error' in decodeValue(message.schema, message.params)) throw new Error('not valid');
    }
    return count / (performance.now() - started) / 1000;
  };
  decode(counts.warmUp);
  return median(Array.from({ length: counts.rounds }, () => decode(counts.messages)));
}

const parts = {
  startUp: '@codex/protocol/decode/first-request.ts',
  schemas: '@codex/protocol/decode.ts',
} as const;

/** As in a built command: bundled, and compiled before. */
async function measureLoading(): Promise<Pick<ProtocolResults, keyof typeof parts>> {
  const folder = mkdtempSync(path.join(root, 'node_modules/.bench-protocol-'));
  try {
    await build({
      absWorkingDir: root,
      entryPoints: parts,
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      minify: true,
    });
    writeFileSync(path.join(folder, 'load.mjs'), loader);
    const runs = Array.from({ length: counts.starts + 2 }, () => load(folder)).slice(2);
    return { startUp: median(runs.map(([first]) => first)), schemas: median(runs.map(([, second]) => second)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const loader = `
import { enableCompileCache } from 'node:module';
enableCompileCache(import.meta.dirname + '/cache');
const times = [];
for (const file of ['./startUp.mjs', './schemas.mjs']) {
  const started = performance.now();
  await import(file);
  times.push(performance.now() - started);
}
process.stdout.write(JSON.stringify(times));
`;

function load(folder: string): [number, number] {
  return JSON.parse(execFileSync(process.execPath, [path.join(folder, 'load.mjs')], { encoding: 'utf8' }));
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

export function protocolTable(results: ProtocolResults): string {
  const keys = Object.keys(protocolMeasures) as (keyof ProtocolResults)[];
  const rows = keys.map((key) => `| ${protocolMeasures[key]} | ${results[key].toFixed(2)} | ${protocolTargets[key]} |`);
  return ['| measure | ours | target |', '|---|---:|---:|', ...rows].join('\n');
}

if (import.meta.main) console.log(protocolTable(await measureProtocol()));
