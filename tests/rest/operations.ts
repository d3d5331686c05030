// What the route table says of each operation, and requests made from it: for tests of every route.
import { type Operation, operationsOf } from '@codex/web-server/docs/operations.ts';
import { RestSchemas } from '@codex/web-server/rest/rest-schema.ts';
import { routes } from '@codex/web-server/routes/routes.ts';

/** With whole schemas, so that each can be checked on its own. */
export const operations: readonly Operation[] = operationsOf(routes, new RestSchemas({ inline: true }));

export function nameOf({ route, path }: Operation): string {
  return `${route.verb} ${path}`;
}

export function hasBody({ route }: Operation): boolean {
  return route.verb !== 'GET' && route.verb !== 'DELETE';
}

export function isUpload({ route }: Operation): boolean {
  return 'upload' in route && route.upload === true;
}

export function isStream({ route }: Operation): boolean {
  return 'media' in route && route.media === 'text/event-stream';
}

export function mediaOf({ route }: Operation): string | undefined {
  return 'media' in route ? route.media : undefined;
}

/** The path with a value for each parameter. */
export function urlOf({ path }: Operation, values: Readonly<Record<string, string>> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? 'unknown'));
}

interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly items?: Shape;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
}

const byType: Readonly<Record<string, (shape: Shape, text: string) => unknown>> = {
  object: ({ properties = {}, required = [] }, text) =>
    Object.fromEntries(required.map((key) => [key, smallest(properties[key] ?? {}, text)])),
  array: ({ items = {} }, text) => [smallest(items, text)],
  string: (_, text) => text,
  integer: () => 1,
  number: () => 1,
  boolean: () => false,
  null: () => null,
};

/** A value with no more than the schema demands; `text` is every free text in it. */
export function smallest(shape: Shape, text: string): unknown {
  if (shape.const !== undefined) return shape.const;
  if (shape.enum) return shape.enum[0];
  if (shape.anyOf) return smallest(shape.anyOf.find(({ type }) => type !== 'null') ?? {}, text);
  return byType[shape.type ?? '']?.(shape, text) ?? {};
}

/** Required fields only. */
export function smallestInput(operation: Operation, text: string): Record<string, unknown> {
  if (operation.bodySchema) return smallest(operation.bodySchema, text) as Record<string, unknown>;
  const required = operation.inputFields.filter((field) => field.required);
  return Object.fromEntries(required.map(({ name, schema }) => [name, smallest(schema, text)]));
}

/** `?a=1&b=2`, or nothing. */
export function queryOf(input: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams(
    Object.entries(input).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
  return query === '' ? '' : `?${query}`;
}

/** Fields whose text cannot be anything. */
export function typedFields(operation: Operation): Array<{ name: string; wrong: unknown }> {
  return operation.inputFields.flatMap(({ name, schema }): Array<{ name: string; wrong: unknown }> => {
    const types = typesOf(schema as Shape);
    if (types.length === 0) return [];
    if (!hasBody(operation))
      return types.every((type) => type !== 'string' && type !== 'array') ? [{ name, wrong: 'nonsense' }] : [];
    return types.includes('object') ? [] : [{ name, wrong: { wrong: true } }];
  });
}

/** Without null; nothing when any value fits. */
function typesOf(shape: Shape): string[] {
  if (shape.enum || shape.const !== undefined) return ['enum'];
  if (!shape.anyOf) return shape.type === undefined ? [] : [shape.type].filter((type) => type !== 'null');
  const inner = shape.anyOf.map((each) => (each.type === 'null' ? ['null'] : typesOf(each)));
  return inner.some((types) => types.length === 0) ? [] : inner.flat().filter((type) => type !== 'null');
}
