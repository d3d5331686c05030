import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseKeyPath } from './key-path.ts';

test('names with dots between them, quoted where they hold dots', () => {
  expect(parseKeyPath('model')).toEqual(['model']);
  expect(parseKeyPath('projects."/a.b/c".trust_level')).toEqual(['projects', '/a.b/c', 'trust_level']);
  expect(parseKeyPath('projects./a.trust_level')).toEqual(['projects', '/a', 'trust_level']);
});

test('what is no path is refused in the official words', () => {
  expect(() => parseKeyPath('')).toThrow('keyPath must not be empty');
  expect(() => parseKeyPath('a..b')).toThrow('keyPath segments must not be empty');
  expect(() => parseKeyPath('a."b')).toThrow('unterminated quoted keyPath segment');
});

test('any names survive quoting', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (names) => {
      expect(parseKeyPath(names.map((name) => JSON.stringify(name)).join('.'))).toEqual(names);
    }),
  );
});
