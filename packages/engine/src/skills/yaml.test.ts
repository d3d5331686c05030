import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNull, parseYaml, YamlError, type YamlNode } from './yaml.ts';

type Plain = string | null | Plain[] | { [key: string]: Plain };

function plain(node: YamlNode): Plain {
  if (node.kind === 'list') return node.items.map(plain);
  if (node.kind === 'map') return Object.fromEntries([...node.entries].map(([key, value]) => [key, plain(value)]));
  return isNull(node) ? null : node.text;
}

const read = (text: string): Plain => plain(parseYaml(text));

test.each<[text: string, value: Plain]>([
  ['a: b', { a: 'b' }],
  ["# c\na: b # c\n\n\"c d\": 'it''s'\n...\nrest", { a: 'b', 'c d': "it's" }],
  ['a: Use when: it is: so', { a: 'Use when: it is: so' }],
  ['a: [WIP] thing\nb: {x} y\nc: @at\nd: `tick', { a: '[WIP] thing', b: '{x} y', c: '@at', d: '`tick' }],
  ['a: a:b:c\nb: x#y', { a: 'a:b:c', b: 'x#y' }],
  ['a: ~\nb:\nc: null\nd: "null"', { a: null, b: null, c: null, d: 'null' }],
  ['a: one\n  two\n\n  three', { a: 'one two three' }],
  ['a: >-\n  one\n  two: x\nb: |\n  x\n    y\n', { a: 'one two: x', b: 'x\n  y\n' }],
  ['a: "x\\"y\\n\\u0041\\x42"\nb: "one\n  two"', { a: 'x"y\nAB', b: 'one two' }],
  ['a: "one\n  two\n  three" # c\nb: c', { a: 'one two three', b: 'c' }],
  ['a:\n  b:\n    c: d\n  e: f', { a: { b: { c: 'd' }, e: 'f' } }],
  ['a:\n- b\n- c: d\n  e: f\n-\n  - g\nh: i', { a: ['b', { c: 'd', e: 'f' }, ['g']], h: 'i' }],
  ['a: [b, "c, d", {e: f, g: []}] # x', { a: ['b', 'c, d', { e: 'f', g: [] }] }],
  ['{name: q, description: flow}', { name: 'q', description: 'flow' }],
  ['just text', 'just text'],
  ['', null],
])('%j', (text, value) => {
  expect(read(text)).toEqual(value);
});

test.each([
  ['a: "open', 'found unexpected end of stream'],
  ["a: 'x' y", 'did not find expected key at line 1 column 4'],
  ['\ta: b', 'found character that cannot start any token'],
  ['a: b\na: c', 'duplicate field `a`'],
  ['a: b\n  c: d', 'mapping values are not allowed in this context at line 2 column 3'],
  ['a: b\njust text', 'did not find expected key at line 2 column 1'],
])('%j is refused', (text, message) => {
  expect(() => parseYaml(text)).toThrow(message);
});

test('nests only so deep', () => {
  const deep = (depth: number) => Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
  expect(() => parseYaml(deep(30))).not.toThrow();
  expect(() => parseYaml(deep(10_000))).toThrow(YamlError);
  // A flow value that is nested too deeply is text.
  expect(read(`a: ${'['.repeat(50_000)}`)).toEqual({ a: '['.repeat(50_000) });
});

test('a text that was made to take long takes no longer than others', () => {
  const lines = (line: string, count: number) => Array.from({ length: count }, () => line).join('\n');
  expect(() => parseYaml(`a: "${lines('\\"', 20_000)}`)).toThrow(YamlError);
  expect(() => parseYaml(`${lines('- "a\n  b"', 10_000)}`)).not.toThrow();
  expect(() => parseYaml(`a: ${lines('  b', 20_000)}`)).not.toThrow();
  expect(() => parseYaml(`a: [${'[],'.repeat(20_000)}`)).not.toThrow();
});

test('any text is read or refused', () => {
  const piece = fc.constantFrom(
    'a',
    ':',
    ': ',
    '- ',
    '\n',
    '  ',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ',',
    '#',
    ' #',
    '|',
    '>',
    '\t',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      try {
        parseYaml(text);
      } catch (error) {
        expect(error).toBeInstanceOf(YamlError);
      }
    }),
    { numRuns: 2000 },
  );
});

test('what is written in quotes is read back', () => {
  const key = fc.stringMatching(/^[a-z][a-z_-]{0,8}$/);
  const { tree } = fc.letrec<{ tree: Plain; scalar: string }>((tie) => ({
    scalar: fc.string(),
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      tie('scalar'),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { minKeys: 1, maxKeys: 3 }),
    ),
  }));
  const written = (value: Plain, indent = ''): string => {
    if (typeof value === 'string') return ` ${JSON.stringify(value)}`;
    const inside = `${indent}  `;
    const lines = Array.isArray(value)
      ? value.map((item) => `${inside}-${written(item, inside)}`)
      : Object.entries(value ?? {}).map(([name, item]) => `${inside}${name}:${written(item, inside)}`);
    return `\n${lines.join('\n')}`;
  };
  fc.assert(
    fc.property(tree, (value) => {
      expect(read(`top:${written(value)}`)).toEqual({ top: value });
    }),
    { numRuns: 500 },
  );
});
