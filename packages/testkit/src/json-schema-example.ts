// A smallest value that fits a JSON Schema, for models that only pretend: strings are filled with a given text.

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const byType: Readonly<Record<string, (schema: Schema, text: string) => unknown>> = {
  object: (schema, text) =>
    Object.fromEntries(Object.entries(schema.properties ?? {}).map(([key, value]) => [key, exampleOf(value, text)])),
  array: (schema, text) => Array.from({ length: schema.minItems ?? 0 }, () => exampleOf(schema.items ?? {}, text)),
  string: (_schema, text) => text,
  integer: () => 0,
  number: () => 0,
  boolean: () => false,
  null: () => null,
};

/** Keywords beyond type, enum, const, properties, items, minItems, anyOf and oneOf are not looked at. */
export function exampleOf(schema: unknown, text: string): unknown {
  const known = (schema ?? {}) as Schema;
  if (known.const !== undefined) return known.const;
  if (known.enum) return known.enum[0];
  const alternative = known.anyOf?.[0] ?? known.oneOf?.[0];
  if (alternative) return exampleOf(alternative, text);
  const type = Array.isArray(known.type) ? known.type[0] : known.type;
  return byType[type ?? (known.properties ? 'object' : 'string')]?.(known, text) ?? null;
}
