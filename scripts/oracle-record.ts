// `npm run oracle:record`: makes the recordings anew from the official binary that `npm run setup` installs.
//   npm run oracle:record -- --only REGEX
import path from 'node:path';
import { parseArgs } from 'node:util';
import { oracleFolder } from './conformance.ts';
import { cacheFolder, officialCodex } from './peers.ts';
import { runNode } from './run.ts';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const official = officialCodex();
if (official === undefined) {
  console.error('The official binary is not installed. Run: npm run setup');
  process.exit(1);
}
const places = [
  '--out',
  'recordings/public',
  '--samples',
  'samples/rollouts',
  '--base',
  path.join(cacheFolder, 'record'),
];
const only = values.only === undefined ? [] : ['--only', values.only];
const { status } = await runNode(
  ['run.mjs', '--server', `'${official}' app-server`, ...places, ...only, 'scenarios/public'],
  { cwd: oracleFolder, show: true },
);
process.exitCode = status;
