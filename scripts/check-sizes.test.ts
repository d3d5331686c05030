// Sizes are measured as the budgets mean them.
import { expect, test } from 'vitest';
import { checkSizes, functionsOf } from './check-sizes.ts';
import { parseSource } from './sources.ts';

const sized = (text: string) => functionsOf(parseSource('packages/rpc/src/x.ts', text));

test('names and measures every kind of function', () => {
  const text = `function plain() {\n  return 1;\n}\nconst arrow = () => 1;\nclass A {\n  method() {\n    return 1;\n  }\n}\n`;
  expect(sized(text).map((fn) => [fn.name, fn.lines])).toEqual([
    ['plain', 3],
    ['arrow', 1],
    ['method', 3],
  ]);
});

test('nesting counts blocks of control flow; else-if continues, a function inside starts anew', () => {
  const nesting = (body: string) => sized(`function f() { ${body} }`)[0]?.nesting;
  expect(nesting('return 1;')).toBe(0);
  expect(nesting('if (a) { for (;;) { try { b(); } catch {} } }')).toBe(3);
  expect(nesting('if (a) {} else if (b) {} else if (c) {} else if (d) {}')).toBe(1);
  expect(nesting('if (a) { g(() => { if (b) { while (c) d(); } }); }')).toBe(1);
});

test('reports what is over a cap, with its place', () => {
  const long = `export function long() {\n${'  a();\n'.repeat(90)}}\n`;
  expect(checkSizes([parseSource('packages/rpc/src/x.ts', long)]).map((p) => `${p.where} ${p.what}`)).toEqual([
    'all functions 95th percentile of lines is 92 (limit 40)',
    'packages/rpc/src/x.ts:1 long has 92 lines (cap 80)',
  ]);
  const lines = (count: number) => parseSource('tests/x.test.ts', '//\n'.repeat(count));
  expect(checkSizes([lines(400)])).toEqual([]);
  expect(checkSizes([lines(401)]).map((p) => p.what)).toEqual(['401 lines (cap 400)']);
});
