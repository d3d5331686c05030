// `npm run generate`: writes every generated file. With `--check` it writes nothing and fails where one is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apiMarkdown } from '@codex/web-server/docs/api-markdown.ts';
import { routes } from '@codex/web-server/routes/routes.ts';
import { describeConfig } from './config-doc.ts';
import { describeTypes, listTypeModules } from './protocol-types.ts';
import { root } from './sources.ts';
import { describeTools } from './tools-doc.ts';
import { describeUnsupported } from './unsupported.ts';

/** File, relative to the repository, and what makes its text. Later ones are made from earlier ones. */
const generators: Readonly<Record<string, () => string | Promise<string>>> = {
  'docs/unsupported.md': describeUnsupported,
  'docs/tools.md': describeTools,
  'docs/configuration.md': describeConfig,
  'packages/protocol/src/generated/type-modules.ts': listTypeModules,
  'packages/protocol/src/generated/descriptions.json': describeTypes,
  'API.md': () => apiMarkdown(routes),
  'docs/app-server.md': async () => (await import('./protocol-reference.ts')).describeProtocol(),
};

async function generate(check: boolean): Promise<string[]> {
  const stale: string[] = [];
  for (const [name, make] of Object.entries(generators)) {
    const file = path.join(root, name);
    const text = await make();
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    stale.push(name);
    if (!check) writeFileSync(file, text);
  }
  return stale;
}

const check = process.argv.includes('--check');
const stale = await generate(check);
for (const name of stale) console.log(`${name}: ${check ? 'is not what its generator makes' : 'written'}`);
process.exitCode = check && stale.length > 0 ? 1 : 0;
