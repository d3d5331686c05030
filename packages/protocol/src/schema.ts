// The words in which schemas are written: the few shapes that occur everywhere on this wire, beyond those of TypeBox.
import type { TEnum, TLiteral, TNull, TObject, TObjectOptions, TOptional, TProperties, TSchema, TUnion } from 'typebox';
import { Type } from './type.ts';

/** Whole numbers; the format is their range, checked by `decode.ts`. Beyond 2^53 a JavaScript number is not exact. */
export const int32 = Type.Integer({ format: 'int32' });
export const int64 = Type.Integer({ format: 'int64' });
export const uint16 = Type.Integer({ format: 'uint16', minimum: 0 });
export const uint32 = Type.Integer({ format: 'uint32', minimum: 0 });
export const uint64 = Type.Integer({ format: 'uint64', minimum: 0 });
export const uint = Type.Integer({ format: 'uint', minimum: 0 });

/** An object with a name. Fields stand in the official order: error texts name the first one that is missing. */
export function struct<T extends TProperties>(name: string, fields: T, options?: TObjectOptions): TObject<T> {
  return Type.Object(fields, { title: name, ...options });
}

/** What `decode.ts` needs to know about a union beyond its shape. */
export interface UnionHints {
  /** The name in error texts, where it is not the type's own. */
  readonly readName?: string;
  /** The tag under which values with an unknown tag are read; without it they are refused. */
  readonly fallback?: string;
}

/** One of several shapes under a name, in the official order, because error texts list them. */
export function union<T extends TSchema[]>(name: string, variants: [...T], hints?: UnionHints): TUnion<T> {
  return Type.Union(variants, { title: name, ...hints });
}

/** A shape of a union that is an object with one key, its name. */
export function variant<const K extends string, T extends TSchema>(name: K, content: T): TObject<{ [P in K]: T }> {
  return Type.Object({ [name]: content } as { [P in K]: T }, { additionalProperties: false });
}

/** A shape of a union that is an object of its own under a tag; refusals give the name of that object. */
export function tagged<const W extends string, P extends TProperties>(
  word: W,
  content: TObject<P>,
): TObject<{ type: TLiteral<W> } & P> {
  const { title, additionalProperties } = content as { title?: string; additionalProperties?: boolean };
  const options = additionalProperties === undefined ? { title } : { title, additionalProperties };
  return Type.Object({ type: Type.Literal(word), ...content.properties }, options);
}

/** An object that has, beside the common fields, those of one alternative. */
export function either<C extends TProperties, A extends TProperties, B extends TProperties>(
  name: string,
  common: C,
  [first, second]: [A, B],
): TUnion<[TObject<C & A>, TObject<C & B>]> {
  const variants: [TObject<C & A>, TObject<C & B>] = [
    Type.Object({ ...common, ...first }),
    Type.Object({ ...common, ...second }),
  ];
  return Type.Union(variants, { title: name });
}

/** The schema, or null. */
export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

const nullishOf = new WeakMap<TSchema, TSchema>();

/** A field that may be absent or null, with the same meaning. Most fields are such, so equal ones are shared. */
export function nullish<T extends TSchema>(schema: T): TOptional<TUnion<[T, TNull]>> {
  const known = nullishOf.get(schema) as TOptional<TUnion<[T, TNull]>> | undefined;
  if (known !== undefined) return known;
  const made = Type.Optional(nullable(schema));
  nullishOf.set(schema, made);
  return made;
}

/**
 * One of a closed set of strings; the order is the official one, because error texts list it. `words`: what may be
 * written on the wire and the value it is read as, where older words are still understood.
 */
export function stringEnum<const T extends readonly string[]>(
  values: T,
  words?: Record<string, T[number]>,
): TEnum<[...T]> {
  return Type.Enum(values, words && { words });
}
