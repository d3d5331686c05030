// `npm run bench`: our app server, then the official one when `npm run setup` has installed it, through the same work
// in one run; prints the table and writes it to bench/RESULTS.md. `npm run bench -- web`: the web server.
import { writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import path from 'node:path';
import { officialCodex, officialVersion } from '../scripts/peers.ts';
import { runNode } from '../scripts/run.ts';
import { root } from '../scripts/sources.ts';
import { measureAppServer, measures, type Results } from './app-server.ts';
import { measureProtocol, protocolTable } from './protocol.ts';

function table(ours: Results, official: Results | undefined): string {
  const rows = (Object.keys(measures) as Array<keyof Results>).map((key) => {
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

function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpus()[0]?.model.trim()}, ${memory} GB, ${type()} ${release()}, Node ${process.version}`;
}

if (process.argv[2] === 'web') {
  await import('./web-run.ts');
  process.exit();
}

const built = await runNode(['scripts/build.ts']);
if (built.status !== 0) throw new Error(`the build failed:\n${built.output}`);
const officialBinary = officialCodex();
if (officialBinary === undefined)
  console.log('The official binary is not installed (npm run setup): only ours is measured.');

const ours = await measureAppServer([path.join(root, 'node_modules/.bin/codex'), 'app-server']);
const official = officialBinary && (await measureAppServer([officialBinary, 'app-server']));
const result = table(ours, official || undefined);
console.log(result);
const protocol = protocolTable(await measureProtocol());
console.log(protocol);
writeFileSync(
  path.join(root, 'bench/RESULTS.md'),
  `# Results

Both servers did the same work over stdio, one after the other in one run, against the same model server on loopback;
the official one is its native program, without its Node launcher. Less is better. A ratio under 1 means that ours needs
less. Made by \`npm run bench\` on ${machine()}.

${result}

## The protocol package

Bundled and compiled before, as in the built command. More decoded notifications are better, less time to load is.

${protocol}
`,
);
