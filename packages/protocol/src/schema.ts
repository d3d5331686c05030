// Shorthands for the two shapes that occur everywhere on this wire: a value that may be null, a closed set of strings.
import { type TSchema, Type } from 'typebox';

/** The schema, or null. Fields that may also be absent wrap this in `Type.Optional`. */
export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** One of a closed set of strings; the order is the official one, because error texts list it. */
export function stringEnum<const T extends readonly string[]>(values: T) {
  return Type.Enum(values);
}
