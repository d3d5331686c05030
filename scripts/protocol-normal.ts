// JSON Schemas in one normal form: what a schema says, without how it says it. Two generators write the same type in
// different ways (`oneOf` or `anyOf`, a list of types or a union with null); compared is only what values they accept.

export type Schema = boolean | Readonly<Record<string, unknown>>;
export type Definitions = Readonly<Record<string, Schema>>;

export type Normal = { readonly nullable: boolean } & (
  | { readonly kind: 'any' | 'boolean' | 'number' | 'null' }
  | { readonly kind: 'ref'; readonly name: string }
  | { readonly kind: 'string'; readonly rules: string }
  | { readonly kind: 'integer'; readonly rules: string }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'array'; readonly items: Normal }
  | { readonly kind: 'map'; readonly values: Normal }
  | NormalObject
  | { readonly kind: 'union'; readonly variants: readonly Normal[] }
);

interface NormalObject {
  readonly kind: 'object';
  readonly closed: boolean;
  readonly fields: Readonly<Record<string, NormalField>>;
}

export interface NormalField {
  readonly required: boolean;
  readonly value: Normal;
}

interface Keywords {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly (string | null)[];
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly [rule: string]: unknown;
}

const any: Normal = { kind: 'any', nullable: false };

export function normalOf(schema: Schema): Normal {
  if (typeof schema === 'boolean') return any;
  const keywords = schema as Keywords;
  const [only, ...others] = keywords.allOf ?? [];
  if (only !== undefined && others.length === 0) return normalOf(only);
  if (keywords.$ref !== undefined) {
    return { kind: 'ref', name: keywords.$ref.slice(keywords.$ref.lastIndexOf('/') + 1), nullable: false };
  }
  const alternatives = keywords.oneOf ?? keywords.anyOf;
  if (alternatives !== undefined) return unionOf(alternatives, keywords);
  if (keywords.enum !== undefined) return wordsOf(keywords.enum);
  const types = [keywords.type ?? 'any'].flat();
  const [type = 'null', ...more] = types.filter((one) => one !== 'null');
  if (more.length > 0)
    return unionOf(
      types.map((one) => ({ ...keywords, type: one })),
      {},
    );
  return { ...byType(type, keywords), nullable: types.length > 1 && types.includes('null') } as Normal;
}

function wordsOf(values: readonly (string | null)[]): Normal {
  const words = values.filter((word) => word !== null);
  return { kind: 'words', words: [...new Set(words)].sort(), nullable: words.length < values.length };
}

function byType(type: string, keywords: Keywords): Partial<Normal> {
  if (type === 'string') return { kind: 'string', rules: rulesOf(keywords, ['minLength', 'maxLength', 'pattern']) };
  if (type === 'integer') return { kind: 'integer', rules: rulesOf(keywords, ['format', 'minimum', 'maximum']) };
  if (type === 'array') return { kind: 'array', items: normalOf(keywords.items ?? true) };
  return type === 'object' ? objectOf(keywords) : { kind: type as 'any' | 'boolean' | 'number' | 'null' };
}

function rulesOf(keywords: Keywords, names: readonly string[]): string {
  return names.flatMap((name) => (keywords[name] === undefined ? [] : [`${name} ${keywords[name]}`])).join(', ');
}

function objectOf({ properties = {}, required = [], additionalProperties }: Keywords): Partial<Normal> {
  const isEmpty = Object.keys(properties).length === 0;
  if (isEmpty && additionalProperties !== false) return { kind: 'map', values: normalOf(additionalProperties ?? true) };
  const fields = Object.entries(properties).map(([name, schema]): [string, NormalField] => [
    name,
    { required: required.includes(name), value: normalOf(schema) },
  ]);
  return { kind: 'object', closed: additionalProperties === false, fields: Object.fromEntries(fields) };
}

/** Common fields that stand beside the alternatives belong to each of them; unions in unions are one. */
function unionOf(alternatives: readonly Schema[], { properties = {}, required = [] }: Keywords): Normal {
  const flat = alternatives.map((schema) => normalOf(withCommon(schema, properties, required))).flatMap(variantsOf);
  const nullable = flat.some((variant) => variant.kind === 'null' || variant.nullable);
  const values = mergeWords(flat.filter((variant) => variant.kind !== 'null').map(withoutNull));
  const [only, ...others] = values;
  return only !== undefined && others.length === 0
    ? { ...only, nullable }
    : { kind: 'union', variants: values, nullable };
}

function withCommon(schema: Schema, properties: object, required: readonly string[]): Schema {
  if (typeof schema === 'boolean' || Object.keys(properties).length === 0) return schema;
  const own = schema as Keywords;
  return { ...own, properties: { ...properties, ...own.properties }, required: [...required, ...(own.required ?? [])] };
}

function variantsOf(normal: Normal): readonly Normal[] {
  if (normal.kind !== 'union') return [normal];
  const [first, ...rest] = normal.variants;
  return first === undefined ? [] : [{ ...first, nullable: normal.nullable }, ...rest];
}

function withoutNull(normal: Normal): Normal {
  return { ...normal, nullable: false };
}

function mergeWords(variants: readonly Normal[]): Normal[] {
  const words = variants.flatMap((variant) => (variant.kind === 'words' ? variant.words : []));
  const others = variants.filter((variant) => variant.kind !== 'words');
  return words.length === 0 ? others : [wordsOf(words), ...others];
}

/** The fields that tell the variants of a union apart: each has one word there. */
export function tagOf(variant: Normal): string | undefined {
  if (variant.kind !== 'object') return undefined;
  const tags = Object.entries(variant.fields).flatMap(([name, { value, required }]) =>
    required && value.kind === 'words' && value.words.length === 1 ? [`${name}=${value.words[0]}`] : [],
  );
  return tags.sort()[0];
}
