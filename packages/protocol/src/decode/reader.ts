// Readers: a schema made into a function that reads a value as the official server does, with the same refusals.
// Validators made by TypeBox say only that a value is wrong; clients of the official server see serde's words, which
// depend on field order and on how a union is tagged. One reader does both, needs no code generation (so it runs under
// a strict browser policy), costs nothing at start, and is about as fast as generated code.
import type { TSchema } from 'typebox';
import { readerOfDynamicTools } from './dynamic-tools.ts';
import { isWhole, missingField, Refusal, unknownField, wrongLength, wrongType, wrongValue } from './refusal.ts';
import { isObject, type JsonObject, type Reader, type ReaderOf, readUnit, type SchemaView } from './schema-view.ts';
import { readerOfUnion } from './union-reader.ts';

const readers = new WeakMap<object, Reader>();

/** The reader of a schema; made at its first use and kept as long as the schema. */
export function readerOf(schema: TSchema | SchemaView): Reader {
  const known = readers.get(schema);
  if (known !== undefined) return known;
  const reader = buildReader(schema);
  readers.set(schema, reader);
  return reader;
}

const byType: Readonly<Record<string, (schema: SchemaView) => Reader>> = {
  string: readerOfString,
  boolean: () => (value) => (typeof value === 'boolean' ? value : wrongType(value, 'a boolean')),
  integer: readerOfInteger,
  number: () => (value) => (typeof value === 'number' ? value : wrongType(value, 'f64')),
  null: () => readUnit,
  array: readerOfArray,
  object: (schema) => (schema.patternProperties ? readerOfMap(schema) : readerOfStruct(schema)),
};

function buildReader(schema: SchemaView): Reader {
  if (schema.anyOf ?? schema.enum ?? schema.const) return readerOfUnion(schema, readerOf);
  return byType[schema.type ?? '']?.(schema) ?? ((value) => value);
}

/** Strings that are more than text, by the title of their schema. */
const namedStrings: Readonly<Record<string, { expected: string; read?: (value: string) => string | Refusal }>> = {
  PathBuf: { expected: 'path string' },
  AbsolutePathBuf: { expected: 'path string', read: readAbsolutePath },
  ReasoningEffort: {
    expected: 'a string',
    read: (value) => (value === '' ? new Refusal('reasoning_effort must not be empty') : value),
  },
  ThreadId: { expected: 'a string', read: (value) => (uuid.test(value) ? value : new Refusal('invalid thread id')) },
};

/** All spellings of a UUID that the official server takes. */
const uuid = /^(?:urn:uuid:|\{)?[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\}?$/i;

function readerOfString({ title }: SchemaView): Reader {
  const { expected, read } = namedStrings[title ?? ''] ?? { expected: 'a string', read: undefined };
  return (value) => {
    if (typeof value !== 'string') return wrongType(value, expected);
    return read ? read(value) : value;
  };
}

/** Paths are compared as text later, so dots and doubled slashes are resolved here, as the official server does. */
function readAbsolutePath(path: string): string | Refusal {
  if (!path.startsWith('/')) return new Refusal('AbsolutePathBuf deserialized without a base path');
  if (!/\/(\.{0,2}\/|\.{0,2}$)/.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Rust's names of the number formats, with the least and greatest value. */
const integers: Readonly<Record<string, readonly [name: string, min: number, max: number]>> = {
  int32: ['i32', -(2 ** 31), 2 ** 31 - 1],
  int64: ['i64', -(2 ** 63), 2 ** 63],
  uint16: ['u16', 0, 2 ** 16 - 1],
  uint32: ['u32', 0, 2 ** 32 - 1],
  uint64: ['u64', 0, 2 ** 64],
  uint: ['usize', 0, 2 ** 64],
};

function readerOfInteger({ format, minimum }: SchemaView): Reader {
  const [name, min, max] = integers[format ?? 'int64'] ?? ['i64', -(2 ** 63), 2 ** 63];
  const least = Math.max(min, minimum ?? min);
  const expected = least === 1 ? `a nonzero ${name}` : name;
  return (value) => {
    if (typeof value !== 'number' || !isWhole(value)) return wrongType(value, expected);
    return value >= least && value <= max ? value : wrongValue(value, expected);
  };
}

/** Lists that may be written in another form too, by the title of their schema. */
const namedLists: Readonly<Record<string, (readList: Reader, readerOf: ReaderOf) => Reader>> = {
  DynamicToolSpecs: readerOfDynamicTools,
};

function readerOfArray({ items, title }: SchemaView): Reader {
  const readList = readerOfItems(readerOf(items ?? {}));
  return namedLists[title ?? '']?.(readList, readerOf) ?? readList;
}

function readerOfItems(read: Reader): Reader {
  return (value) => {
    if (!Array.isArray(value)) return wrongType(value, 'a sequence');
    let rewritten: unknown[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const item = read(value[i]);
      if (item instanceof Refusal) return item;
      if (item === value[i]) continue;
      rewritten ??= value.slice();
      rewritten[i] = item;
    }
    return rewritten ?? value;
  };
}

function readerOfMap({ patternProperties }: SchemaView): Reader {
  const read = readerOf(Object.values(patternProperties ?? {})[0] ?? {});
  return (value) => (isObject(value) ? readFields(value, () => read) : wrongType(value, 'a map'));
}

function readerOfStruct(schema: SchemaView): Reader {
  const fields = fieldsOf(schema);
  const names = [...fields.keys()];
  const required = names.filter((name) => schema.required?.includes(name));
  /** A constant is the tag of a union, which is no field to the official server. */
  const told = names.filter((name) => schema.properties?.[name]?.const === undefined);
  const isClosed = schema.additionalProperties === false;
  const kind = schema.title?.includes('::') ? 'struct variant' : 'struct';
  const expected = `${kind} ${schema.title ?? ''}`;
  const fieldReader = (name: string): Reader | undefined =>
    fields.get(name) ?? (isClosed ? () => unknownField(name, told) : undefined);
  return (value) => {
    if (Array.isArray(value)) return readPositions(value, schema, expected);
    if (!isObject(value)) return wrongType(value, expected);
    const read = readFields(value, fieldReader);
    if (read instanceof Refusal) return read;
    for (const name of required) if (value[name] === undefined) return missingField(name);
    return read;
  };
}

function fieldsOf(schema: SchemaView): Map<string, Reader> {
  return new Map(Object.entries(schema.properties ?? {}).map(([name, field]) => [name, readerOf(field)]));
}

/** Reads fields in the order of the input, which decides what is refused first. Fields without a reader are ignored. */
function readFields(value: JsonObject, readerFor: (name: string) => Reader | undefined): JsonObject | Refusal {
  let rewritten: JsonObject | undefined;
  for (const name in value) {
    const given = value[name];
    const reader = given === undefined ? undefined : readerFor(name);
    if (reader === undefined) continue;
    const read = reader(given);
    if (read instanceof Refusal) return read;
    if (read === given) continue;
    rewritten ??= { ...value };
    rewritten[name] = read;
  }
  return rewritten ?? value;
}

/** A struct may be written as a list of its fields. Fields with a default may be left out at the end. */
function readPositions(values: readonly unknown[], schema: SchemaView, expected: string): JsonObject | Refusal {
  const names = Object.keys(schema.properties ?? {});
  const read: JsonObject = {};
  for (const [index, name] of names.entries()) {
    const field = schema.properties?.[name] ?? {};
    if (index >= values.length && hasDefault(name, schema)) continue;
    if (index >= values.length) return wrongLength(index, `${expected} with ${elements(names.length)}`);
    const value = readerOf(field)(values[index]);
    if (value instanceof Refusal) return value;
    read[name] = value;
  }
  return values.length > names.length ? wrongLength(values.length, `${elements(names.length)} in sequence`) : read;
}

const elements = (count: number) => `${count} element${count === 1 ? '' : 's'}`;

/** Fields that may be absent but not null have a default in the official server; those that may be null have none. */
function hasDefault(name: string, schema: SchemaView): boolean {
  const { type, anyOf } = schema.properties?.[name] ?? {};
  const isNullable = anyOf === undefined ? type === undefined : anyOf.some((variant) => variant.type === 'null');
  return !schema.required?.includes(name) && !isNullable;
}
