#!/usr/bin/env node
// Runs scenarios against a server and prints how far it is from the official recordings, worst last.
//   node score.mjs --server "COMMAND app-server" [--ws] [--dir DIR] [--only REGEX] [--jobs N] [--timeout MS] [--diff]
//                  [--min N] [--min-each N] [--min-model N] [--min-rollout N]
// DIR holds scenarios/ and recordings/ (default: the public set here). Exits 1 when the mean `exact` is under --min,
// a single scenario's under --min-each, or the mean model or rollout score under theirs.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
const option = (name, fallback) => {
  const i = args.indexOf(`--${name}`);
  return i >= 0 ? args[i + 1] : fallback;
};
const server = option('server');
if (!server) throw new Error('usage: score.mjs --server "COMMAND" [--dir DIR] [--only REGEX] [--min N] [--diff]');
const scenarios = option('dir') ? path.join(option('dir'), 'scenarios') : path.join(here, 'scenarios/public');
const recordings = option('dir') ? path.join(option('dir'), 'recordings') : path.join(here, 'recordings/public');
const only = new RegExp(option('only', '.'));
const names = fs.readdirSync(scenarios).filter((f) => f.endsWith('.json') && only.test(f.replace('.json', '')));

const out = fs.mkdtempSync(path.join(os.tmpdir(), 'oracle-'));
const expected = path.join(out, 'expected'),
  actual = path.join(out, 'actual');
fs.mkdirSync(expected);
fs.mkdirSync(actual);
for (const n of names)
  fs.copyFileSync(
    path.join(recordings, n.replace('.json', '.jsonl')),
    path.join(expected, n.replace('.json', '.jsonl')),
  );
try {
  execFileSync(
    process.execPath,
    [
      path.join(here, 'run.mjs'),
      '--server',
      server,
      '--out',
      actual,
      '--jobs',
      option('jobs', '2'),
      '--timeout',
      option('timeout', '4000'),
      ...(args.includes('--ws') ? ['--ws'] : []),
      ...names.map((n) => path.join(scenarios, n)),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], maxBuffer: 1 << 28 },
  );
} catch {
  /* a scenario that broke off is compared as far as it got */
}
if (args.includes('--diff'))
  execFileSync(process.execPath, [path.join(here, 'compare.mjs'), '--model', '--rollout', expected, actual], {
    stdio: 'inherit',
    maxBuffer: 1 << 28,
  });
const { summary, report } = JSON.parse(
  execFileSync(process.execPath, [path.join(here, 'compare.mjs'), '--json', '--model', '--rollout', expected, actual], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  }).replace(/^.*NO RECORDING\n/gm, ''),
);
fs.rmSync(out, { recursive: true, force: true });
const rows = Object.entries(report)
  .map(([name, r]) => [
    name,
    r === 'no recording' ? 0 : r.wire.exactFraction,
    r === 'no recording' ? 0 : r.model.score,
    r === 'no recording' ? 0 : r.rollout.score,
  ])
  .sort((a, b) => b[1] - a[1]);
for (const [name, exact, model, rollout] of rows)
  if (exact < 1 || model < 1 || rollout < 1)
    console.log(
      `${name.padEnd(36)} exact ${exact.toFixed(3)}  model ${model.toFixed(3)}  rollout ${rollout.toFixed(3)}`,
    );
console.log(
  `${summary.perfect}/${summary.scenarios} identical; exact ${summary.exactFraction.toFixed(4)}, model ${summary.modelScore.toFixed(4)}, rollout ${summary.rolloutScore.toFixed(4)}`,
);
const reached = (value, name) => value >= Number(option(name, '0'));
process.exit(
  reached(summary.exactFraction, 'min') &&
    rows.every((r) => reached(r[1], 'min-each')) &&
    reached(summary.modelScore, 'min-model') &&
    reached(summary.rolloutScore, 'min-rollout')
    ? 0
    : 1,
);
