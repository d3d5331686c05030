// The exported documents, as the command writes them: valid JSON Schema, TypeScript that compiles on its own, and nothing
// experimental unless asked for. Their names and contents are compared in drift.test.ts.
import { execFile } from 'node:child_process';
import { chmod, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { experimentalMethods } from '@codex/protocol/experimental.ts';
import { clientMethodNames } from '@codex/protocol/generated/method-names.ts';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officialCodex } from '../../scripts/peers.ts';
import { root } from '../../scripts/sources.ts';
import { entry } from '../app-server/harness.ts';

const run = promisify(execFile);
let folder: string;

const codex = (...args: readonly string[]) => run(process.execPath, [entry, ...args]);
const listing = async (path: string) =>
  (await readdir(path, { recursive: true })).filter((name) => name.includes('.')).sort();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'codex-export-'));
  await codex('app-server', 'generate-json-schema', '--out', join(folder, 'json'));
  await codex('app-server', 'generate-json-schema', '-o', join(folder, 'json-all'), '--experimental');
  await codex('app-server', '-c', 'model="m"', 'generate-ts', '--out', join(folder, 'ts'));
  await codex('app-server', 'generate-ts', `--out=${join(folder, 'ts-all')}`, '--experimental');
});

afterAll(() => rm(folder, { recursive: true }));

function* referencesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref') yield inner as string;
    else yield* referencesIn(inner);
  }
}

function resolve(schema: unknown, reference: string): unknown {
  const path = reference.split('/').slice(1);
  return path.reduce((value, key) => (value as Record<string, unknown> | undefined)?.[key], schema);
}

it.each(['json', 'json-all'])(
  '%s is valid JSON Schema, draft-07, with every reference in the same file',
  async (name) => {
    const ajv = new Ajv();
    for (const file of await listing(join(folder, name))) {
      const schema = JSON.parse(await readFile(join(folder, name, file), 'utf8'));
      expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
      expect(ajv.validateSchema(schema), file).toBe(true);
      expect([...referencesIn(schema)].filter((reference) => resolve(schema, reference) === undefined)).toEqual([]);
    }
  },
);

const compile = (files: readonly string[], cwd: string) => {
  const options = '--noEmit --strict --ignoreConfig --moduleResolution bundler --module esnext'.split(' ');
  return run(join(root, 'node_modules/.bin/tsc'), [...options, '--types', '', ...files], { cwd });
};

it.each(['ts', 'ts-all'])('%s compiles on its own', async (name) => {
  await compile(await listing(join(folder, name)), join(folder, name));
});

it.for(['ts', 'ts-all'])('%s: every value of an official type is one of ours', async (name, { skip }) => {
  const program = officialCodex();
  if (program === undefined) return skip('the official binary is not installed. Run: npm run setup');
  const both = join(folder, `both-${name}`);
  await cp(join(folder, name), join(both, 'ours'), { recursive: true });
  const experimental = name === 'ts-all' ? ['--experimental'] : [];
  await run(program, ['app-server', 'generate-ts', '--out', join(both, 'theirs'), ...experimental]);
  const files = (await listing(join(both, 'theirs'))).filter((file) => !file.endsWith('index.ts'));
  for (const file of files)
    await mapFile(join(both, 'theirs', file), (text) => text.replaceAll(/\bbigint\b/g, 'number'));
  for (const side of ['ours', 'theirs']) {
    await writeFile(join(both, side, 'serde_json/JsonValue.ts'), 'export type JsonValue = unknown;\n');
  }
  await writeFile(join(both, 'fits.ts'), `type Fits<A extends B, B> = [A, B];\n${files.map(fits).join('')}`);
  const { stdout } = await compile(['fits.ts'], both).catch((error: { stdout: string }) => error);
  expect(stdout).toBe('');
});

/** Integers of 64 bits are numbers in JSON. */
async function mapFile(path: string, map: (text: string) => string): Promise<void> {
  await writeFile(path, map(await readFile(path, 'utf8')));
}

/** Fails to compile where our type of the same name is narrower. */
function fits(file: string, index: number): string {
  const path = file.replace(/\.ts$/, '');
  const type = (side: string) => `import('./${side}/${path}').${basename(path)}`;
  return `export type Fits${index} = Fits<${type('theirs')}, ${type('ours')}>;\n`;
}

it('leaves out what is experimental unless it is asked for', async () => {
  const requests = async (name: string) => readFile(join(folder, name, 'ClientRequest.ts'), 'utf8');
  const [stable, all] = [await requests('ts'), await requests('ts-all')];
  for (const method of clientMethodNames) {
    const isThere = stable.includes(`"${method}"`);
    expect(isThere, method).toBe(!experimentalMethods.has(method));
    if (isThere) expect(all).toContain(`"${method}"`);
  }
  expect(all).toContain('"collaborationMode/list"');
  const params = async (name: string) => readFile(join(folder, name, 'v2/ThreadStartParams.ts'), 'utf8');
  expect(await params('ts')).not.toContain('dynamicTools');
  expect(await params('ts-all')).toContain('dynamicTools');
});

describe('codex-app-server-protocol-export', () => {
  it('writes both, and lets a formatter at the TypeScript', async () => {
    const formatter = join(folder, 'formatter');
    await writeFile(formatter, `#!/bin/sh\nshift 3\nfor file; do echo "$file"; done > ${join(folder, 'formatted')}\n`);
    await chmod(formatter, 0o755);
    const out = join(folder, 'both');
    await codex('protocol-export', '-o', out, '-p', formatter);
    const [json, ts] = [await listing(join(folder, 'json')), await listing(join(folder, 'ts'))];
    expect(await listing(out)).toEqual([...json, ...ts].sort());
    const formatted = (await readFile(join(folder, 'formatted'), 'utf8')).trim().split('\n');
    expect(formatted.sort()).toEqual(ts.map((file) => join(out, file)).sort());
  });

  it.each([
    [
      ['generate-ts'],
      2,
      'error: the following required arguments were not provided:\n  --out <DIR>\n\nUsage: codex app-server generate-ts --out <DIR>\n',
    ],
    [
      ['generate-ts', '--out', 'x', 'y'],
      2,
      "error: unexpected argument 'y' found\n\nUsage: codex app-server generate-ts [OPTIONS] --out <DIR>\n",
    ],
    [
      ['generate-ts', '--out', 'x', '--out', 'y'],
      2,
      "error: the argument '--out <DIR>' cannot be used multiple times\n",
    ],
    [['generate-json-schema', '--out', 'x', '--prettier', 'y'], 2, "error: unexpected argument '--prettier' found\n"],
    [
      ['generate-json-schema', '--out', '/proc/x/y'],
      1,
      'Error: Failed to create /proc/x/y\n\nCaused by:\n    No such file or directory (os error 2)\n',
    ],
    [
      ['generate-ts', '--out', 'FOLDER/p', '-p', '/x/prettier'],
      1,
      'Error: Failed to invoke Prettier at /x/prettier\n\nCaused by:\n',
    ],
    [
      ['generate-ts', '--out', 'FOLDER/p', '-p', '/bin/false'],
      1,
      'Error: Prettier failed with status exit status: 1\n',
    ],
  ])('refuses %j as the official program does', async (args, code, told) => {
    const given = args.map((text) => text.replace('FOLDER', folder));
    const failure = await codex('app-server', ...given).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, stderr: expect.stringContaining(told), stdout: '' });
  });
});
