// `npm run bench -- web`: the web server under load; prints the table and writes it to bench/WEB-RESULTS.md.
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { runNode } from '../scripts/run.ts';
import { root } from '../scripts/sources.ts';
import { measureWebServer } from './web-server.ts';

const built = await runNode(['scripts/build.ts']);
if (built.status !== 0) throw new Error(`the build failed:\n${built.output}`);
const { rows, skipped } = await measureWebServer();
const lines = rows.map(([measure, value, target]) => `| ${measure} | ${value} | ${target} |`);
const table = ['| measure | ours | target |', '|---|---:|---|', ...lines].join('\n');
console.log(table);
for (const each of skipped) console.log(`SKIPPED ${each}`);
const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
const missing = skipped.map((each) => `\nNot measured: ${each}.\n`).join('');
writeFileSync(
  path.join(root, 'bench/WEB-RESULTS.md'),
  `# Results of the web server

Server and load share one machine; the load is one process. Made by \`npm run bench -- web\` on ${machine}.

${table}
${missing}`,
);
