// What only Chat Completions has: servers that leave things out or call them otherwise, and models without tools.
import type { Prompt, ResponseEvent } from '@codex/engine/models/model-client.ts';
import { type MockProvider, startMockProvider, type WireAnswer } from '@codex/testkit/mock-wire.ts';
import type { ModelAnswer, ModelEvent } from '@codex/testkit/model-server.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { type AskOptions, ask, collect, failure } from './client.ts';
import { openTurnBench } from './turn-bench.ts';
import { wires } from './wires.ts';

const wire = wires.find(({ name }) => name === 'chat') ?? expect.fail('no such wire');
const done = { parts: [{ text: 'Done.' }] };
const DONE = { done: '[DONE]' };
let provider: MockProvider | undefined;
afterEach(async () => {
  await provider?.close();
  expect(provider?.problems ?? []).toEqual([]);
  provider = undefined;
});

async function asked(options: AskOptions, ...answers: WireAnswer[]) {
  provider = await startMockProvider(wire, ...answers);
  const prompt: Partial<Prompt> = { model: 'gpt-oss:20b', ...options.prompt };
  return ask(provider.baseUrl, { wireApi: 'chat', ...options, prompt });
}

async function bodyOf(options: AskOptions) {
  await collect(await asked(options, done));
  return provider?.requests[0]?.body ?? expect.fail('no request arrived');
}

/** Chunks with these deltas, and the reason to end. */
const chunks = (finish: string | null, ...deltas: object[]): ModelEvent[] => [
  ...deltas.map((delta) => ({ choices: [{ index: 0, delta, finish_reason: null }] })),
  ...(finish === null ? [] : [{ choices: [{ index: 0, delta: {}, finish_reason: finish }] }]),
];
const items = (events: readonly ResponseEvent[]) =>
  events.flatMap((event) => (event.type === 'itemDone' ? [event.item] : []));
const calling = (call: object) => ({ tool_calls: [call] });

const text = (role: string, words: string) => ({
  type: 'message' as const,
  role,
  content: [
    role === 'assistant' ? { type: 'output_text' as const, text: words } : { type: 'input_text' as const, text: words },
  ],
});

describe('the request', () => {
  test('one system message, at the beginning; the key as a bearer’s', async () => {
    const input = ['Be good.', 'Be brief.'].map((words) => text('developer', words));
    const prompt = {
      input: [...input, text('user', 'Hi'), text('developer', 'Note.')],
      verbosity: null,
      reasoning: null,
    };
    const body = await bodyOf({ prompt, envKey: 'KEY', env: { KEY: 'k' } });
    expect(body.messages).toEqual([
      { role: 'system', content: 'Be good.\n\nBe brief.' },
      { role: 'user', content: 'Hi\n\n<developer_note>\nNote.\n</developer_note>' },
    ]);
    expect(provider?.requests[0]?.headers.authorization).toBe('Bearer k');
    expect(body).toMatchObject({ stream: true, stream_options: { include_usage: true }, tool_choice: 'auto' });
    expect(body).not.toHaveProperty('reasoning_effort');
    expect(body).not.toHaveProperty('verbosity');
  });

  test.each([
    ['low', 'low'],
    ['xhigh', 'high'],
    ['unheard of', undefined],
  ])('effort %s is %s', async (effort, sent) => {
    expect((await bodyOf({ prompt: { reasoning: { effort } } })).reasoning_effort).toBe(sent);
  });

  test('tools in a namespace are functions with a longer name, and come back as they were', async () => {
    const spec = { type: 'function', name: 'look.up', parameters: { type: 'object', properties: {} } };
    const tools = [{ type: 'namespace', name: 'crm', tools: [spec] }];
    const events = await collect(
      await asked({ prompt: { tools } }, { parts: [{ call: 'crm__look_up', args: {}, id: 'c' }] }),
    );
    expect(items(events)).toMatchObject([{ type: 'function_call', namespace: 'crm', name: 'look.up', call_id: 'c' }]);
    expect(provider?.seen(1).tools).toEqual(['crm__look_up']);
  });

  test('tools that are found by searching are offered from then on', async () => {
    const search = { type: 'tool_search', parameters: { type: 'object', properties: {} } };
    const found = { type: 'namespace', name: 'crm', tools: [{ type: 'function', name: 'mail', parameters: {} }] };
    const input = [
      text('user', 'Hi'),
      { type: 'tool_search_call' as const, call_id: 's1', execution: 'client', arguments: { query: 'mail' } },
      { type: 'tool_search_output' as const, call_id: 's1', execution: 'client', status: 'completed', tools: [found] },
    ];
    const answer = { parts: [{ call: 'tool_search', args: { query: 'x' }, id: 's2' }] };
    const events = await collect(await asked({ prompt: { tools: [search], input } }, answer));
    expect(provider?.seen(1)).toMatchObject({ tools: ['tool_search', 'crm__mail'], outputs: [{ id: 's1' }] });
    expect(items(events)).toMatchObject([{ type: 'tool_search_call', call_id: 's2', arguments: { query: 'x' } }]);
  });

  test('thoughts are given back in the member they came in, and only until the user speaks again', async () => {
    const thinking = (field: string) =>
      chunks(
        'tool_calls',
        { [field]: 'hm' },
        calling({ index: 0, id: 'c', function: { name: 'nope', arguments: '{}' } }),
      );
    const bench = await openTurnBench(wire, [{ events: [...thinking('reasoning'), DONE] }, done, done]);
    await bench.say('Hi');
    await bench.say('Again');
    const [, second, third] = bench.provider.requests.map(({ body }) => JSON.stringify(body?.messages));
    expect(second).toContain('"reasoning":"hm"');
    expect(third).not.toContain('hm');
  });
});

describe('answers', () => {
  test('pieces of calls without an index', async () => {
    const events = chunks(
      'tool_calls',
      calling({ id: 'a', function: { name: 'one', arguments: '{"x"' } }),
      calling({ function: { arguments: ':1}' } }),
      calling({ id: 'b', function: { name: 'two', arguments: { y: 2 } } }),
    );
    expect(items(await collect(await asked({}, { events })))).toMatchObject([
      { call_id: 'a', name: 'one', arguments: '{"x":1}' },
      { call_id: 'b', name: 'two', arguments: '{"y":2}' },
    ]);
  });

  test('ids that are missing or were used before are made anew', async () => {
    const input = [
      text('user', 'Hi'),
      { type: 'function_call' as const, name: 'one', call_id: 'call_0', arguments: '{}' },
      { type: 'function_call_output' as const, call_id: 'call_0', output: 'x' },
    ];
    const one = (index: number, id: string | null) => calling({ index, id, function: { name: 'one', arguments: '' } });
    const events = chunks('stop', one(0, 'call_0'), one(1, ''), one(2, null), one(3, 'fresh'));
    const calls = items(await collect(await asked({ prompt: { input } }, { events })));
    const ids = calls.map((item) => ('call_id' in item ? item.call_id : null));
    expect(new Set(ids).size).toBe(4);
    expect(ids[3]).toBe('fresh');
    expect(ids).not.toContain('call_0');
    expect(calls).toMatchObject(Array(4).fill({ arguments: '{}' }));
  });

  test('a server that leaves out [DONE] and usage', async () => {
    const events = await collect(await asked({}, { events: chunks('stop', { content: 'Hi' }) }));
    expect(events.at(-1)).toMatchObject({ type: 'completed', usage: null });
  });

  test('empty lines before a call are no message', async () => {
    const events = chunks(
      'tool_calls',
      { content: '\n\n' },
      calling({ index: 0, id: 'a', function: { name: 'one', arguments: '{}' } }),
    );
    expect(items(await collect(await asked({}, { events })))).toHaveLength(1);
  });

  test('thoughts that come between words are items of their own, in order', async () => {
    const events = chunks(
      'stop',
      { reasoning_content: 'a' },
      { content: 'b' },
      { reasoning_content: 'c' },
      { content: 'd' },
    );
    const types = items(await collect(await asked({}, { events }))).map(({ type }) => type);
    expect(types).toEqual(['reasoning', 'message', 'reasoning', 'message']);
  });

  test('a call that was cut off for its length is not run', async () => {
    const events = chunks('length', calling({ index: 0, id: 'a', function: { name: 'one', arguments: '{"x' } }));
    const { error, before } = await failure(await asked({}, { events }));
    expect(error.message).toBe('Incomplete response returned, reason: max_output_tokens');
    expect(before.map(({ type }) => type)).not.toContain('itemDone');
  });

  test.each([
    ['content_filter', chunks('content_filter'), 'reason: content_filter', true],
    ['a stream that ends early', chunks(null, { content: 'a' }), 'stream closed before finish_reason', true],
    ['an error as an object', [{ error: { message: 'boom', code: 500 } }], 'boom', true],
    ['an error as a text', [{ error: 'boom' }], 'boom', true],
  ])('%s is a failure', async (_name, events, message, retryable) => {
    const { error } = await failure(await asked({}, { events }));
    expect(error.message).toContain(message);
    expect(error.retryable).toBe(retryable);
  });

  test('a server that falls silent', async () => {
    // biome-ignore lint/suspicious/noThenProperty: it is what the server does then
    const silent = await asked({ streamIdleTimeoutMs: 50 }, { events: [], then: 'hang' });
    expect((await failure(silent)).error.message).toContain('idle timeout waiting for SSE');
  });
});

describe('a model that can call no tools', () => {
  const refusals: ReadonlyArray<readonly [server: string, answer: ModelAnswer]> = [
    [
      'Ollama',
      {
        status: 400,
        body: { error: { message: 'registry.ollama.ai/library/gemma:2b does not support tools', type: 'api_error' } },
      },
    ],
    [
      'vLLM',
      {
        status: 400,
        body: {
          object: 'error',
          message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
        },
      },
    ],
    [
      'llama.cpp',
      {
        status: 500,
        body: { error: { code: 500, message: 'tools param requires --jinja flag', type: 'server_error' } },
      },
    ],
  ];

  test.each(refusals)('is asked without them, and users are told once (%s)', async (_server, refusal) => {
    const bench = await openTurnBench(wire, [refusal, done, done]);
    expect((await bench.say('Hi')).status).toBe('completed');
    expect((await bench.say('Again')).status).toBe('completed');
    const warnings = bench.witness.all('warning').filter(({ message }) => message.includes('cannot call tools'));
    expect(warnings).toHaveLength(1);
    expect(bench.provider.requests.map(({ body }) => 'tools' in (body ?? {}))).toEqual([true, false, false]);
  });

  test('other mistakes are not taken for that', async () => {
    const { error } = await failure(await asked({}, wire.refusal('badRequest'), done));
    expect(error.info).toBe('other');
    expect(provider?.requests).toHaveLength(1);
  });
});

test.each([
  "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens.",
  'the request exceeds the available context size. try increasing the context size or enable context shift',
  'Trying to keep the first 9000 tokens when context the overflows. The number of tokens to keep from the initial prompt is greater than the context length.',
])('a conversation that is too long: %s', async (message) => {
  const { error } = await failure(await asked({}, { status: 400, body: { error: { message } } }));
  expect(error.info).toBe('contextWindowExceeded');
});
