// The lowest scores that conformance may have, per scenario. They only rise.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { oracleFolder, type Score } from './conformance.ts';

export type Scores = ReadonlyMap<string, Score>;

const file = path.join(oracleFolder, 'ratchet.json');
const zero: Score = { exact: 0, model: 0, rollout: 0 };
const parts = ['exact', 'model', 'rollout'] as const;

export function readRatchet(): Scores {
  return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Score>));
}

export function writeRatchet(ratchet: Scores): void {
  const rows = [...ratchet]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { exact, model, rollout }]) => {
      return `  ${JSON.stringify(name)}: { "exact": ${exact}, "model": ${model}, "rollout": ${rollout} }`;
    });
  writeFileSync(file, `{\n${rows.join(',\n')}\n}\n`);
}

/** Names of the scenarios that lie below their stored score in any part. */
export function fallen(ratchet: Scores, scores: Scores): string[] {
  return [...scores].filter(([name, score]) => isBelow(score, ratchet.get(name) ?? zero)).map(([name]) => name);
}

/** Names of the scenarios that lie above their stored score in any part, or have none yet. */
export function risen(ratchet: Scores, scores: Scores): string[] {
  return [...scores]
    .filter(([name, score]) => !ratchet.has(name) || isBelow(ratchet.get(name) ?? zero, score))
    .map(([name]) => name);
}

function isBelow(score: Score, than: Score): boolean {
  return parts.some((part) => score[part] < than[part]);
}

export const better = (a: Score, b: Score): Score => combine(Math.max, a, b);
export const worse = (a: Score, b: Score): Score => combine(Math.min, a, b);

function combine(pick: (a: number, b: number) => number, a: Score, b: Score): Score {
  return { exact: pick(a.exact, b.exact), model: pick(a.model, b.model), rollout: pick(a.rollout, b.rollout) };
}

/** The ratchet with every part raised to the given scores, and nothing lowered. */
export function raise(ratchet: Scores, scores: Scores): Scores {
  const raised = new Map(ratchet);
  for (const [name, score] of scores) raised.set(name, better(ratchet.get(name) ?? zero, score));
  return raised;
}
