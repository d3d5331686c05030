import fc from 'fast-check';
import { expect, test } from 'vitest';
import { locate, splitKey } from './toml-position.ts';

const at = (line: number, column: number, end = column) => ({ start: { line, column }, end: { line, column: end } });

test.each([
  ['model = 5', ['model'], at(1, 9)],
  ['  "model"   =  "x" # c', ['model'], at(1, 16, 18)],
  ['a = 1\n\n[s]\nmodel = 1\n[t]\nmodel = 22', ['t', 'model'], at(6, 9, 10)],
  ['s.t = true', ['s', 't'], at(1, 7, 10)],
  ['[model_providers."my one"]\nname = 5', ['model_providers', 'my one', 'name'], at(2, 8)],
  ['x = """\nmodel = 1\n"""\nmodel = 2', ['model'], at(4, 9)],
  ['s = { a = 1, b = 2 }', ['s', 'b'], at(1, 5)],
  ['[model_providers.mock]\nx = 1', ['model_providers'], at(1, 2, 16)],
])('%j %j', (text, key, expected) => {
  expect(locate(text, key)?.value).toEqual(expected);
});

test('the key itself', () => {
  expect(locate('[t]\n  "a b" = 1', ['t', 'a b'])?.key).toEqual(at(2, 3, 7));
});

test('a key that is not there', () => {
  expect(locate('a = 1\n[b]\nc = 2', ['c'])).toBeNull();
});

test('keys are read as they are quoted', () => {
  const segment = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), (path) => {
      expect(splitKey(path.map((part) => JSON.stringify(part)).join(' . '))).toEqual(path);
    }),
  );
});
