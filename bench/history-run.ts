// `npm run bench -- history`: stored threads; prints the table and writes it to bench/HISTORY-RESULTS.md.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../scripts/sources.ts';
import { compare, machine } from './comparison.ts';
import { historyMeasures, historySize, measureHistory } from './history.ts';

const result = await compare(historyMeasures, measureHistory);
console.log(result);
const size = `${historySize.threads.toLocaleString('en')} stored threads and one of ${historySize.megabytes} MB`;
writeFileSync(
  path.join(root, 'bench/HISTORY-RESULTS.md'),
  `# Results with many stored threads

A home with ${size}, which the server sees for the first time; over stdio, one server
after the other in one run. Ours builds its index while it answers: what is listed meanwhile is what it knows, the newest
first. The official server builds its own before it answers \`initialize\`. Less is better, except that all threads must be
listed. Made by \`npm run bench -- history\` on ${machine()}.

${result}
`,
);
