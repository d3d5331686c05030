// The route table as a list of operations with schemas: what OpenAPI, API.md and the coverage tests are made of.
import { clientRequests } from '@codex/protocol/methods.ts';
import { Type } from '@codex/protocol/type.ts';
import type { TProperties, TSchema } from 'typebox';
import { snakeCase } from '../rest/naming.ts';
import type { JsonSchema, RestSchemas } from '../rest/rest-schema.ts';
import { pathParameters, type Route } from '../rest/route.ts';

export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

export interface Operation {
  readonly route: Route;
  readonly path: string;
  readonly tag: string;
  readonly pathFields: readonly string[];
  /** In the query of GET and DELETE, else in the body. */
  readonly inputFields: readonly Field[];
  /** A body that is not one object, but one of several. */
  readonly bodySchema: JsonSchema | undefined;
  readonly status: number;
  /** Undefined: not JSON, or any object. */
  readonly response: JsonSchema | undefined;
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
}

export function operationsOf(routes: readonly Route[], schemas: RestSchemas): Operation[] {
  return routes.flatMap((route) =>
    [route.path, ...(route.aliases ?? [])].map((path) => operation(route, path, schemas)),
  );
}

function operation(route: Route, path: string, schemas: RestSchemas): Operation {
  const pathFields = pathParameters(path);
  const taken = new Set(pathFields.map((name) => ('names' in route ? route.names?.[name] : undefined) ?? name));
  const params = paramsOf(route);
  const input: ObjectSchema = params ? schemas.whole(params) : {};
  const extra = added(route.takes, schemas);
  const known = Object.entries(input.properties ?? {}).map(([name, schema]) => ({
    name,
    schema,
    // What the row itself takes may be given in its place.
    required: (input.required ?? []).includes(name) && route.takes === undefined,
  }));
  const fields = [...known.filter((field) => !extra.some(({ name }) => name === field.name)), ...extra];
  return {
    route,
    path,
    tag: tagOf(path),
    pathFields,
    inputFields: fields.filter(({ name }) => !taken.has(name)),
    bodySchema: input.anyOf && params ? schemas.of(params) : undefined,
    status: route.status ?? 200,
    response: responseOf(route, schemas),
  };
}

/** The method behind a row: its own, or the one its handler stands for. */
function methodOf(route: Route) {
  return 'method' in route ? route.method : route.covers?.[0];
}

function paramsOf(route: Route): TSchema | undefined {
  const method = methodOf(route);
  if (method === undefined || method === 'initialize' || ('ownInput' in route && route.ownInput)) return undefined;
  return clientRequests[method].params;
}

function responseOf(route: Route, schemas: RestSchemas): JsonSchema | undefined {
  if ('media' in route && route.media !== undefined) return undefined;
  const method = methodOf(route);
  const own = 'ownAnswer' in route && route.ownAnswer === true;
  const result = method === undefined || own ? undefined : clientRequests[method].result;
  const extra = added(route.adds, schemas);
  const base = result ? schemas.of(result) : undefined;
  if (base && extra.length === 0 && isEmpty(result)) return successSchema;
  if (extra.length === 0) return base;
  const object = {
    type: 'object',
    properties: Object.fromEntries(extra.map(({ name, schema }) => [name, schema])),
    required: extra.filter(({ required }) => required).map(({ name }) => name),
  };
  return base && !isEmpty(result) ? { allOf: [base, object] } : object;
}

const successSchema = { type: 'object', properties: { success: { const: true } }, required: ['success'] };

function isEmpty(schema: TSchema | undefined): boolean {
  const { properties, anyOf } = (schema ?? {}) as ObjectSchema;
  return anyOf === undefined && Object.keys(properties ?? {}).length === 0;
}

/** Fields that a row adds. Those that may be absent are told from the others by the object they are put in. */
function added(properties: TProperties | undefined, schemas: RestSchemas): Field[] {
  if (!properties) return [];
  const object: TSchema = Type.Object(properties);
  const { required = [] } = object as ObjectSchema;
  return Object.entries(properties).map(([name, schema]) => ({
    name: snakeCase(name),
    required: required.includes(name),
    schema: schemas.of(schema),
  }));
}

const tags: ReadonlyArray<readonly [part: RegExp, tag: string]> = [
  [/\/events/, 'Events'],
  [/\/(approvals|requests|server-requests)(\/|$)/, 'Approvals'],
  [/\/turns/, 'Turns'],
  [/\/reviews?$/, 'Review'],
  [/\/v\d\/attachments/, 'Attachments'],
  [/\/(threads|thread-|conversations)/, 'Threads'],
  [/\/auth\//, 'Authentication'],
  [/\/(config|features|permission-profiles|external-agent-config)/, 'Configuration'],
  [/\/(models|model-providers)/, 'Models'],
  [/\/(skills|hooks)/, 'Skills'],
  [/\/mcp\//, 'MCP'],
  [/\/(plugins|marketplaces|apps)/, 'Plugins'],
  [/\/commands/, 'Commands'],
  [/\/feedback/, 'Feedback'],
  [/\/(fs|search|git|windows-sandbox)\//, 'Machine'],
];

function tagOf(path: string): string {
  return tags.find(([part]) => part.test(path))?.[1] ?? 'Server';
}
