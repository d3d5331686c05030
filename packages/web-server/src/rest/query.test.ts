// query.ts: text becomes what the schema says, or stays text for the schema check to refuse.
import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { readQuery } from './query.ts';

const schema = Type.Object({
  limit: Type.Union([Type.Integer(), Type.Null()]),
  includeTurns: Type.Boolean(),
  sourceKinds: Type.Union([Type.Array(Type.String()), Type.Null()]),
  cursor: Type.String(),
});

test.each([
  [{ limit: '10' }, { limit: 10 }],
  [{ limit: '1e3' }, { limit: '1e3' }],
  [{ limit: 'toString' }, { limit: 'toString' }],
  [
    { include_turns: 'true', includeTurns: 'false' },
    { include_turns: true, includeTurns: false },
  ],
  [{ include_turns: 'constructor' }, { include_turns: 'constructor' }],
  [{ source_kinds: 'cli,exec' }, { source_kinds: ['cli', 'exec'] }],
  [{ source_kinds: ['cli', 'exec'] }, { source_kinds: ['cli', 'exec'] }],
  [{ cursor: '12' }, { cursor: '12' }],
  [{ other: ['a', 'b'] }, { other: 'b' }],
])('%j is %j', (query, expected) => {
  expect(readQuery(schema, query)).toEqual(expected);
});
