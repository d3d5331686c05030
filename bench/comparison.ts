// Figures of our server beside those of the official one, as a table; and the machine they come from.
import { cpus, release, totalmem, type } from 'node:os';
import path from 'node:path';
import { officialCodex, officialVersion } from '../scripts/peers.ts';
import { runNode } from '../scripts/run.ts';
import { root } from '../scripts/sources.ts';

/** Builds ours, then measures it and, where it is installed, the official server. */
export async function compare<K extends string>(
  measures: Readonly<Record<K, string>>,
  measure: (command: readonly string[]) => Promise<Record<K, number>>,
): Promise<string> {
  const built = await runNode(['scripts/build.ts']);
  if (built.status !== 0) throw new Error(`the build failed:\n${built.output}`);
  const official = officialCodex();
  if (official === undefined) {
    console.log('The official binary is not installed (npm run setup): only ours is measured.');
  }
  const ours = await measure([path.join(root, 'node_modules/.bin/codex'), 'app-server']);
  return table(measures, ours, official ? await measure([official, 'app-server']) : undefined);
}

function table<K extends string>(
  measures: Readonly<Record<K, string>>,
  ours: Record<K, number>,
  official: Record<K, number> | undefined,
): string {
  const rows = (Object.keys(measures) as K[]).map((key) => {
    const theirs = official?.[key];
    const ratio = theirs === undefined ? '' : (ours[key] / theirs).toFixed(2);
    return `| ${measures[key]} | ${show(ours[key])} | ${theirs === undefined ? '' : show(theirs)} | ${ratio} |`;
  });
  const head = `| measure | ours | official ${officialVersion} | ours / official |\n|---|---:|---:|---:|`;
  return [head, ...rows].join('\n');
}

function show(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

export function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpus()[0]?.model.trim()}, ${memory} GB, ${type()} ${release()}, Node ${process.version}`;
}
