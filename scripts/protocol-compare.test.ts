import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDefinitions } from './protocol-compare.ts';
import type { Definitions, Schema } from './protocol-normal.ts';
import { storedSchemas } from './protocol-official.ts';

const compareOne = (before: Schema, after: Schema) =>
  compareDefinitions({ T: before }, { T: after }).map(({ path, is, what }) => `${path} ${is} ${what}`.trim());

const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
});

describe('two ways to say the same', () => {
  it.each<[Schema, Schema]>([
    [{ type: ['string', 'null'] }, { anyOf: [{ type: 'string' }, { type: 'null' }] }],
    [
      { enum: ['a', 'b'] },
      {
        oneOf: [
          { enum: ['b'], type: 'string' },
          { enum: ['a'], type: 'string' },
        ],
      },
    ],
    [true, {}],
    [{ type: 'object' }, { type: 'object', additionalProperties: true }],
    [{ allOf: [{ type: 'string' }] }, { type: 'string' }],
    [{ type: ['string', 'object'] }, { anyOf: [{ type: 'object' }, { type: 'string' }] }],
    [{ oneOf: [object({ a: true })], properties: { b: true }, required: ['b'] }, object({ a: true, b: true }, ['b'])],
  ])('%j', (before, after) => expect(compareOne(before, after)).toEqual([]));
});

describe('a difference', () => {
  it.each<[Schema, Schema, string]>([
    [object({ a: true }), object({ a: true, b: true }), 'b added'],
    [object({ a: true }), object({ a: true }, ['a']), 'a changed optional -> required'],
    [object({ a: { type: 'string' } }), object({ a: { type: ['string', 'null'] } }), 'a changed not null -> nullable'],
    [{ enum: ['a', 'b'] }, { enum: ['a', 'c'] }, 'changed words -b +c'],
    [
      { type: 'integer', format: 'int64' },
      { type: 'integer', format: 'int32' },
      'changed integer (format int64) -> integer (format int32)',
    ],
    [{ type: 'array', items: { type: 'string' } }, { type: 'array', items: true }, '[] changed string -> any'],
  ])('%j and %j', (before, after, told) => expect(compareOne(before, after)).toEqual([told]));
});

/** Every object or list of words somewhere in a schema. A map of fields is none, even where a field is named `properties`. */
function* places(schema: unknown): Generator<Record<string, unknown>> {
  if (typeof schema !== 'object' || schema === null) return;
  if (!Array.isArray(schema) && ('properties' in schema || 'enum' in schema)) yield schema as Record<string, unknown>;
  for (const [keyword, inner] of Object.entries(schema)) {
    const schemas = keyword === 'properties' ? Object.values(inner as object) : [inner];
    for (const one of schemas) yield* places(one);
  }
}

function damage(place: Record<string, unknown>, kind: number): boolean {
  const properties = (place.properties ?? {}) as Record<string, unknown>;
  const [name] = Object.keys(properties);
  if (Array.isArray(place.enum)) place.enum = [...place.enum, 'never-a-word'];
  else if (name === undefined) return false;
  else if (kind === 0) properties['never a field'] = true;
  else if (kind === 1) delete properties[name];
  else {
    const required = (place.required ?? []) as string[];
    place.required = required.includes(name) ? required.filter((one) => one !== name) : [...required, name];
  }
  return true;
}

it('is found wherever an official schema is damaged, and none where it is not', () => {
  const { experimental } = storedSchemas();
  expect(compareDefinitions(experimental, experimental)).toEqual([]);
  const names = Object.keys(experimental);
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), fc.nat(2), (name, at, kind) => {
      const schema = structuredClone(experimental[name]) as Schema;
      const all = [...places(schema)];
      const place = all[at % Math.max(1, all.length)];
      fc.pre(place !== undefined && damage(place, kind));
      const damaged: Definitions = { ...experimental, [name]: schema };
      expect(compareDefinitions({ [name]: experimental[name] ?? true }, { [name]: damaged[name] ?? true })).not.toEqual(
        [],
      );
    }),
    { numRuns: 500 },
  );
});
