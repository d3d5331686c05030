// `npm run generate`: writes every generated file. With `--check` it writes nothing and fails where one is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './sources.ts';

/**
 * File, relative to the repository, and what makes its text. Later ones are made from earlier ones, so each is loaded
 * when its turn comes.
 */
const generators: Readonly<Record<string, () => Promise<string>>> = {
  'packages/protocol/src/generated/method-names.ts': async () =>
    (await import('./protocol-names.ts')).listMethodNames(),
  'packages/protocol/src/generated/type-modules.ts': async () =>
    (await import('./protocol-types.ts')).listTypeModules(),
  'packages/protocol/src/generated/descriptions.json': async () =>
    (await import('./protocol-types.ts')).describeTypes(),
  'docs/unsupported.md': async () => (await import('./unsupported.ts')).describeUnsupported(),
  'docs/tools.md': async () => (await import('./tools-doc.ts')).describeTools(),
  'docs/configuration.md': async () => (await import('./config-doc.ts')).describeConfig(),
  'API.md': describeApi,
  'docs/app-server.md': async () => (await import('./protocol-reference.ts')).describeProtocol(),
};

async function describeApi(): Promise<string> {
  const { apiMarkdown } = await import('@codex/web-server/docs/api-markdown.ts');
  const { routes } = await import('@codex/web-server/routes/routes.ts');
  return apiMarkdown(routes);
}

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
