import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { message } from '@codex/testkit/ev.ts';
import { type MockModel, reply, startMockModel } from '@codex/testkit/mock-model-server.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AskOptions, ask, collect, failure } from './client.ts';
import { completed, sse, startRawServer } from './raw-server.ts';

let model: MockModel;
let home: string;
beforeEach(async () => {
  model = await startMockModel();
  home = await mkdtemp(join(tmpdir(), 'codex-models-'));
});
afterEach(async () => {
  await model.close();
  await rm(home, { recursive: true });
});

async function requestOf(options: AskOptions) {
  model.enqueue(reply(message('ok')));
  await collect(ask(model.baseUrl, { codexHome: home, ...options }));
  const request = model.requests.at(-1);
  if (!request?.body) throw new Error('no request arrived');
  return { headers: request.headers, body: request.body, path: request.path };
}

test('headers and body are those of the official client', async () => {
  const { headers, body, path } = await requestOf({});
  expect(path).toBe('/v1/responses');
  const transport = ['host', 'connection', 'content-length'];
  expect(
    Object.keys(headers)
      .filter((name) => !transport.includes(name))
      .sort(),
  ).toEqual([
    'accept',
    'content-type',
    'originator',
    'session-id',
    'thread-id',
    'user-agent',
    'x-client-request-id',
    'x-codex-beta-features',
    'x-codex-turn-metadata',
    'x-codex-window-id',
  ]);
  expect(Object.keys(body).sort()).toEqual([
    'client_metadata',
    'include',
    'input',
    'model',
    'parallel_tool_calls',
    'prompt_cache_key',
    'reasoning',
    'store',
    'stream',
    'text',
    'tool_choice',
    'tools',
  ]);
  expect(body).toMatchObject({ prompt_cache_key: 'thread-1', text: { verbosity: 'low' }, store: false, stream: true });
  expect(Object.keys(body.client_metadata as object).sort()).toEqual([
    'root_turn_id',
    'session_id',
    'thread_id',
    'turn_id',
    'x-codex-installation-id',
    'x-codex-turn-metadata',
    'x-codex-window-id',
  ]);
  expect(JSON.parse(String(headers['x-codex-turn-metadata']))).toMatchObject({
    turn_id: 'turn-1',
    window_id: 'thread-1:0',
  });
});

test('options that are not set are left out; those that are set are not', async () => {
  const bare = await requestOf({ prompt: { verbosity: null, reasoning: null } });
  expect(bare.body).not.toHaveProperty('text');
  expect(bare.body).not.toHaveProperty('reasoning');
  const schema = { type: 'object' };
  const full = await requestOf({ prompt: { outputSchema: schema, serviceTier: 'priority' } });
  expect(full.body).toMatchObject({
    service_tier: 'priority',
    text: { verbosity: 'low', format: { type: 'json_schema', strict: true, schema, name: 'codex_output_schema' } },
  });
});

test('notes of ours on items stay here, and header values stay ASCII', async () => {
  const item = {
    type: 'message' as const,
    role: 'user',
    content: [],
    internal_chat_message_metadata_passthrough: { turn_id: 'secret' },
  };
  const { body, headers } = await requestOf({ prompt: { input: [item], turnMetadata: { note: 'größe' } } });
  expect(body.input).toEqual([{ type: 'message', role: 'user', content: [] }]);
  expect(headers['x-codex-turn-metadata']).toMatch(/^[\x20-\x7e]+$/);
  expect(JSON.parse(String(headers['x-codex-turn-metadata']))).toMatchObject({ note: 'größe' });
});

test('headers, query and key of a custom provider', async () => {
  const { headers } = await requestOf({
    envKey: 'PROVIDER_KEY',
    httpHeaders: { 'X-Fixed': 'one' },
    envHttpHeaders: { 'X-Env': 'HEADER_VALUE', 'X-Unset': 'NOT_SET', 'X-Blank': 'BLANK' },
    env: { PROVIDER_KEY: 'key-1', HEADER_VALUE: 'two', BLANK: ' ' },
  });
  expect(headers).toMatchObject({ authorization: 'Bearer key-1', 'x-fixed': 'one', 'x-env': 'two' });
  expect(headers).not.toHaveProperty('x-unset');
  expect(headers).not.toHaveProperty('x-blank');
});

test('a base_url may end with a slash', async () => {
  let asked: string | undefined;
  await using server = await startRawServer((res) => {
    asked = res.req.url;
    res.end(sse(completed));
  });
  await collect(ask(`${server.baseUrl}/`, { queryParams: { 'api-version': '1 & 2' } }));
  expect(asked).toBe('/v1/responses?api-version=1%20%26%202');
});

test('where the token comes from', async () => {
  await writeFile(join(home, 'auth.json'), '{"OPENAI_API_KEY":"from-file"}', { mode: 0o600 });
  const token = async (options: AskOptions) => (await requestOf(options)).headers.authorization;
  expect(await token({})).toBeUndefined();
  expect(await token({ experimentalBearerToken: 'in-config' })).toBe('Bearer in-config');
  expect(await token({ requiresOpenaiAuth: true })).toBe('Bearer from-file');
  const both = { requiresOpenaiAuth: true, envKey: 'KEY' };
  expect(await token({ ...both, env: { KEY: 'from-env' } })).toBe('Bearer from-env');
  expect(await token({ ...both, env: { KEY: '' } })).toBe('Bearer from-file');
});

test('a missing variable is named, with the instructions of the provider', async () => {
  const { error } = await failure(ask(model.baseUrl, { envKey: 'NO_KEY', envKeyInstructions: 'Get one.' }));
  expect(error).toMatchObject({
    message: 'Missing environment variable: `NO_KEY`. Get one.',
    info: 'other',
    retryable: false,
  });
  expect(model.requests).toHaveLength(0);
});
