// What only the Messages API has: keys, thinking, marks for its cache, its reasons to stop, its own errors.
import { claudeModel } from '@codex/engine/models/claude-models.ts';
import type { Prompt } from '@codex/engine/models/model-client.ts';
import { reconnectNotice } from '@codex/engine/models/retry.ts';
import { type MockProvider, startMockProvider, type WireAnswer } from '@codex/testkit/mock-wire.ts';
import type { ModelEvent } from '@codex/testkit/model-server.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { type AskOptions, ask, collect, failure } from './client.ts';
import { startRawServer } from './raw-server.ts';
import { openTurnBench } from './turn-bench.ts';
import { wires } from './wires.ts';

const wire = wires.find(({ name }) => name === 'anthropic') ?? expect.fail('no such wire');
const done = { parts: [{ text: 'Done.' }] };
let provider: MockProvider | undefined;
afterEach(async () => {
  await provider?.close();
  expect(provider?.problems ?? []).toEqual([]);
  provider = undefined;
});

async function asked(options: AskOptions, ...answers: WireAnswer[]) {
  provider = await startMockProvider(wire, ...answers);
  const settings = { wireApi: 'anthropic' as const, ...options };
  const prompt: Partial<Prompt> = { model: 'claude-sonnet-4-5', verbosity: null, ...options.prompt };
  return ask(provider.baseUrl, { ...settings, prompt });
}

async function requestOf(options: AskOptions) {
  await collect(await asked(options, done));
  const request = provider?.requests[0];
  if (!request?.body) throw new Error('no request arrived');
  return { ...request, body: request.body };
}

const text = (role: 'user' | 'assistant' | 'developer', words: string) => ({
  type: 'message' as const,
  role,
  content: [
    role === 'assistant' ? { type: 'output_text' as const, text: words } : { type: 'input_text' as const, text: words },
  ],
});
const call = { type: 'function_call' as const, name: 'exec_command', call_id: 'c.1', arguments: '{"cmd":"ls"}' };
const output = { type: 'function_call_output' as const, call_id: 'c.1', output: 'a file' };

describe('the request', () => {
  test('a key is sent as x-api-key, a token as a bearer’s', async () => {
    const key = await requestOf({ envKey: 'KEY', env: { KEY: 'sk-1' } });
    expect(key.headers).toMatchObject({ 'x-api-key': 'sk-1', 'anthropic-version': '2023-06-01' });
    expect(key.headers).not.toHaveProperty('authorization');
    await provider?.close();
    const token = await requestOf({ experimentalBearerToken: 'token-1' });
    expect(token.headers).toMatchObject({ authorization: 'Bearer token-1' });
    expect(token.headers).not.toHaveProperty('x-api-key');
  });

  test('an address with and without /v1 means the same', async () => {
    const paths: Array<string | undefined> = [];
    await using server = await startRawServer((res) => {
      paths.push(res.req.url);
      res.writeHead(404).end();
    });
    const root = server.baseUrl.replace('/v1', '');
    for (const baseUrl of [root, `${root}/`, server.baseUrl, `${server.baseUrl}/`]) {
      await failure(ask(baseUrl, { wireApi: 'anthropic' }));
    }
    expect(new Set(paths)).toEqual(new Set(['/v1/messages']));
  });

  test('headers and query of the provider', async () => {
    const { headers, query } = await requestOf({
      httpHeaders: { 'Anthropic-Beta': 'mine' },
      envHttpHeaders: { 'X-Team': 'TEAM' },
      queryParams: { v: '1 2' },
      env: { TEAM: 'blue' },
    });
    expect(headers).toMatchObject({ 'anthropic-beta': 'mine', 'x-team': 'blue' });
    expect(query).toBe('?v=1%202');
  });

  test('instructions stand in the system prompt; later notes of the developer are marked', async () => {
    const input = [
      text('developer', 'Be good.'),
      text('user', 'Hi'),
      text('assistant', 'Ho'),
      text('developer', 'Note.'),
    ];
    const { body } = await requestOf({ prompt: { input } });
    expect(body.system).toEqual([{ type: 'text', text: 'Be good.', cache_control: { type: 'ephemeral' } }]);
    expect(JSON.stringify(body.messages)).toContain('<developer_note>\\nNote.\\n</developer_note>');
  });

  test('what can be kept in the cache is marked: tools, instructions, the last two turns of the user', async () => {
    const input = [text('developer', 'Be good.'), text('user', 'Hi'), call, output];
    const { body } = await requestOf({ prompt: { input } });
    const messages = body.messages as Array<{ content: Array<{ cache_control?: object }> }>;
    expect(messages.map(({ content }) => content.map((block) => 'cache_control' in block))).toEqual([
      [true],
      [false],
      [true],
    ]);
    expect((body.tools as object[]).at(-1)).toHaveProperty('cache_control');
  });

  test('ids of calls that other providers made are made fit', async () => {
    const { body } = await requestOf({ prompt: { input: [text('user', 'Hi'), call, output] } });
    expect(JSON.stringify(body.messages)).toContain('"id":"c_1"');
    expect(JSON.stringify(body.messages)).toContain('"tool_use_id":"c_1"');
  });

  test('a tool’s schema has no choices at its top', async () => {
    const parameters = {
      type: 'object',
      properties: { a: { anyOf: [{ type: 'string' }] } },
      anyOf: [{ required: ['a'] }],
    };
    const { body } = await requestOf({ prompt: { tools: [{ type: 'function', name: 'pick', parameters }] } });
    const [tool] = body.tools as Array<{ input_schema: object }>;
    expect(tool?.input_schema).toEqual({ type: 'object', properties: parameters.properties });
  });

  test('images of a kind it does not take are named instead', async () => {
    const content = [{ type: 'input_image' as const, image_url: 'data:image/tiff;base64,AAAA' }];
    const { body } = await requestOf({ prompt: { input: [{ type: 'message', role: 'user', content }] } });
    expect(JSON.stringify(body.messages)).toContain('an image of the type image/tiff');
  });

  test('a schema is closed, and what cannot be enforced is told', async () => {
    const outputSchema = { type: 'object', properties: { n: { type: 'integer', minimum: 3, description: 'Count.' } } };
    const { body } = await requestOf({ prompt: { outputSchema } });
    expect(body.output_config).toEqual({
      format: {
        type: 'json_schema',
        schema: {
          type: 'object',
          properties: { n: { type: 'integer', description: 'Count. (minimum: 3)' } },
          additionalProperties: false,
        },
      },
    });
  });
});

describe('thinking', () => {
  test.each([
    ['claude-sonnet-4-5', undefined, undefined, undefined, 32_000],
    ['claude-sonnet-4-5', 'none', undefined, undefined, 32_000],
    ['claude-sonnet-4-5', 'minimal', { type: 'enabled', budget_tokens: 1024 }, undefined, 33_024],
    ['claude-sonnet-4-5', 'high', { type: 'enabled', budget_tokens: 24_576 }, undefined, 56_576],
    ['claude-opus-4-1', 'max', { type: 'enabled', budget_tokens: 16_000 }, undefined, 32_000],
    ['claude-opus-5-5', 'xhigh', { type: 'adaptive', display: 'summarized' }, 'xhigh', 64_000],
    ['claude-sonnet-4-6', 'max', { type: 'adaptive', display: 'summarized' }, 'high', 64_000],
    ['claude-3-5-haiku-latest', 'high', undefined, undefined, 8_192],
  ])('%s with effort %s', async (model, effort, thinking, level, maxTokens) => {
    const { body, headers } = await requestOf({ prompt: { model, reasoning: effort ? { effort } : null } });
    expect(body.thinking).toEqual(thinking);
    expect((body.output_config as { effort?: string } | undefined)?.effort).toBe(level);
    expect(body.max_tokens).toBe(maxTokens);
    expect('anthropic-beta' in headers).toBe(thinking?.type === 'enabled');
  });

  test('is not asked for where calls stand that no thought of its own precedes', async () => {
    const reasoning = { effort: 'high' };
    const foreign = { type: 'reasoning' as const, summary: [], encrypted_content: 'of another provider' };
    const { body } = await requestOf({ prompt: { reasoning, input: [text('user', 'Hi'), foreign, call, output] } });
    expect(body).not.toHaveProperty('thinking');
    expect(JSON.stringify(body)).not.toContain('of another provider');
  });

  test('redacted thoughts are given back as they came', async () => {
    const redacted: ModelEvent[] = [
      { type: 'content_block_start', index: 0, content_block: { type: 'redacted_thinking', data: 'c2VjcmV0' } },
      { type: 'content_block_stop', index: 0 },
    ];
    const toolCall = { call: 'exec_command', args: { cmd: 'true' }, id: 'toolu_1' };
    const bench = await openTurnBench(wire, [
      ({ n }) => {
        const [start, ...rest] = wire.events({ parts: [{ text: 'x' }, toolCall] }, n);
        return { events: [start as ModelEvent, ...redacted, ...rest] };
      },
      done,
    ]);
    await bench.say('Hi');
    const messages = JSON.stringify(bench.provider.requests[1]?.body?.messages);
    expect(messages).toContain('{"type":"redacted_thinking","data":"c2VjcmV0"}');
  });
});

describe('the end of a message', () => {
  const ending = (reason: string, details: object | null = null, ...blocks: ModelEvent[]): ModelEvent[] => [
    { type: 'message_start', message: { id: 'msg_1', usage: { input_tokens: 1, output_tokens: 1 } } },
    ...blocks,
    { type: 'ping' },
    { type: 'message_delta', delta: { stop_reason: reason, stop_details: details }, usage: { output_tokens: 2 } },
    { type: 'message_stop' },
  ];

  test.each([
    ['max_tokens', null, 'Incomplete response returned, reason: max_output_tokens', 'other'],
    ['model_context_window_exceeded', null, expect.stringContaining('ran out of room'), 'contextWindowExceeded'],
    ['refusal', null, 'The model refused to answer.', 'other'],
    ['refusal', { category: 'cyber', explanation: 'No.' }, 'The model refused to answer: No.', 'cyberPolicy'],
  ])('%s is a failure', async (reason, details, message, info) => {
    const { error } = await failure(await asked({}, { events: ending(reason, details) }));
    expect(error).toMatchObject({ message, info, retryable: false });
  });

  test('a call that was cut off is not run', async () => {
    const cut: ModelEvent[] = [
      {
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'tool_use', id: 't', name: 'exec_command', input: {} },
      },
      { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '{"cmd": "rm -rf' } },
      { type: 'content_block_stop', index: 0 },
    ];
    const { before } = await failure(await asked({}, { events: ending('max_tokens', null, ...cut) }));
    expect(before.map(({ type }) => type)).not.toContain('itemDone');
    await provider?.close();
    const events = await collect(await asked({}, { events: ending('tool_use', null, ...cut) }));
    expect(events.filter(({ type }) => type === 'itemDone')).toHaveLength(1);
  });

  test('a pause is gone on from', async () => {
    const bench = await openTurnBench(wire, [
      ({ n }) => {
        const events = wire.events({ parts: [{ text: 'I pause.' }] }, n);
        return {
          events: events.map((event) =>
            event.type === 'message_delta' ? { ...event, delta: { stop_reason: 'pause_turn' } } : event,
          ),
        };
      },
      done,
    ]);
    expect((await bench.say('Hi')).status).toBe('completed');
    expect(bench.items('agentMessage').map((item) => item.text)).toEqual(['I pause.', 'Done.']);
  });

  test('blocks and events that we do not know are skipped; a missing message_stop is no harm', async () => {
    const unknown: ModelEvent[] = [
      {
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'server_tool_use', id: 's', name: 'x', input: {} },
      },
      { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '{}' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'from_the_future' },
    ];
    const events = await collect(await asked({}, { events: ending('end_turn', null, ...unknown).slice(0, -1) }));
    expect(events.map(({ type }) => type)).toEqual(['completed']);
  });

  test('usage: input has three parts that do not overlap', async () => {
    const events = await collect(
      await asked(
        {},
        {
          events: [
            {
              type: 'message_start',
              message: {
                id: 'm',
                usage: { input_tokens: 5, cache_creation_input_tokens: 7, cache_read_input_tokens: 11 },
              },
            },
            { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 13 } },
            { type: 'message_stop' },
          ],
        },
      ),
    );
    expect(events.at(-1)).toMatchObject({
      usage: { inputTokens: 23, cachedInputTokens: 11, cacheWriteInputTokens: 7, outputTokens: 13, totalTokens: 36 },
    });
  });
});

describe('errors', () => {
  const said = (type: string, message = 'said so') => ({ type: 'error', error: { type, message } });

  test.each([
    [400, said('invalid_request_error'), 'said so', 'badRequest', false],
    [
      400,
      said('invalid_request_error', 'Your credit balance is too low'),
      expect.stringContaining('Quota'),
      'usageLimitExceeded',
      false,
    ],
    [
      400,
      said('invalid_request_error', 'input length and `max_tokens` exceed context limit: 1 + 2 > 3'),
      expect.anything(),
      'contextWindowExceeded',
      false,
    ],
    [401, said('authentication_error'), 'The provider refused the key: said so', 'unauthorized', false],
    [
      403,
      said('permission_error'),
      expect.stringContaining('403 Forbidden: said so'),
      { httpConnectionFailed: { httpStatusCode: 403 } },
      true,
    ],
    [404, said('not_found_error', 'model: claude-9'), 'model: claude-9', 'modelNotFound', false],
    [413, said('request_too_large'), 'said so', 'badRequest', false],
    [429, said('rate_limit_error'), 'rate limit exceeded: said so', 'rateLimitExceeded', false],
    [500, said('api_error'), 'said so', 'internalServerError', true],
    [
      502,
      '<html>',
      expect.stringContaining('502 Bad Gateway: <html>'),
      { httpConnectionFailed: { httpStatusCode: 502 } },
      true,
    ],
    [529, said('overloaded_error'), expect.stringContaining('capacity'), 'serverOverloaded', true],
  ])('%i %o', async (status, body, message, info, retryable) => {
    const { error } = await failure(await asked({}, { status, body }));
    expect(error).toMatchObject({ message, info, retryable, httpStatus: status });
  });

  test('a limit with a time is waited for, and clients are told', async () => {
    const { error } = await failure(
      await asked({}, { status: 429, body: said('rate_limit_error'), headers: { 'retry-after': '7' } }),
    );
    expect(error).toMatchObject({ retryable: true, retryAfterMs: 7000 });
    expect(reconnectNotice(error, 1, 5).message).toBe('Reconnecting... 1/5');
  });

  test('an overload passes: it is asked again before anybody is told', async () => {
    const events = await collect(await asked({ requestMaxRetries: 1 }, wire.refusal('overloaded'), done));
    expect(events.at(-1)?.type).toBe('completed');
    expect(provider?.requests).toHaveLength(2);
  });

  test('an overload in the middle of a stream may be asked again', async () => {
    const { error } = await failure(await asked({}, { events: [said('overloaded_error')] }));
    expect(error).toMatchObject({ info: 'serverOverloaded', retryable: true });
  });

  test('the id of the request is told', async () => {
    const answer = { status: 400, body: said('invalid_request_error'), headers: { 'request-id': 'req_9' } };
    const { error } = await failure(await asked({}, answer));
    expect(error.message).toBe('said so (request id: req_9)');
  });

  test('a stream that ends early, and one that falls silent', async () => {
    const { error } = await failure(await asked({}, { events: wire.events(done, 1).slice(0, 3) }));
    expect(error).toMatchObject({
      message: 'stream disconnected before completion: stream closed before message_stop',
      retryable: true,
    });
    await provider?.close();
    // biome-ignore lint/suspicious/noThenProperty: it is what the server does then
    const silent = await asked({ streamIdleTimeoutMs: 50 }, { events: [], then: 'hang' });
    expect((await failure(silent)).error.message).toContain('idle timeout waiting for SSE');
  });
});

test('models are known by the beginning of their slug', () => {
  expect(claudeModel('claude-sonnet-4-5-20250929')).toMatchObject({
    displayName: 'Claude Sonnet 4.5',
    thinking: 'budget',
  });
  expect(claudeModel('anthropic/claude-opus-5-5')).toMatchObject({ contextWindow: 1_000_000, thinking: 'adaptive' });
  expect(claudeModel('claude-opus-4-20250514')).toMatchObject({ maxOutput: 32_000, displayName: 'Claude Opus 4' });
  expect(claudeModel('claude-nova-9')).toMatchObject({ thinking: 'adaptive' });
  expect(claudeModel('gpt-5.5')).toBeNull();
});
