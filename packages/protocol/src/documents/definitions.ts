// Types and unions of messages as JSON Schema (draft-07), in the style of the official export.
import { type Field, type ObjectShape, type Shape, tagOf } from './shape.ts';
import { descriptionOf, type NotificationRow, type RequestRow, type Surface } from './surface.ts';

export type JsonSchema = boolean | { readonly [keyword: string]: unknown };

/** Every type and union of messages; references are `#/definitions/<name>`. */
export function definitionsOf(surface: Surface): Map<string, JsonSchema> {
  const types = [...surface.types].map(([name, shape]): [string, JsonSchema] => [name, definition(name, shape)]);
  return new Map([
    ...types,
    ...surface.clientRequests.flatMap(nullableParams),
    ['ClientRequest', messages('Any request of a client.', surface.clientRequests.map(requestSchema))],
    ['ServerRequest', messages('Any request of the server.', surface.serverRequests.map(requestSchema))],
    [
      'ClientNotification',
      messages('Any notification of a client.', surface.clientNotifications.map(notificationSchema)),
    ],
    ['ServerNotification', serverNotificationSchema(surface)],
  ] as [string, JsonSchema][]);
}

/** Parameters that may be null have a type of their own, beside the type of those that are not. */
export function nullableName({ params, optional }: RequestRow): string | undefined {
  return params !== null && optional ? `Nullable${params}` : undefined;
}

function nullableParams(row: RequestRow): [string, JsonSchema][] {
  const name = nullableName(row);
  return name === undefined ? [] : [[name, paramsSchema(row.params, true)]];
}

function messages(description: string, oneOf: readonly JsonSchema[]): JsonSchema {
  return { description, oneOf };
}

function serverNotificationSchema({ serverNotifications }: Surface): JsonSchema {
  const emittedAtMs = { description: 'When it was sent: Unix time in milliseconds.', type: 'integer', format: 'int64' };
  return {
    ...(messages('Any notification of the server.', serverNotifications.map(notificationSchema)) as object),
    properties: { emittedAtMs },
  };
}

function requestSchema({ method, params, optional }: RequestRow): JsonSchema {
  return messageSchema(
    `${capital(method)}Request`,
    method,
    { id: reference('RequestId') },
    paramsSchema(params, optional),
    optional,
  );
}

function notificationSchema({ method, params }: NotificationRow): JsonSchema {
  const content = params === null ? undefined : reference(params);
  return messageSchema(`${capital(method)}Notification`, method, {}, content, false);
}

function messageSchema(
  title: string,
  method: string,
  head: object,
  params: JsonSchema | undefined,
  optional: boolean,
): JsonSchema {
  const properties = { ...head, method: tagSchema(method, `${title}Method`), ...(params !== undefined && { params }) };
  const required = Object.keys(properties).filter((name) => name !== 'params' || !optional);
  return { type: 'object', title, properties, required };
}

function paramsSchema(params: string | null, optional: boolean): JsonSchema {
  if (params === null) return { type: 'null' };
  return optional ? { anyOf: [reference(params), { type: 'null' }] } : reference(params);
}

function definition(name: string, shape: Shape): JsonSchema {
  const description = descriptionOf(name);
  return { ...(description !== undefined && { description }), ...(schemaOf(shape, name) as object) };
}

const reference = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

const tagSchema = (word: string, title: string): JsonSchema => ({ type: 'string', enum: [word], title });

/** `scope`: the type, and the tag of its variant, that the shape stands in; titles and descriptions derive from it. */
function schemaOf(shape: Shape, scope: string): JsonSchema {
  if (shape.kind === 'any') return true;
  if (shape.kind === 'ref') return reference(shape.name);
  if (shape.kind === 'scalar') return { type: shape.type, ...shape.keywords };
  if (shape.kind === 'words') return { type: 'string', enum: shape.words };
  if (shape.kind === 'list') return { type: 'array', items: schemaOf(shape.items, scope) };
  if (shape.kind === 'map') return { type: 'object', additionalProperties: schemaOf(shape.values, scope) };
  if (shape.kind === 'object') return objectSchema(shape, scope);
  return shape.kind === 'nullable' ? nullableSchema(schemaOf(shape.value, scope)) : unionSchema(shape.variants, scope);
}

function objectSchema({ fields, closed }: ObjectShape, scope: string): JsonSchema {
  const required = fields.filter((field) => field.required).map((field) => field.name);
  return {
    type: 'object',
    ...(fields.length > 0 && {
      properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, scope)])),
    }),
    ...(required.length > 0 && { required }),
    ...(closed && { additionalProperties: false }),
  };
}

function fieldSchema({ name, shape }: Field, scope: string): JsonSchema {
  const schema = schemaOf(shape, scope);
  const description = descriptionOf(`${scope}.${name}`);
  if (description === undefined) return schema;
  if (schema === true) return { description };
  // Beside a reference, draft-07 ignores every other keyword.
  return '$ref' in (schema as object) ? { description, allOf: [schema] } : { description, ...(schema as object) };
}

function nullableSchema(schema: JsonSchema): JsonSchema {
  if (schema === true) return true;
  const { type, enum: words } = schema as { type?: unknown; enum?: unknown };
  const isPlain = typeof type === 'string' && words === undefined;
  return isPlain ? { ...(schema as object), type: [type, 'null'] } : { anyOf: [schema, { type: 'null' }] };
}

/** Variants of which never two can fit are `oneOf`. */
function unionSchema(variants: readonly Shape[], scope: string): JsonSchema {
  const tagged = variants.every((variant) => tagOf(variant) !== undefined);
  const schemas = variants.map((variant) => variantSchema(variant, scope));
  return tagged ? { oneOf: schemas } : { anyOf: schemas };
}

function variantSchema(variant: Shape, scope: string): JsonSchema {
  const tag = tagOf(variant);
  if (tag === undefined) return schemaOf(variant, scope);
  const title = `${pascalCase(tag.word)}${scope}`;
  if (variant.kind !== 'object') return { title, ...(schemaOf(variant, `${scope}.${tag.word}`) as object) };
  const schema = objectSchema(variant, `${scope}.${tag.word}`) as { properties: Readonly<Record<string, JsonSchema>> };
  const tagField = tagSchema(tag.word, `${title}${pascalCase(tag.field)}`);
  return { title, ...schema, properties: { ...schema.properties, [tag.field]: tagField } };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function pascalCase(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map(capital)
    .join('');
}
