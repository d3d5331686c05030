// The import law catches what it forbids and lets pass what it allows.
import { expect, test } from 'vitest';
import { checkImports } from './check-imports.ts';
import { parseSource } from './sources.ts';

function problemsOf(files: Record<string, string>): string[] {
  const sources = Object.entries(files).map(([path, text]) => parseSource(path, text));
  return checkImports(sources).map((problem) => `${problem.where}: ${problem.what}`);
}

const forbidden: ReadonlyArray<readonly [name: string, path: string, text: string, expected: RegExp]> = [
  [
    'a package above',
    'packages/engine/src/x.ts',
    "import '@codex/app-server/serve.ts'",
    /engine may not import app-server/,
  ],
  ['a lazy import', 'packages/engine/src/x.ts', "await import('@codex/rpc/peer.ts')", /engine may not import rpc/],
  [
    'a type only',
    'packages/rpc/src/x.ts',
    "import type { A } from '@codex/protocol/a.ts'",
    /rpc may not import protocol/,
  ],
  ['the root folders', 'packages/cli/src/x.ts', "import '../../../scripts/run.ts'", /cli may not import scripts/],
  ['a folder above', 'packages/engine/src/exec/x.ts', "import '../tools/tool.ts'", /exec may not import engine.*tools/],
  ['threads', 'packages/engine/src/turns/x.ts', "import '../threads/thread.ts'", /turns may not import/],
  ['an unknown folder', 'packages/engine/src/misc/x.ts', '', /engine\/src\/misc is not in the import law/],
  ['an undeclared dependency', 'packages/rpc/src/x.ts', "import 'fastify'", /fastify is not a dependency/],
  ['node in a browser', 'packages/protocol/src/x.ts', "import 'node:fs'", /does not exist in a browser/],
  ['export all', 'packages/rpc/src/x.ts', "export * from './y.ts'", /export \*/],
  ['test material', 'packages/rpc/src/x.ts', "read('../../tests/oracle/a.json')", /names test material/],
];

test.each(forbidden)('refuses %s', (_name, path, text, expected) => {
  expect(problemsOf({ [path]: text })).toContainEqual(expect.stringMatching(expected));
});

test('lets pass what the law allows', () => {
  const files = {
    'packages/engine/src/threads/x.ts': "import '../config/config.ts'; import '../errors.ts'; import 'diff';",
    'packages/engine/src/models/x.ts': "import type { Tool } from '../tools/tool.ts'; import 'node:fs';",
    'packages/web-server/src/backend/in-process.ts': "import '@codex/engine/engine.ts';",
    'packages/rpc/src/x.test.ts': "import '@codex/engine/engine.ts';",
  };
  expect(problemsOf(files)).toEqual([]);
});

test('finds a runtime cycle, not one of types', () => {
  const cycle = {
    'packages/rpc/src/a.ts': "import './b.ts'",
    'packages/rpc/src/b.ts': "import './c.ts'",
    'packages/rpc/src/c.ts': "import './a.ts'",
  };
  expect(problemsOf(cycle)).toEqual([
    expect.stringContaining('a.ts -> packages/rpc/src/b.ts -> packages/rpc/src/c.ts'),
  ]);
  expect(problemsOf({ ...cycle, 'packages/rpc/src/c.ts': "import type { A } from './a.ts'" })).toEqual([]);
});

test('counts the own imports of a file once each, types not at all', () => {
  const imports = (n: number) =>
    Array.from({ length: n }, (_, i) => `import './f${i}.ts'; import './f${i}.ts';`).join('');
  const type = "import type { A } from './a.ts';";
  expect(problemsOf({ 'packages/rpc/src/x.ts': imports(12) + type })).toEqual([]);
  expect(problemsOf({ 'packages/rpc/src/x.ts': imports(13) })).toEqual([expect.stringContaining('13 own imports')]);
});
