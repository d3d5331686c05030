import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPrefix } from './exec-policy.ts';
import { parseRules } from './rules-parser.ts';
import { RulesError } from './rules-tokens.ts';

const one = (text: string) => parseRules(text).rules[0];

test('a rule with everything', () => {
  const text = `
# who pushes asks
NET = ["push", 'fetch']
prefix_rule(
    pattern = ["git", NET],  # two words
    decision = "prompt",
    justification = """network""",
    match = ["git push origin", ["git", "fetch"]],
    not_match = ["git status"],
)
`;
  expect(parseRules(text).rules).toEqual([
    { pattern: [['git'], ['push', 'fetch']], decision: 'prompt', justification: 'network' },
  ]);
});

test.each([
  ['prefix_rule(["ls"], "prompt")', [['ls']], 'prompt'],
  ["prefix_rule(pattern=['l' + 's',],)", [['ls']], 'allow'],
  ['prefix_rule(pattern=[r"a\\n"] + ["b"])', [['a\\n'], ['b']], 'allow'],
  ['"a comment"; prefix_rule(pattern=["a\\tb\\x41\\u00e9"])', [['a\tbAé']], 'allow'],
  ['prefix_rule(pattern=["ls"], justification=None)', [['ls']], 'allow'],
  ['prefix_rule(pattern=["ls"]) \\\n\r\n', [['ls']], 'allow'],
])('%s', (text, pattern, decision) => {
  expect(one(text)).toEqual({ pattern, decision, justification: undefined });
});

describe('a mistake is named with its place', () => {
  test.each([
    ['prefix_rule(pattern=[])', '1:1', 'pattern cannot be empty'],
    ['\n  prefix_rule(pattern=["a", []])', '2:3', 'pattern alternatives cannot be empty'],
    ['prefix_rule(pattern=["a"], decision="bogus")', '1:1', 'invalid decision: bogus'],
    ['prefix_rule(pattern=["a"], justification=" ")', '1:1', 'justification cannot be empty'],
    ['prefix_rule(pattern="a")', '1:1', '`pattern` must be a list'],
    ['prefix_rule(pattern=[["a", ["b"]]])', '1:1', 'pattern elements are strings or lists of strings'],
    ['prefix_rule(decision="allow")', '1:1', '`pattern` is missing'],
    ['prefix_rule(patern=["a"])', '1:1', 'prefix_rule has no parameter `patern`'],
    ['prefix_rule(["a"], pattern=["a"])', '1:1', '`pattern` is given twice'],
    ['prefix_rule(pattern=["a"], match=["b c"])', '1:1', 'the rule does not match its example `b c`'],
    ['prefix_rule(pattern=["a"], not_match=[["a", "c"]])', '1:1', 'the rule matches `a c`, which not_match rules out'],
    ['prefix_rule(pattern=["a"], match=[[]])', '1:1', '`match` holds something that is no command'],
    ['prefix_rule(pattern=["a"]\n', '2:1', 'unexpected end of file, expected `,`'],
    ['prefix_rule(pattern=["a"]) x', '1:28', 'unexpected `x`, expected end of line'],
    ['foo()', '1:1', 'there is no function `foo`'],
    ['prefix_rule(pattern=[b])', '1:22', 'there is no `b`'],
    ['prefix_rule(pattern=["a)', '1:22', 'this string is not closed'],
    ['x = "\\q"', '1:5', 'unknown escape \\q in this string'],
    ['x = "a" + ["b"]', '1:9', 'only two strings or two lists can be added'],
    ['for a in b:\n  prefix_rule(pattern=[a])', '1:11', 'unexpected character ":"'],
    ['def f():\n  pass', '1:8', 'unexpected character ":"'],
    ['prefix_rule(pattern=("a",))', '1:21', 'unexpected `(`, expected a string or a list'],
  ])('%j', (text, place, message) => {
    const error = (() => {
      try {
        return parseRules(text);
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(RulesError);
    const { start, message: found } = error as RulesError;
    expect([`${start.line}:${start.column}`, found]).toEqual([place, message]);
  });
});

test('calls without effect are remembered, not refused', () => {
  const text =
    'network_rule(host="a.com", protocol="https", decision="allow")\nhost_executable(name="git", paths=["/usr/bin/git"])';
  expect(parseRules(text)).toEqual({
    rules: [],
    ignored: [
      { name: 'network_rule', line: 1 },
      { name: 'host_executable', line: 2 },
    ],
  });
});

test('every prefix that we write is read back as it was', () => {
  const words = fc.array(fc.string({ unit: 'binary' }), { minLength: 1 });
  fc.assert(
    fc.property(words, (prefix) => {
      const rule = one(`prefix_rule(pattern=${formatPrefix(prefix)}, decision="allow")`);
      expect(rule?.pattern).toEqual(prefix.map((word) => [word]));
    }),
  );
});

test('no text crashes the parser in another way than with a place', () => {
  const pieces = fc.constantFrom(
    'prefix_rule',
    '(',
    ')',
    '[',
    ']',
    ',',
    '=',
    '+',
    '"a"',
    "'",
    '"""',
    '\\',
    '\n',
    '#',
    ';',
    'x',
    'r"',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      try {
        parseRules(parts.join(''));
      } catch (error) {
        expect(error).toBeInstanceOf(RulesError);
      }
    }),
  );
});
