// What a document says about a schema: its shape, with named types as references. JSON Schema and TypeScript are both
// written from it. Hints of the readers, which are not about the shape, are left behind here.
import type { TSchema } from 'typebox';
import { requiredForm } from '../type.ts';

export type Shape =
  | { readonly kind: 'any' }
  | { readonly kind: 'ref'; readonly name: string }
  | { readonly kind: 'scalar'; readonly type: ScalarType; readonly keywords: Readonly<Record<string, unknown>> }
  /** One of some words; one alone is the tag of a union. */
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly isTag: boolean }
  | { readonly kind: 'list'; readonly items: Shape }
  | { readonly kind: 'map'; readonly values: Shape }
  | ObjectShape
  | { readonly kind: 'nullable'; readonly value: Shape }
  | { readonly kind: 'union'; readonly variants: readonly Shape[] };

export type ScalarType = 'string' | 'boolean' | 'integer' | 'number' | 'null';

export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: readonly Field[];
  /** Other fields are refused. */
  readonly closed: boolean;
}

export interface Field {
  readonly name: string;
  readonly shape: Shape;
  readonly required: boolean;
}

/** The keywords that schemas of this package are made of. */
interface Keywords {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly TSchema[];
  readonly items?: TSchema;
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly patternProperties?: Readonly<Record<string, TSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
}

/** The name under which a schema is declared; undefined: it has none and stands where it is used. */
export type NameOf = (schema: TSchema) => string | undefined;

/** The shape of a schema itself, also when it has a name. */
export function shapeOf(schema: TSchema, nameOf: NameOf): Shape {
  const keywords = schema as Keywords;
  if (keywords.anyOf !== undefined) return unionShape(keywords.anyOf, nameOf);
  if (keywords.enum !== undefined) return { kind: 'words', words: keywords.enum, isTag: false };
  if (typeof keywords.const === 'string') return { kind: 'words', words: [keywords.const], isTag: true };
  return shapeByType[keywords.type ?? '']?.(keywords, nameOf) ?? { kind: 'any' };
}

/** The shape of a schema where it is used: a reference when it has a name. */
function usedShape(schema: TSchema, nameOf: NameOf): Shape {
  const form = requiredForm(schema);
  const name = nameOf(form);
  return name === undefined ? shapeOf(form, nameOf) : { kind: 'ref', name };
}

const shapeByType: Readonly<Record<string, (keywords: Keywords, nameOf: NameOf) => Shape>> = {
  string: scalarShape,
  boolean: scalarShape,
  integer: scalarShape,
  number: scalarShape,
  null: scalarShape,
  array: ({ items = {} }, nameOf) => ({ kind: 'list', items: usedShape(items, nameOf) }),
  object: (keywords, nameOf) => {
    const [values] = Object.values(keywords.patternProperties ?? {});
    return values === undefined ? objectShape(keywords, nameOf) : { kind: 'map', values: usedShape(values, nameOf) };
  },
};

const scalarKeywords: ReadonlySet<string> = new Set([
  'format',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
]);

function scalarShape(keywords: Keywords): Shape {
  const kept = Object.entries(keywords).filter(([keyword]) => scalarKeywords.has(keyword));
  return { kind: 'scalar', type: keywords.type as ScalarType, keywords: Object.fromEntries(kept) };
}

function objectShape({ properties = {}, required = [], additionalProperties }: Keywords, nameOf: NameOf): ObjectShape {
  const fields = Object.entries(properties).map(([name, schema]) => ({
    name,
    shape: usedShape(schema, nameOf),
    required: required.includes(name),
  }));
  return { kind: 'object', fields, closed: additionalProperties === false };
}

function unionShape(schemas: readonly TSchema[], nameOf: NameOf): Shape {
  const shapes = schemas.map((schema) => usedShape(schema, nameOf));
  const [value, ...others] = shapes.filter((shape) => !isNull(shape));
  if (value === undefined) return { kind: 'scalar', type: 'null', keywords: {} };
  const either: Shape = others.length === 0 ? value : { kind: 'union', variants: [value, ...others] };
  return others.length + 1 < shapes.length ? { kind: 'nullable', value: either } : either;
}

function isNull(shape: Shape): boolean {
  return shape.kind === 'scalar' && shape.type === 'null';
}

/** The constant that tells an object from the other variants of its union, and the field that has it. */
export function tagOf(shape: Shape): { readonly field: string; readonly word: string } | undefined {
  const [inner] = shape.kind === 'union' ? shape.variants : [shape];
  if (inner?.kind !== 'object') return undefined;
  for (const { name, shape: content } of inner.fields) {
    if (content.kind === 'words' && content.isTag) return { field: name, word: content.words[0] ?? '' };
  }
  return undefined;
}

/** The names that a shape refers to, directly. */
export function* referencesIn(shape: Shape): Generator<string> {
  for (const part of partsOf(shape)) if (part.kind === 'ref') yield part.name;
}

/** The shape and every shape in it. */
export function* partsOf(shape: Shape): Generator<Shape> {
  yield shape;
  for (const inner of innerShapes(shape)) yield* partsOf(inner);
}

function innerShapes(shape: Shape): readonly Shape[] {
  if (shape.kind === 'list') return [shape.items];
  if (shape.kind === 'map') return [shape.values];
  if (shape.kind === 'nullable') return [shape.value];
  if (shape.kind === 'union') return shape.variants;
  return shape.kind === 'object' ? shape.fields.map((field) => field.shape) : [];
}
