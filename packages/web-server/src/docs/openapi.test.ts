// openapi.ts, api-markdown.ts: the documents are whole, and both know every row of the table.
import { describe, expect, test } from 'vitest';
import { urlsOf } from '../rest/route.ts';
import { allRoutes, routes } from '../routes/routes.ts';
import { apiMarkdown } from './api-markdown.ts';
import { openApi } from './openapi.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security?: readonly object[];
  readonly parameters: ReadonlyArray<{ name: string; in: string; required: boolean; schema: object }>;
  readonly requestBody?: { content: Record<string, { schema: object }> };
  readonly responses: Record<string, { description: string; content: Record<string, { schema: object }> }>;
}

interface Document {
  readonly openapi: string;
  readonly info: { title: string; version: string };
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
  readonly tags: ReadonlyArray<{ name: string }>;
}

const document = JSON.parse(JSON.stringify(openApi(routes))) as Document;
const operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
  Object.entries(verbs).map(([verb, operation]) => ({ path, verb, operation })),
);

describe('OpenAPI', () => {
  test('says what it is', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Codex Web Server API', version: '2.0.0' } });
    expect(document.components.securitySchemes).toEqual({ bearer_auth: { type: 'http', scheme: 'bearer' } });
    expect(operations.length).toBeGreaterThanOrEqual(31);
  });

  test('has every row and every alias, under names of their own', () => {
    const rows = routes.flatMap((route) => urlsOf(route).map((path) => `${route.verb.toLowerCase()} ${path}`));
    expect(operations.map(({ verb, path }) => `${verb} ${path}`).sort()).toEqual(rows.sort());
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(rows).size).toBe(rows.length);
  });

  test.each(operations.map((each) => [`${each.verb} ${each.path}`, each] as const))(
    '%s: its path parameters are declared once, its answers described',
    (_, { path, verb, operation }) => {
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
      expect(inPath.map(({ name }) => name)).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
      expect(inPath.every(({ required }) => required)).toBe(true);
      const names = operation.parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
      expect(new Set(names).size).toBe(names.length);
      if (verb === 'get' || verb === 'delete') expect(operation.requestBody).toBeUndefined();
      const success = Object.keys(operation.responses).filter((status) => status.startsWith('2'));
      expect(success).toHaveLength(1);
      for (const { description, content } of Object.values(operation.responses)) {
        expect(description).not.toBe('');
        expect(Object.keys(content)).toHaveLength(1);
      }
      expect(document.tags.map(({ name }) => name)).toEqual(
        expect.arrayContaining((operation as { tags?: string[] }).tags ?? []),
      );
    },
  );

  test('every reference leads somewhere, every required field exists, every key is snake_case', () => {
    const problems: string[] = [];
    visit(document, '', (node, where) => {
      const { $ref, required, properties } = node as {
        $ref?: string;
        required?: unknown;
        properties?: Record<string, unknown>;
      };
      const name = $ref?.replace('#/components/schemas/', '');
      if (name !== undefined && !(name in document.components.schemas)) problems.push(`${where}: ${$ref}`);
      if (!Array.isArray(required) || !properties) return;
      for (const field of required) if (!(field in properties)) problems.push(`${where}: required ${field}`);
    });
    expect(problems).toEqual([]);
    expect(Object.keys(document.components.schemas).length).toBeGreaterThan(100);
    expect(JSON.stringify(document.components.schemas.Thread)).toContain('"parent_thread_id"');
  });

  test('the row of --experimental-api is only there with it', () => {
    const path = '/api/v2/rpc/{method}';
    expect(document.paths[path]).toBeUndefined();
    expect((openApi(allRoutes) as unknown as Document).paths[path]).toBeDefined();
  });
});

test('API.md names every route, and has the sections that others link to', () => {
  const text = apiMarkdown(routes);
  for (const route of routes) for (const path of urlsOf(route)) expect(text).toContain(`\`${route.verb} ${path}\``);
  for (const section of ['## Event Streaming (SSE)', '## Approval Flow', '## Errors', '## Environment']) {
    expect(text).toContain(section);
  }
});

function visit(node: unknown, where: string, look: (node: object, where: string) => void): void {
  if (typeof node !== 'object' || node === null) return;
  look(node, where);
  for (const [key, value] of Object.entries(node)) visit(value, `${where}/${key}`, look);
}
