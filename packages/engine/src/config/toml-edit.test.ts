import fc from 'fast-check';
import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { isTable } from './rules.ts';
import { NoTableError, removeKey, setKey } from './toml-edit.ts';

const replace = (text: string, path: string, value: unknown) => setKey(text, path.split('.'), value, 'replace');

const file =
  '# top\nmodel = "a" # side\n\n# about policy\napproval_policy = "never"\n\n[tui]\n# t\nnotifications = true\n';

test('one value changes, all around it stays', () => {
  expect(replace(file, 'model', 'b')).toBe(file.replace('"a"', '"b"'));
  expect(replace(file, 'tui.notifications', ['x'])).toBe(file.replace('true', '["x"]'));
  expect(removeKey(file, ['approval_policy'])).toBe(file.replace('approval_policy = "never"\n', ''));
});

test('new keys go behind those of their table', () => {
  expect(replace(file, 'review_model', 'z')).toBe(file.replace('"never"\n', '"never"\nreview_model = "z"\n'));
  expect(replace(file, 'tui.theme', 'dark')).toBe(`${file}theme = "dark"\n`);
  expect(replace('[a]\nx = 1\n', 'model', 'b')).toBe('model = "b"\n\n[a]\nx = 1\n');
});

test('new tables stand beside their relatives, else at the end', () => {
  expect(replace(file, 'features.goals', false)).toBe(`${file}\n[features]\ngoals = false\n`);
  const servers = '[mcp_servers.b]\ncommand="y"\n\n[tui]\ntheme="x"\n';
  expect(replace(servers, 'mcp_servers.a', { command: 'x', env: { A: '1' } })).toBe(
    '[mcp_servers.b]\ncommand="y"\n\n[mcp_servers.a]\ncommand = "x"\n\n[mcp_servers.a.env]\nA = "1"\n\n[tui]\ntheme="x"\n',
  );
});

test('inline tables and dotted keys are edited where they stand', () => {
  const inline = '[mcp_servers]\na={command="y", args=[]} # c\n';
  expect(replace(inline, 'mcp_servers.a.command', 'z')).toBe('[mcp_servers]\na={command="z", args=[]} # c\n');
  expect(removeKey(inline, ['mcp_servers', 'a', 'args'])).toBe('[mcp_servers]\na={command="y"} # c\n');
  expect(replace(inline, 'mcp_servers.a.x', 1)).toBe('[mcp_servers]\na={command="y", args=[], x = 1} # c\n');
  expect(replace('a.b = 1\n', 'a.c', 2)).toBe('a.b = 1\na.c = 2\n');
});

test('a table in place of another keeps what both have; upsert keeps all', () => {
  const table = '[s]\n# why\ncommand="y"\nargs=["q"]\n';
  expect(replace(table, 's', { command: 'x' })).toBe('[s]\n# why\ncommand="x"\n');
  expect(setKey(table, ['s'], { command: 'x' }, 'upsert')).toBe('[s]\n# why\ncommand="x"\nargs=["q"]\n');
});

test('nothing is set below a value or a list of tables', () => {
  expect(() => replace('model = "a"\n', 'model.x', 1)).toThrow(NoTableError);
  expect(() => replace('[[x]]\na = 1\n', 'x.a', 2)).toThrow(NoTableError);
});

const key = fc.constantFrom('a', 'b', 'c', 'd e', 'ü', 'x.y');
const leaf = fc.oneof(
  fc.string(),
  fc.constantFrom('"', "'''", '"""', '\\', '#', ']', '}', '=', '\u007f', '\n'),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
);
const path = fc.array(key, { minLength: 1, maxLength: 4 });
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(leaf, { maxLength: 3 }), tie('table')),
  table: fc.dictionary(key, tie('value'), { maxKeys: 3 }),
}));

/** Texts as people write them: comments, odd spaces, every kind of string, nested and inline tables, both line breaks. */
const piece = fc.constantFrom(
  '# comment = 1\n',
  '\n',
  'KEY = """\n[x]\n# no comment ""\n"""\n',
  "KEY='''a'b''c'''  # end\n",
  'KEY = { a = 1, b = { c = [1, {d = 2}] }, "x.y" = "}" } # inline\n',
  'KEY = [\n  1, # one\n  [2, 3],\n  { a = "]" },\n]\n',
  'KEY.a.b = 1979-05-27T07:32:00Z\n',
  '\t"d e"  .KEY=\t0x1F\n',
  'KEY = true\n',
  '[KEY]\n',
  '[ KEY . "d e" ]   # header\n',
  '[[KEY]]\na = 1\n',
  '[[KEY.b]]\n',
);
const document = fc
  .tuple(fc.array(fc.tuple(piece, fc.constantFrom('a', 'b', 'c', '"ü"', "'x.y'")), { maxLength: 10 }), fc.boolean())
  .map(([pieces, windows]) => {
    const text = pieces.reduce((before, [next, name]) => {
      const after = before + next.replaceAll('KEY', name);
      return isToml(after) ? after : before;
    }, '');
    return windows ? text.replaceAll('\n', '\r\n') : text;
  });

test('any edit of any text changes that key only, for readers', () => {
  fc.assert(
    fc.property(document, path, value, fc.constantFrom('replace' as const, 'upsert' as const), (text, at, to, how) => {
      const after = edit(text, at, to, how);
      if (after !== null) expect(parse(after)).toEqual(expected(parse(text), at, to, how));
    }),
    { numRuns: 2000 },
  );
});

test('any removal takes that key only, for readers', () => {
  fc.assert(
    fc.property(document, path, (text, at) => {
      const before = parse(text);
      if (passesList(before, at)) return;
      const tree = structuredClone(before) as Record<string, unknown>;
      dropKey(tree, at);
      expect(withoutEmpty(parse(removeKey(text, at)))).toEqual(withoutEmpty(tree));
    }),
    { numRuns: 2000 },
  );
});

test('setting and removing a new key leaves the text as it was, except for blank lines and empty tables', () => {
  fc.assert(
    fc.property(document, path, leaf, (text, at, to) => {
      if (passesList(parse(text), at) || valueAt(parse(text), at) !== undefined) return;
      const set = edit(text, at, to, 'replace');
      if (set === null) return;
      const kept = removeKey(set, at)
        .split(/\r?\n/)
        .filter((line) => line !== '');
      const lines = text.split(/\r?\n/).filter((line) => line !== '');
      expect(kept.filter((line) => lines.includes(line))).toEqual(lines);
      for (const line of kept) if (!lines.includes(line)) expect(line).toMatch(/^\[.*\]$/);
    }),
    { numRuns: 2000 },
  );
});

function edit(text: string, at: readonly string[], to: unknown, how: 'replace' | 'upsert'): string | null {
  try {
    return setKey(text, at, to, how);
  } catch (error) {
    if (error instanceof NoTableError) return null;
    throw error;
  }
}

function expected(before: unknown, at: readonly string[], to: unknown, how: 'replace' | 'upsert'): unknown {
  const [first, ...rest] = at;
  if (first === undefined) return merged(before, to, how);
  const table = isTable(before) ? before : {};
  return { ...table, [first]: expected(table[first], rest, to, how) };
}

function merged(before: unknown, to: unknown, how: 'replace' | 'upsert'): unknown {
  if (!isTable(to)) return to;
  const base = isTable(before) ? before : {};
  const members = Object.entries(to).map(([name, member]) => [name, merged(base[name], member, how)]);
  return { ...(how === 'upsert' ? base : {}), ...Object.fromEntries(members) };
}

function valueAt(tree: unknown, at: readonly string[]): unknown {
  return at.reduce((inner, part) => (isTable(inner) ? inner[part] : undefined), tree);
}

function dropKey(tree: Record<string, unknown>, at: readonly string[]): void {
  const parent = valueAt(tree, at.slice(0, -1));
  if (isTable(parent)) delete parent[at.at(-1) ?? ''];
}

function passesList(tree: unknown, at: readonly string[]): boolean {
  return at.some((_, i) => Array.isArray(valueAt(tree, at.slice(0, i))));
}

/** Tables that only their members made: they go with the last of them, unless they have a header. */
function withoutEmpty(tree: unknown): unknown {
  if (!isTable(tree)) return tree;
  const members = Object.entries(tree).map(([name, member]) => [name, withoutEmpty(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => !isTable(member) || Object.keys(member).length > 0));
}

function isToml(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}
