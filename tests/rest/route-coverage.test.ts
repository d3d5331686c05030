// Every route of the table, by requests made from the table: without a token, with wrong types, with unknown ids, and
// as it should be. A row that is added is tested by being there.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { experimentalMethods } from '@codex/protocol/experimental.ts';
import { clientMethodNames } from '@codex/protocol/generated/method-names.ts';
import { createTestHome, type TestHome } from '@codex/testkit/codex-home.ts';
import { type MockModel, startMockModel } from '@codex/testkit/mock-model-server.ts';
import type { Operation } from '@codex/web-server/docs/operations.ts';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Answer, RestClient } from './client.ts';
import { launchServer, type ServerProcess } from './harness.ts';
import {
  hasBody,
  isUpload,
  mediaOf,
  nameOf,
  operations,
  queryOf,
  smallestInput,
  typedFields,
  urlOf,
} from './operations.ts';

const unknownId = '0190d9a0-0000-7000-8000-000000000000';
const rows = operations.map((operation) => [nameOf(operation), operation] as const);

let model: MockModel;
let home: TestHome;
let server: ServerProcess;
let client: RestClient;
let folder: string;

beforeAll(async () => {
  model = await startMockModel();
  home = await createTestHome(model.baseUrl, {});
  server = await launchServer(home);
  client = server.client;
  folder = mkdtempSync(join(tmpdir(), 'codex-routes-'));
  writeFileSync(join(folder, 'file.txt'), 'content');
});
afterAll(async () => {
  await server.end('SIGTERM');
  await model.close();
  await home.remove();
  rmSync(folder, { recursive: true, force: true });
});

function send(operation: Operation, url: string, input: object): Promise<Answer> {
  if (!hasBody(operation)) return client.send(operation.route.verb, url + queryOf(input as Record<string, unknown>));
  return client.send(operation.route.verb, url, input);
}

test('every stable method of the protocol has a route', () => {
  const covered = new Set(
    operations.flatMap(({ route }) => ('method' in route ? [route.method] : (route.covers ?? []))),
  );
  const stable = clientMethodNames.filter((name) => !experimentalMethods.has(name));
  expect(stable.filter((name) => !covered.has(name as never))).toEqual([]);
});

test.each(rows)('%s: 401 without a token, unless it is open', async (_, operation) => {
  const response = await fetch(client.url + urlOf(operation, { thread_id: unknownId }), {
    method: operation.route.verb,
    redirect: 'manual',
  });
  await response.body?.cancel();
  expect(response.status).toBe(operation.route.open ? 200 : 401);
});

const withBody = rows.filter(([, operation]) => hasBody(operation) && !isUpload(operation));

test.each(withBody)('%s: 400 for a body that is no object, 415 for one that is no JSON', async (_, operation) => {
  const url = urlOf(operation, { thread_id: unknownId });
  expect(await client.send(operation.route.verb, url, [])).toMatchObject({ status: 400, body: envelope(400) });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const headers = { authorization: `Bearer ${client.token}`, 'content-type': type };
    const response = await fetch(client.url + url, { method: operation.route.verb, headers, body: '{}' });
    expect(response.status).toBe(415);
  }
});

const withTypes = rows.flatMap(([name, operation]) =>
  typedFields(operation).map(({ name: field, wrong }) => [name, field, wrong, operation] as const),
);

test.each(withTypes)('%s: 400 when %s is %j', async (_, field, wrong, operation) => {
  const threadId = operation.pathFields.includes('thread_id') ? await client.thread({ cwd: home.cwd }) : '';
  const answer = await send(operation, urlOf(operation, { thread_id: threadId }), {
    ...smallestInput(operation, folder),
    ...seedInputs[nameOf(operation)],
    [field]: wrong,
  });
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 400, body: envelope(400) });
});

const ofThreads = rows.filter(([, { pathFields }]) => pathFields.includes('thread_id'));

describe.each(ofThreads)('%s', (_, operation) => {
  test('404 for a thread that does not exist, or 501', async () => {
    const answer = await send(operation, urlOf(operation, { thread_id: unknownId }), inputOf(operation));
    if (lenient.has(nameOf(operation)) && answer.status === 200) return;
    expect([404, 501], JSON.stringify(answer.body)).toContain(answer.status);
    expect(answer.body).toMatchObject(envelope(answer.status));
  });

  test('400 for what is no thread id', async () => {
    const answer = await send(operation, urlOf(operation, { thread_id: 'thread-123' }), inputOf(operation));
    expect(answer).toMatchObject({ status: 400, body: { error: { message: 'Invalid thread ID' } } });
  });
});

test.each([
  ['GET', '/api/v1/attachments/nothing'],
  ['GET', `/api/v1/attachments/${unknownId}`],
  ['GET', `/api/v2/attachments/${unknownId}/metadata`],
  ['DELETE', `/api/v2/attachments/${unknownId}`],
  ['POST', '/api/v2/server-requests/nothing'],
])('%s %s: 404', async (verb, path) => {
  expect(await client.send(verb, path)).toMatchObject({ status: 404, body: envelope(404) });
});

/** To end what is not there is no mistake, and facts are stored for any thread id. */
const lenient: ReadonlySet<string> = new Set([
  'DELETE /api/v2/threads/{thread_id}/subscription',
  'GET /api/v2/threads/{thread_id}/attachments',
  'DELETE /api/v2/threads/{thread_id}/attachments/{attachment_type}/{identity_key}',
]);

/** What makes the request of a seed a good one. */
const seedInputs: Readonly<Record<string, Record<string, unknown>>> = {
  'POST /api/v2/threads/{thread_id}/turns': { input: [{ type: 'text', text: 'hi' }] },
  'POST /api/v1/threads/{thread_id}/turns': { input: [{ type: 'text', text: 'hi' }] },
  'POST /api/v2/threads/{thread_id}/turns/steer': { input: [{ type: 'text', text: 'hi' }], expected_turn_id: 'x' },
  'POST /api/v2/threads/{thread_id}/turns/{turn_id}/steer': { input: [{ type: 'text', text: 'hi' }] },
  'POST /api/v2/threads/{thread_id}/rollback': { num_turns: 1 },
  'POST /api/v2/threads/{thread_id}/approvals/{approval_id}': { decision: 'approve' },
  'POST /api/v2/threads/{thread_id}/reviews': { target: { type: 'uncommittedChanges' } },
  'POST /api/v2/threads/{thread_id}/review': { target: { type: 'uncommittedChanges' } },
  'POST /api/v2/reviews': { target: { type: 'uncommittedChanges' } },
  'POST /api/v2/threads/{thread_id}/items': { items: [{ type: 'message', role: 'user', content: [] }] },
  'PATCH /api/v2/threads/{thread_id}/metadata': { git_info: { branch: 'b' } },
  'POST /api/v2/feedback': { classification: 'good_result' },
  'POST /api/v2/commands': { command: ['true'] },
  'POST /api/v2/commands/exec': { command: ['true'] },
  'PUT /api/v2/config': { key: 'model', value: 'm' },
  'PATCH /api/v2/config': { values: { model: 'm' } },
  'PATCH /api/v2/model-providers': {
    settings: { type: 'customGateway', name: 'Gateway', base_url: 'https://gateway.invalid/v1', env_key: 'KEY' },
  },
};

/** Also not built by the official server. */
const unbuilt: ReadonlySet<string> = new Set(['GET /api/v2/threads/{thread_id}/items']);

/** Routes that answer, whatever else is built yet. */
const mustWork: ReadonlySet<string> = new Set([
  'GET /health',
  'GET /metrics',
  'GET /openapi.json',
  'GET /docs',
  'GET /api/v2/server',
  'POST /api/v2/threads',
  'POST /api/v1/threads',
  'GET /api/v2/threads',
  'GET /api/v1/threads',
  'GET /api/v2/threads/loaded',
  'GET /api/v2/threads/{thread_id}',
  'POST /api/v2/threads/{thread_id}/resume',
  'POST /api/v2/threads/{thread_id}/turns',
  'POST /api/v1/threads/{thread_id}/turns',
  'POST /api/v2/threads/{thread_id}/turns/interrupt',
  'PUT /api/v2/threads/{thread_id}/name',
  'GET /api/v2/threads/{thread_id}/approvals',
  'GET /api/v2/threads/{thread_id}/requests',
  'GET /api/v2/approvals',
  'GET /api/v2/server-requests',
  'POST /api/v2/events/tickets',
  'POST /api/v2/feedback',
  'POST /api/v2/commands',
  'GET /api/v2/config',
  'PUT /api/v2/config',
  'PATCH /api/v2/config',
  'GET /api/v2/config/requirements',
  'GET /api/v2/mcp/servers',
  'POST /api/v2/mcp/servers/refresh',
  'GET /api/v2/models',
  'GET /api/v2/model-providers',
  'GET /api/v2/model-providers/capabilities',
  'GET /api/v2/features',
  'PATCH /api/v2/features',
  'GET /api/v2/permission-profiles',
  'GET /api/v2/skills',
  'GET /api/v2/auth/account',
  'GET /api/v2/auth/status',
  'GET /api/v2/auth/gateway',
  'GET /api/v2/auth/security-setup',
  'POST /api/v2/auth/logout',
]);

/** All of them are built; some are refused without the account or the thing that they are about. */
const built =
  /^\w+ \/api\/v2\/(threads|thread-sections|config|models|model-providers|features|permission-profiles|auth|skills)\b/;

function inputOf(operation: Operation): Record<string, unknown> {
  return { ...smallestInput(operation, folder), ...seedInputs[nameOf(operation)] };
}

const plain = rows.filter(([, operation]) => mediaOf(operation) === undefined && !isUpload(operation));

test.each(plain)('%s: answers as its schema says, or that it is not built, or why not', async (name, operation) => {
  const threadId = operation.pathFields.includes('thread_id') ? await client.thread({ cwd: home.cwd }) : unknownId;
  const answer = await send(operation, urlOf(operation, { thread_id: threadId }), inputOf(operation));
  const told = `${answer.status} ${JSON.stringify(answer.body)}`;
  if (mustWork.has(name)) expect(answer.status, told).toBe(operation.status);
  if (answer.status >= 400) {
    expect(answer.body, told).toMatchObject(envelope(answer.status));
    expect([400, 403, 404, 409, 501], told).toContain(answer.status);
    if (built.test(name) && !unbuilt.has(name)) expect(answer.status, told).not.toBe(501);
    if (answer.status === 501) expect(told).toContain(`${methodOf(operation)} is not supported`);
    return;
  }
  if (!operation.response) return;
  const problems = [...Compile(operation.response).Errors(answer.body)];
  expect(problems, told).toEqual([]);
});

function methodOf({ route }: Operation): string {
  const [first = ''] = 'method' in route ? [route.method] : (route.covers ?? []);
  return first === 'skills/config/write' ? 'skills/list' : first;
}

const documents = rows.filter(([, operation]) => /^text\/(plain|html|javascript)$/.test(mediaOf(operation) ?? ''));

test.each(documents)('%s: answers with its kind of text', async (_, operation) => {
  const headers = { authorization: `Bearer ${client.token}` };
  const response = await fetch(client.url + operation.path, { headers });
  expect(response.status).toBe(200);
  const type = (mediaOf(operation) ?? '').replace('text/javascript', 'application/javascript');
  expect(response.headers.get('content-type')).toContain(type);
  expect((await response.text()).length).toBeGreaterThan(100);
});

function envelope(status: number) {
  return { error: { code: expect.any(String), message: expect.any(String) }, status };
}
