// OpenAPI 3.1 of this API, made from the route table. Loaded by the first request for it.

import { type JsonSchema, RestSchemas } from '../rest/rest-schema.ts';
import type { Route } from '../rest/route.ts';
import { type Operation, operationsOf } from './operations.ts';

export const apiVersion = '2.0.0';

type Document = Readonly<Record<string, unknown>>;

const errorSchema = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: { code: { type: 'string' }, message: { type: 'string' }, details: {} },
      required: ['code', 'message'],
    },
    status: { type: 'integer' },
  },
  required: ['error', 'status'],
};

const failures: ReadonlyArray<readonly [status: string, about: string]> = [
  ['400', 'The request is not valid'],
  ['401', 'The token is missing or wrong'],
  ['404', 'What is named does not exist'],
  ['409', 'The state does not allow it'],
  ['501', 'The method is not built yet'],
];

export function openApi(routes: readonly Route[]): Document {
  const schemas = new RestSchemas();
  const paths: Record<string, Record<string, unknown>> = {};
  const operations = operationsOf(routes, schemas);
  for (const operation of operations) {
    const item = paths[operation.path] ?? {};
    item[operation.route.verb.toLowerCase()] = describe(operation);
    paths[operation.path] = item;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Codex Web Server API',
      version: apiVersion,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer_auth: [] }],
    tags: [...new Set(operations.map(({ tag }) => tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { bearer_auth: { type: 'http', scheme: 'bearer' } },
      schemas: { ...schemas.components, Error: errorSchema },
    },
  };
}

function describe(operation: Operation): Document {
  const { route, path, tag, status } = operation;
  const body = bodyOf(operation);
  return {
    operationId: `${route.verb.toLowerCase()}${path.replace(/[^A-Za-z0-9]+(.)?/g, (_, next = '') => next.toUpperCase())}`,
    summary: route.about,
    tags: [tag],
    ...(route.open ? { security: [] } : {}),
    parameters: parametersOf(operation),
    ...(body ? { requestBody: body } : {}),
    responses: {
      [status]: { description: 'Success', ...contentOf(operation) },
      ...Object.fromEntries(
        failures.map(([code, description]) => [
          code,
          { description, content: json({ $ref: '#/components/schemas/Error' }) },
        ]),
      ),
    },
  };
}

function parametersOf({ route, pathFields, inputFields }: Operation): Document[] {
  const inPath = pathFields.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const inQuery = inputFields.map(({ name, required, schema }) => ({ name, in: 'query', required, schema }));
  const repeat = { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 255 } };
  return [...inPath, ...(hasBody(route) ? [] : inQuery), ...(route.verb === 'POST' ? [repeat] : [])];
}

function bodyOf({ route, inputFields, bodySchema }: Operation): Document | undefined {
  if ('upload' in route && route.upload) {
    const file = { type: 'object', properties: { file: { type: 'string', format: 'binary' } } };
    return { required: true, content: { 'multipart/form-data': { schema: file } } };
  }
  if (!hasBody(route) || (inputFields.length === 0 && !bodySchema)) return undefined;
  const required = inputFields.filter((field) => field.required).map(({ name }) => name);
  const properties = Object.fromEntries(inputFields.map(({ name, schema }) => [name, schema]));
  return {
    required: required.length > 0 || bodySchema !== undefined,
    content: json(bodySchema ?? { type: 'object', properties, ...(required.length > 0 ? { required } : {}) }),
  };
}

function contentOf({ route, response }: Operation): Document {
  const media = 'media' in route ? route.media : undefined;
  if (media !== undefined) return { content: { [media]: { schema: { type: 'string' } } } };
  return { content: json(response ?? { type: 'object' }) };
}

function hasBody(route: Route): boolean {
  return route.verb !== 'GET' && route.verb !== 'DELETE';
}

function json(schema: JsonSchema): Document {
  return { 'application/json': { schema } };
}
