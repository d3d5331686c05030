// Readers of unions. How a union is tagged is read off its shape: objects that share a field with a constant are tagged
// inside; words and objects with a single key are tagged outside; anything else is tried in turn.
import { isWhole, missingField, noVariant, Refusal, unknownVariant, wrongType, wrongValue } from './refusal.ts';
import { isObject, type JsonObject, type Reader, type ReaderOf, readUnit, type SchemaView } from './schema-view.ts';

export function readerOfUnion(schema: SchemaView, readerOf: ReaderOf): Reader {
  const variants = schema.anyOf ?? [schema];
  const values = variants.filter((variant) => variant.type !== 'null');
  if (values.length < variants.length) return readerOfOption(values, schema, readerOf);
  const tag = sharedTag(values);
  if (tag !== undefined) return readerOfTagged(tag, values, schema, readerOf);
  return values.every(isOutsideTagged)
    ? readerOfOutsideTagged(values, readerOf)
    : readerOfUntagged(values, schema, readerOf);
}

function readerOfOption(values: readonly SchemaView[], schema: SchemaView, readerOf: ReaderOf): Reader {
  const [only, ...others] = values;
  const read = only && others.length === 0 ? readerOf(only) : readerOfUnion({ ...schema, anyOf: values }, readerOf);
  return (value) => (value === null ? null : read(value));
}

/** The constant of the field `tag`; alternatives made by `either` have one in common. */
function tagValue(variant: SchemaView, tag: string): string | undefined {
  const value = variant.properties?.[tag]?.const ?? variant.anyOf?.map((inner) => tagValue(inner, tag))[0];
  return typeof value === 'string' ? value : undefined;
}

function sharedTag([first, ...others]: readonly SchemaView[]): string | undefined {
  const shape = first?.anyOf?.[0] ?? first;
  const tags = Object.keys(shape?.properties ?? {}).filter((name) => shape?.properties?.[name]?.const !== undefined);
  return tags.find((tag) => others.every((variant) => tagValue(variant, tag) !== undefined));
}

function readerOfTagged(tag: string, values: readonly SchemaView[], schema: SchemaView, readerOf: ReaderOf): Reader {
  const variants = new Map(
    values.map((shape) => [tagValue(shape, tag) ?? '', { shape, read: readerOfVariant(shape, readerOf) }]),
  );
  const tags = [...variants.keys()];
  const { fallback, readName, title } = schema;
  const union = readName ?? title ?? '';
  const readNamed = (name: string, value: JsonObject | unknown[]): unknown => {
    const variant = variants.get(name);
    if (variant === undefined) return fallback === undefined ? unknownVariant(name, tags) : { [tag]: fallback };
    if (!Array.isArray(value)) return variant.read(value[tag] === name ? value : { ...value, [tag]: name });
    const read = readerOfFields(variant.shape, tag, `${union}::${pascalCase(name)}`, readerOf)(value.slice(1));
    return read instanceof Refusal ? read : { [tag]: name, ...(read as JsonObject) };
  };
  return (value) => {
    if (!isObject(value) && !Array.isArray(value)) return wrongType(value, `internally tagged enum ${union}`);
    // An object may be written as a list of its fields, of which the tag is the first.
    const name: unknown = Array.isArray(value) ? value[0] : value[tag];
    if (name === undefined) return missingField(tag);
    if (typeof name === 'string') return readNamed(name, value);
    if (typeof name !== 'number' || !isWhole(name) || name < 0) return wrongType(name, 'variant identifier');
    const known = tags[name];
    return known === undefined ? wrongValue(name, `variant index 0 <= i < ${tags.length}`) : readNamed(known, value);
  };
}

function readerOfVariant(variant: SchemaView, readerOf: ReaderOf): Reader {
  return variant.anyOf ? readerOfEither(variant, variant.anyOf, readerOf) : readerOf(variant);
}

/** Reads the fields beside the tag from a list, which alternatives never are. Rarely used, so it is not kept. */
function readerOfFields(variant: SchemaView, tag: string, name: string, readerOf: ReaderOf): Reader {
  if (variant.anyOf) return (value) => wrongType(value, `struct variant ${name}`);
  const properties = Object.fromEntries(Object.entries(variant.properties ?? {}).filter(([field]) => field !== tag));
  const required = variant.required?.filter((field) => field !== tag) ?? [];
  return readerOf({ title: name, ...variant, properties, required });
}

function pascalCase(text: string): string {
  return text.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_all, letter: string) => letter.toUpperCase());
}

/** Common fields first: what is wrong with one of them is said, of the alternatives only that none fits. */
function readerOfEither(schema: SchemaView, alternatives: readonly SchemaView[], readerOf: ReaderOf): Reader {
  const common = Object.entries(alternatives[0]?.properties ?? {}).filter(([name]) =>
    alternatives.every((alternative) => name in (alternative.properties ?? {})),
  );
  const required = alternatives[0]?.required?.filter((name) => common.some(([field]) => field === name));
  const readCommon = readerOf({ type: 'object', properties: Object.fromEntries(common), required: required ?? [] });
  const readAny = readerOfUntagged(alternatives, schema, readerOf);
  return (value) => {
    const read = readCommon(value);
    return read instanceof Refusal ? read : readAny(read);
  };
}

function readerOfUntagged(values: readonly SchemaView[], schema: SchemaView, readerOf: ReaderOf): Reader {
  const readers = values.map((variant) => readerOf(variant));
  const refusal = noVariant(schema.readName ?? schema.title ?? '');
  return (value) => {
    for (const reader of readers) {
      const read = reader(value);
      if (!(read instanceof Refusal)) return read;
    }
    return refusal;
  };
}

function isOutsideTagged(variant: SchemaView): boolean {
  return wordsOf(variant) !== undefined || keyOf(variant) !== undefined;
}

/** The words of an enum and the values they are read as; undefined for other shapes. */
function wordsOf(variant: SchemaView): Readonly<Record<string, string>> | undefined {
  const words = variant.enum ?? (typeof variant.const === 'string' ? [variant.const] : undefined);
  return variant.words ?? (words && Object.fromEntries(words.map((word) => [word, word])));
}

/** The key of an object made by `variant`; undefined for other shapes. */
function keyOf({ additionalProperties, properties = {} }: SchemaView): string | undefined {
  const [key, ...others] = Object.keys(properties);
  return additionalProperties === false && others.length === 0 ? key : undefined;
}

/** A variant without content has the word it is read as; one with content has a reader for it. */
type OutsideVariant = { word: string } | { read: Reader; isStruct: boolean };

function outsideVariants(variant: SchemaView, readerOf: ReaderOf): [string, OutsideVariant][] {
  const words = wordsOf(variant);
  if (words !== undefined) return Object.entries(words).map(([name, word]) => [name, { word }]);
  const key = keyOf(variant) ?? '';
  const content = variant.properties?.[key] ?? {};
  return [[key, { read: readerOf(content), isStruct: content.title?.includes('::') ?? false }]];
}

function readerOfOutsideTagged(values: readonly SchemaView[], readerOf: ReaderOf): Reader {
  const table = new Map(values.flatMap((variant) => outsideVariants(variant, readerOf)));
  const names = [...table.keys()];
  return (value) => {
    if (typeof value === 'string') return readWord(value, table.get(value), names);
    if (!isObject(value)) return wrongType(value, 'string or map');
    const [name, ...others] = Object.keys(value);
    if (name === undefined || others.length > 0)
      return new Refusal('invalid value: map, expected map with a single key');
    return readContent(value, name, table.get(name), names);
  };
}

function readWord(name: string, found: OutsideVariant | undefined, names: readonly string[]): unknown {
  if (found === undefined) return unknownVariant(name, names);
  if ('word' in found) return found.word;
  return new Refusal(`invalid type: unit variant, expected ${found.isStruct ? 'struct' : 'newtype'} variant`);
}

function readContent(
  value: JsonObject,
  name: string,
  found: OutsideVariant | undefined,
  names: readonly string[],
): unknown {
  const content = value[name];
  if (found === undefined) return unknownVariant(name, names);
  if ('word' in found) {
    const unit = readUnit(content);
    return unit instanceof Refusal ? unit : found.word;
  }
  if (found.isStruct && (typeof content !== 'object' || content === null)) return wrongType(content, 'struct variant');
  const read = found.read(content);
  if (read instanceof Refusal) return read;
  return read === content ? value : { [name]: read };
}
