// `npm run bench`: our app server, then the official one when `npm run setup` has installed it, through the same work
// in one run; prints the table and writes it to bench/RESULTS.md. `npm run bench -- web`: the web server;
// `-- history`: many stored threads.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../scripts/sources.ts';
import { measureAppServer, measures } from './app-server.ts';
import { compare, machine } from './comparison.ts';
import { measureProtocol, protocolTable } from './protocol.ts';

/** Other measurements than the app server's. */
const others: Readonly<Record<string, () => Promise<unknown>>> = {
  web: () => import('./web-run.ts'),
  history: () => import('./history-run.ts'),
};

const other = others[process.argv[2] ?? ''];
if (other) {
  await other();
  process.exit();
}

const result = await compare(measures, measureAppServer);
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
