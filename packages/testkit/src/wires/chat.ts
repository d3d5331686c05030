// A Chat Completions server as a scripted provider. Its chunks have every member that the official SDK says they have;
// (tests/models/official-types.ts holds them to it); reasoning comes in the member that servers of open models added.
import type { ModelAnswer } from '../model-server.ts';
import {
  type Failure,
  type MockWire,
  type Script,
  type ScriptPart,
  type ScriptUsage,
  type Seen,
  someUsage,
  textsIn,
} from './script.ts';

/** Stands for the text that ends a stream. */
const DONE = { done: '[DONE]' };

export const chatMock: MockWire = {
  name: 'chat',
  endpoint: '/chat/completions',
  frame: (event) => `data: ${event.done ?? JSON.stringify(event)}\n\n`,
  events: (script, n) => [...chunks(script, n).map((chunk) => ({ ...chunk })), DONE],
  refusal: (failure) => refusals[failure],
  failureEvent: (failure) => ({ error: errors[failure] }),
  complaint: (problem) => failed(400, { message: problem, type: 'invalid_request_error', code: null }),
  seen,
};

interface Delta {
  readonly role?: 'assistant';
  readonly content?: string;
  readonly reasoning_content?: string;
  readonly tool_calls?: Array<{
    readonly index: number;
    readonly id?: string;
    readonly type?: 'function';
    readonly function: { readonly name?: string; readonly arguments: string };
  }>;
}

interface Choice {
  readonly index: 0;
  readonly delta: Delta;
  readonly finish_reason: 'stop' | 'length' | 'tool_calls' | null;
  readonly logprobs: null;
}

export function chunks({ parts, usage = someUsage, stop }: Script, n: number) {
  const chunk = (choices: Choice[], counted: ScriptUsage | null = null) => ({
    id: `chatcmpl-${n}`,
    object: 'chat.completion.chunk' as const,
    created: 1_700_000_000,
    model: 'gpt-oss:20b',
    choices,
    usage: counted && wireUsage(counted),
  });
  const choice = (delta: Delta, finish_reason: Choice['finish_reason'] = null) =>
    chunk([{ index: 0, delta, finish_reason, logprobs: null }]);
  const calls: readonly ScriptPart[] = parts.filter((part) => 'call' in part || 'freeform' in part);
  const reason = stop ?? (calls.length > 0 ? 'tool_calls' : 'stop');
  return [
    choice({ role: 'assistant', content: '' }),
    ...parts.flatMap((part) => deltasOf(part, calls.indexOf(part))).map((delta) => choice(delta)),
    choice({}, reason),
    chunk([], usage),
  ];
}

function deltasOf(part: ScriptPart, index: number): Delta[] {
  if ('text' in part) return (part.deltas ?? [part.text]).map((content) => ({ content }));
  if ('think' in part) return [{ reasoning_content: part.think }];
  const [name, input] = 'call' in part ? [part.call, part.args] : [part.freeform, { input: part.input }];
  const json = JSON.stringify(input);
  const middle = Math.floor(json.length / 2);
  return [
    { tool_calls: [{ index, id: part.id, type: 'function', function: { name, arguments: '' } }] },
    { tool_calls: [{ index, function: { arguments: json.slice(0, middle) } }] },
    { tool_calls: [{ index, function: { arguments: json.slice(middle) } }] },
  ];
}

function wireUsage({ input, cached, output, reasoning }: ScriptUsage) {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cached },
    completion_tokens_details: { reasoning_tokens: reasoning },
  };
}

const errors = {
  overloaded: { message: 'said so', type: 'server_error', code: 'server_is_overloaded' },
  tooLong: { message: 'said so', type: 'invalid_request_error', code: 'context_length_exceeded' },
};

function failed(status: number, error: object, headers = {}): ModelAnswer {
  return { status, headers, body: { error } };
}

const plain = { message: 'said so', type: 'some_error', param: null, code: null };

const refusals: Readonly<Record<Failure, ModelAnswer>> = {
  badRequest: failed(400, plain),
  unauthorized: failed(401, plain),
  rateLimited: failed(429, plain),
  rateLimitedUntil: failed(429, plain, { 'retry-after': '0' }),
  overloaded: failed(503, errors.overloaded),
  // As vLLM says it.
  tooLong: failed(400, {
    object: 'error',
    message: "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens.",
    type: 'BadRequestError',
    code: 400,
  }),
  crash: failed(500, plain),
};

interface Message extends Readonly<Record<string, unknown>> {
  readonly role: string;
  readonly tool_calls?: ReadonlyArray<{ id: string; function: { name: string; arguments: string } }>;
}

function seen(body: Record<string, unknown>): Seen {
  const messages = body.messages as Message[];
  const said = (role: string) =>
    messages.filter((message) => message.role === role).flatMap(({ content }) => textsIn(content));
  const format = body.response_format as { json_schema: { schema: Record<string, unknown> } } | undefined;
  return {
    instructions: said('system').join('\n'),
    userTexts: said('user'),
    assistantTexts: said('assistant'),
    thoughts: messages.flatMap(({ reasoning_content }) => (reasoning_content ? [`sealed:${reasoning_content}`] : [])),
    tools: ((body.tools ?? []) as Array<{ function: { name: string } }>).map((tool) => tool.function.name),
    calls: messages.flatMap(({ tool_calls = [] }) =>
      tool_calls.map((call) => ({ id: call.id, name: call.function.name, input: call.function.arguments })),
    ),
    outputs: messages.flatMap(({ role, tool_call_id, content }) =>
      role === 'tool' ? [{ id: String(tool_call_id), text: String(content) }] : [],
    ),
    images: messages.flatMap(({ content }) => imagesIn(content)),
    schema: format?.json_schema.schema ?? null,
  };
}

function imagesIn(content: unknown): string[] {
  if (!Array.isArray(content)) return [];
  return content.flatMap(({ image_url }: { image_url?: { url: string } }) => (image_url ? [image_url.url] : []));
}

/** Laws of the API that no schema can state; null: the request keeps them. */
export function chatProblem(body: Record<string, unknown>): string | null {
  const messages = body.messages as Message[];
  if (messages.some(({ role }, at) => role === 'system' && at > 0)) return 'System message must be at the beginning.';
  for (const [at, { tool_calls = [] }] of messages.entries()) {
    const answers = messages.slice(at + 1, at + 1 + tool_calls.length).map(({ tool_call_id }) => tool_call_id);
    const open = tool_calls.filter(({ id }) => !answers.includes(id));
    if (open.length > 0) return "An assistant message with 'tool_calls' must be followed by tool messages";
  }
  return null;
}
