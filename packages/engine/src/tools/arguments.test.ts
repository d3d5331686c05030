import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FieldTable, fields, parseArguments } from './arguments.ts';

const table: FieldTable = {
  cmd: fields.string(),
  workdir: fields.string('nullable'),
  login: fields.boolean(),
  yield_time_ms: fields.unsigned('absent'),
  sandbox_permissions: fields.oneOf(['use_default', 'require_escalated', 'with_additional_permissions']),
  prefix_rule: fields.strings(),
};

test.each([
  ['{"cmd": 5}', 'invalid type: integer `5`, expected a string at line 1 column 9'],
  ['{}', 'missing field `cmd` at line 1 column 2'],
  ['{"cmd":"echo hi","yield_time_ms":"a"}', 'invalid type: string "a", expected u64 at line 1 column 36'],
  ['{"cmd":"echo hi","yield_time_ms":1.5}', 'invalid type: floating point `1.5`, expected u64 at line 1 column 36'],
  ['{"cmd":"echo hi","yield_time_ms":-4}', 'invalid value: integer `-4`, expected u64 at line 1 column 35'],
  ['not json', 'expected ident at line 1 column 2'],
  ['', 'EOF while parsing a value at line 1 column 0'],
  ['[]', 'invalid length 0, expected struct ToolEnvironmentArgs with 1 element at line 1 column 2'],
  ['null', 'invalid type: null, expected struct ToolEnvironmentArgs at line 1 column 4'],
  ['"x"', 'invalid type: string "x", expected struct ToolEnvironmentArgs at line 1 column 3'],
  ['{"cmd":"a"', 'EOF while parsing an object at line 1 column 10'],
  ['{"cmd":"echo hi"} x', 'trailing characters at line 1 column 19'],
  ['{"cmd":"echo hi","prefix_rule":"x"}', 'invalid type: string "x", expected a sequence at line 1 column 34'],
  ['{"cmd":"echo hi","prefix_rule":[1]}', 'invalid type: integer `1`, expected a string at line 1 column 33'],
  ['{"cmd":null}', 'invalid type: null, expected a string at line 1 column 11'],
  ['{"cmd":"echo hi","workdir":null,"login":null}', 'invalid type: null, expected a boolean at line 1 column 44'],
  [
    '{"cmd":"echo hi","sandbox_permissions":"zz"}',
    'unknown variant `zz`, expected one of `use_default`, `require_escalated`, `with_additional_permissions` at line 1 column 43',
  ],
])('%j is refused in the official words', (text, fault) => {
  expect(parseArguments(text, table, 'struct ToolEnvironmentArgs')).toEqual({
    refusal: `failed to parse function arguments: ${fault}`,
  });
});

test('unknown fields and nulls are left out', () => {
  expect(parseArguments('{"cmd":"a","bogus":1,"workdir":null,"prefix_rule":["x"]}', table)).toEqual({
    value: { cmd: 'a', prefix_rule: ['x'] },
  });
});

test('any text is an object or is refused with a position', () => {
  const text = fc.oneof(fc.string({ unit: fc.constantFrom(...'{}[]":,\\untrefals019.-e \n') }), fc.json());
  fc.assert(
    fc.property(text, (given) => {
      const parsed = parseArguments(given, { cmd: fields.string('absent') });
      if ('refusal' in parsed) expect(parsed.refusal).toMatch(/ at line \d+ column \d+$/);
    }),
    { numRuns: 500 },
  );
});

const plan: FieldTable = {
  explanation: fields.string('nullable'),
  plan: fields.list(
    fields.struct('PlanItemArg', { step: fields.string(), status: fields.oneOf(['a', 'b', 'c'], false) }),
  ),
};

test.each([
  ['{"plan":[{"step":"a"}]}', 'missing field `status` at line 1 column 21'],
  ['{"plan":[{"step":"a","status":"x"}]}', 'unknown variant `x`, expected one of `a`, `b`, `c` at line 1 column 33'],
  [
    '{"plan":[{"step":"a","status":"a"},{"step":1,"status":"a"}]}',
    'invalid type: integer `1`, expected a string at line 1 column 44',
  ],
  ['{"plan":[],"extra":1}', 'unknown field `extra`, expected `explanation` or `plan` at line 1 column 18'],
  ['[]', 'invalid length 0, expected struct UpdatePlanArgs with 2 elements at line 1 column 2'],
])('inside of arrays and objects: %j', (text, fault) => {
  const strict = { strict: true, count: 2 };
  expect(parseArguments(text, plan, 'struct UpdatePlanArgs', strict)).toEqual({
    refusal: `failed to parse function arguments: ${fault}`,
  });
});
