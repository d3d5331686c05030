// Builders of schemas: plain JSON Schema objects that carry TypeBox's static types. They stand in for TypeBox's own
// builders, of which the tables would use a twentieth: a start need not load and run the rest.
import type {
  TArray,
  TArrayOptions,
  TBoolean,
  TEnum,
  TInteger,
  TLiteral,
  TNull,
  TNumber,
  TNumberOptions,
  TObject,
  TObjectOptions,
  TOptional,
  TProperties,
  TRecord,
  TSchema,
  TSchemaOptions,
  TString,
  TStringOptions,
  TUnion,
  TUnknown,
} from 'typebox';

/**
 * Fields that may be absent, and the schemas they were made from. A mark on the schema itself would show up in
 * documents, or cost a start its hiding.
 */
const optionals = new WeakMap<object, TSchema>();

/** The static types name hidden marks that only TypeBox's own type operators read; schemas here go without. */
const schemaOf = <T extends TSchema>(keywords: object): T => keywords as T;

/** Schemas are never changed, so those without options are shared. */
const anyString: TString = schemaOf({ type: 'string' });
const anyBoolean: TBoolean = schemaOf({ type: 'boolean' });
const onlyNull: TNull = schemaOf({ type: 'null' });

export const Type = {
  String: (options?: TStringOptions): TString => (options ? schemaOf({ type: 'string', ...options }) : anyString),
  Boolean: (): TBoolean => anyBoolean,
  Integer: (options?: TNumberOptions): TInteger => schemaOf({ type: 'integer', ...options }),
  Number: (): TNumber => schemaOf({ type: 'number' }),
  Null: (): TNull => onlyNull,
  Unknown: (): TUnknown => schemaOf({}),
  Literal: <const V extends string>(value: V): TLiteral<V> => schemaOf({ type: 'string', const: value }),
  Enum: <const V extends readonly string[]>(values: V, options?: TSchemaOptions): TEnum<[...V]> =>
    schemaOf({ enum: values, ...options }),
  Array: <T extends TSchema>(items: T, options?: TArrayOptions): TArray<T> =>
    schemaOf({ type: 'array', items, ...options }),
  Union: <T extends TSchema[]>(variants: [...T], options?: TSchemaOptions): TUnion<T> =>
    schemaOf({ anyOf: variants, ...options }),
  /** A map from any text; JSON has no other keys. */
  Record: <T extends TSchema>(_key: TString, values: T): TRecord<'^.*$', T> =>
    schemaOf({ type: 'object', patternProperties: { '^.*$': values } }),
  Optional: <T extends TSchema>(schema: T): TOptional<T> => {
    const optional = { ...schema } as TOptional<T>;
    optionals.set(optional, schema);
    return optional;
  },
  Object: <T extends TProperties>(properties: T, options?: TObjectOptions): TObject<T> => {
    const required: string[] = [];
    for (const name in properties) if (!optionals.has(properties[name] as object)) required.push(name);
    return schemaOf({ type: 'object', ...(required.length > 0 && { required }), properties, ...options });
  },
};

/** The schema under `Type.Optional`. */
export function requiredForm(schema: TSchema): TSchema {
  return optionals.get(schema) ?? schema;
}
