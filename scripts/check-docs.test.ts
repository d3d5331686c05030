// Documents are held to the files they name.
import { expect, test } from 'vitest';
import { checkDocument } from './check-docs.ts';

const problemsOf = (text: string) => checkDocument('docs/x.md', text).map((p) => `${p.where}: ${p.what}`);

test('a path in backticks and a relative link must exist', () => {
  expect(problemsOf('`scripts/check.ts`, `scripts/` and [decisions](decisions/0001-node-24-by-launcher.md)')).toEqual(
    [],
  );
  expect(problemsOf('first line\n`scripts/gone.ts`')).toEqual(['docs/x.md:2: scripts/gone.ts does not exist']);
  expect(problemsOf('[gone](gone.md)')).toEqual(['docs/x.md:1: docs/gone.md does not exist']);
});

test('what is planned, anchors, addresses and other words are no claims about files', () => {
  expect(problemsOf('planned: `scripts/gone.ts`')).toEqual([]);
  expect(problemsOf('[a](#b) [c](https://example.org/d.md) `turn/start`')).toEqual([]);
});
