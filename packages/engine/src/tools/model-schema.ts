// The part of a JSON Schema that model providers understand. What only annotates or restricts further is left out: the
// client that declared the tool checks its arguments itself.

const MAX_DEPTH = 64;

export class SchemaError extends Error {}

type Schema = Readonly<Record<string, unknown>>;
type Keep = (value: unknown, depth: number) => unknown;

const asItIs: Keep = (value) => value;
const each: Keep = (value, depth) =>
  Array.isArray(value) ? value.map((one) => schemaOrFlag(one, depth)) : schemaOrFlag(value, depth);
const members: Keep = (value, depth) =>
  isRecord(value) ? mapValues(value, (member) => schemaOrFlag(member, depth)) : {};

const keywords: Readonly<Record<string, Keep>> = {
  type: asItIs,
  description: asItIs,
  enum: asItIs,
  const: asItIs,
  required: asItIs,
  $ref: asItIs,
  properties: members,
  items: each,
  additionalProperties: schemaOrFlag,
  anyOf: each,
  oneOf: each,
  allOf: each,
};

/** Throws SchemaError when the value is no schema at all. Objects get `properties`, which providers require. */
export function modelSchema(value: unknown): Schema {
  const kept = keep(value, 0);
  const definitions = isRecord(value) ? definitionsOf(value) : {};
  return JSON.stringify(kept).includes('"$ref"') ? { ...kept, ...definitions } : kept;
}

/** Only worth keeping when something refers to them. */
function definitionsOf(schema: Schema): Schema {
  const present = ['$defs', 'definitions'].filter((name) => schema[name] !== undefined);
  return Object.fromEntries(present.map((name) => [name, members(schema[name], 1)]));
}

function keep(value: unknown, depth: number): Schema {
  if (!isRecord(value)) throw new SchemaError(`invalid type: ${typeNames[typeof value]}, expected struct JsonSchema`);
  if (depth > MAX_DEPTH) throw new SchemaError('recursion limit exceeded');
  const entries = Object.entries(value).flatMap(([key, member]): Array<[string, unknown]> => {
    const keeper = Object.hasOwn(keywords, key) ? keywords[key] : undefined;
    return keeper ? [[key, keeper(member, depth + 1)]] : [];
  });
  const kept: Record<string, unknown> = Object.fromEntries(entries);
  if (kept.type === 'object') kept.properties ??= {};
  return kept;
}

/** `additionalProperties` and some others may also be a plain yes or no. */
function schemaOrFlag(value: unknown, depth: number): unknown {
  return typeof value === 'boolean' ? value : keep(value, depth);
}

const typeNames: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  number: 'number',
  string: 'string',
  object: 'null',
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapValues(object: Record<string, unknown>, change: (value: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
