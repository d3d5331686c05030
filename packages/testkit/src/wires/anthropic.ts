// The Messages API as a scripted provider. Its events have every member that the official SDK says they have
// (tests/models/official-types.ts holds them to it).
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

export const anthropicMock: MockWire = {
  name: 'anthropic',
  endpoint: '/v1/messages',
  frame: (event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
  events: (script, n) => messageEvents(script, n).map((event) => ({ ...event })),
  refusal: (failure) => refusals[failure],
  failureEvent: (failure) => ({ type: 'error', error: errors[failure] }),
  complaint: (problem) => failed(400, { type: 'invalid_request_error', message: problem }),
  seen,
};

export function messageEvents({ parts, usage = someUsage, stop }: Script, n: number) {
  const calls = parts.some((part) => 'call' in part || 'freeform' in part);
  const reason: 'max_tokens' | 'tool_use' | 'end_turn' = stop ? 'max_tokens' : calls ? 'tool_use' : 'end_turn';
  return [
    { type: 'message_start' as const, message: emptyMessage(n, usage) },
    ...parts.flatMap((part, index) => blockEvents(part, index)),
    {
      type: 'message_delta' as const,
      delta: { stop_reason: reason, stop_sequence: null, stop_details: null, container: null },
      usage: {
        input_tokens: usage.input - usage.cached,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: usage.cached,
        output_tokens: usage.output,
        output_tokens_details: { thinking_tokens: usage.reasoning },
        server_tool_use: null,
      },
    },
    { type: 'message_stop' as const },
  ];
}

function emptyMessage(n: number, usage: ScriptUsage) {
  return {
    id: `msg_${n}`,
    type: 'message' as const,
    role: 'assistant' as const,
    model: 'claude-sonnet-4-5',
    content: [] as [],
    container: null,
    diagnostics: null,
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    usage: {
      input_tokens: usage.input - usage.cached,
      cache_creation: null,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: usage.cached,
      inference_geo: null,
      output_tokens: 1,
      output_tokens_details: null,
      server_tool_use: null,
      service_tier: 'standard' as const,
      speed: null,
    },
  };
}

function blockEvents(part: ScriptPart, index: number) {
  const { block, deltas } = blockOf(part);
  return [
    { type: 'content_block_start' as const, index, content_block: block },
    ...deltas.map((delta) => ({ type: 'content_block_delta' as const, index, delta })),
    { type: 'content_block_stop' as const, index },
  ];
}

type Delta =
  | { readonly type: 'text_delta'; readonly text: string }
  | { readonly type: 'thinking_delta'; readonly thinking: string }
  | { readonly type: 'signature_delta'; readonly signature: string }
  | { readonly type: 'input_json_delta'; readonly partial_json: string };
type Block =
  | { readonly type: 'text'; readonly text: string; readonly citations: null }
  | { readonly type: 'thinking'; readonly thinking: string; readonly signature: string }
  | {
      readonly type: 'tool_use';
      readonly id: string;
      readonly name: string;
      readonly input: object;
      readonly caller: { readonly type: 'direct' };
    };

function blockOf(part: ScriptPart): { block: Block; deltas: Delta[] } {
  if ('text' in part) {
    const deltas = (part.deltas ?? [part.text]).map((text) => ({ type: 'text_delta' as const, text }));
    return { block: { type: 'text', text: '', citations: null }, deltas };
  }
  if ('think' in part) {
    const signature = `sealed:${part.think}`;
    return {
      block: { type: 'thinking', thinking: '', signature: '' },
      deltas: [
        { type: 'thinking_delta', thinking: part.think },
        { type: 'signature_delta', signature },
      ],
    };
  }
  const [name, input] = 'call' in part ? [part.call, part.args] : [part.freeform, { input: part.input }];
  const json = JSON.stringify(input);
  const middle = Math.floor(json.length / 2);
  const deltas = ['', json.slice(0, middle), json.slice(middle)];
  return {
    block: { type: 'tool_use', id: part.id, name, input: {}, caller: { type: 'direct' } },
    deltas: deltas.map((partial_json) => ({ type: 'input_json_delta', partial_json })),
  };
}

const errors = {
  overloaded: { type: 'overloaded_error', message: 'Overloaded' },
  tooLong: { type: 'invalid_request_error', message: 'prompt is too long: 208310 tokens > 200000 maximum' },
};

function failed(status: number, error: { type: string; message: string }, headers = {}): ModelAnswer {
  return { status, headers, body: { type: 'error', error, request_id: 'req_1' } };
}

const limited = { type: 'rate_limit_error', message: 'This request would exceed your rate limit.' };

const refusals: Readonly<Record<Failure, ModelAnswer>> = {
  badRequest: failed(400, { type: 'invalid_request_error', message: 'said so' }),
  unauthorized: failed(401, { type: 'authentication_error', message: 'invalid x-api-key' }),
  rateLimited: failed(429, limited),
  rateLimitedUntil: failed(429, limited, { 'retry-after': '0' }),
  overloaded: failed(529, errors.overloaded),
  tooLong: failed(400, errors.tooLong),
  crash: failed(500, { type: 'api_error', message: 'Internal server error' }),
};

interface SentBlock extends Readonly<Record<string, unknown>> {
  readonly type: string;
}

interface SentMessage {
  readonly role: string;
  readonly content: readonly SentBlock[];
}

function seen(body: Record<string, unknown>): Seen {
  const messages = body.messages as SentMessage[];
  const blocks = (role: string, type: string) =>
    messages
      .filter((message) => message.role === role)
      .flatMap(({ content }) => content.filter((block) => block.type === type));
  const results = blocks('user', 'tool_result');
  const images = [...blocks('user', 'image'), ...results.flatMap(({ content }) => content as SentBlock[])];
  const config = body.output_config as { format?: { schema: Record<string, unknown> } } | undefined;
  return {
    instructions: textsIn(body.system).join('\n'),
    userTexts: textsIn(blocks('user', 'text')),
    assistantTexts: textsIn(blocks('assistant', 'text')),
    thoughts: blocks('assistant', 'thinking').map(({ signature }) => String(signature)),
    tools: ((body.tools ?? []) as Array<{ name: string }>).map(({ name }) => name),
    calls: blocks('assistant', 'tool_use').map(({ id, name, input }) => ({
      id: String(id),
      name: String(name),
      input: JSON.stringify(input),
    })),
    outputs: results.map(({ tool_use_id, content }) => ({
      id: String(tool_use_id),
      text: textsIn(content).join('\n'),
    })),
    images: images.flatMap(({ type, source }) => (type === 'image' ? [urlOf(source as Source)] : [])),
    schema: config?.format?.schema ?? null,
  };
}

interface Source {
  readonly url?: string;
  readonly media_type?: string;
  readonly data?: string;
}

function urlOf({ url, media_type, data }: Source): string {
  return url ?? `data:${media_type};base64,${data}`;
}

/** Laws of the API that no schema can state; null: the request keeps them. */
export function messagesProblem(body: Record<string, unknown>): string | null {
  const messages = body.messages as SentMessage[];
  if (messages[0]?.role !== 'user') return 'messages: first message must use the "user" role';
  for (const [at, { role, content }] of messages.entries()) {
    const asked = content.flatMap(({ type, id }) => (type === 'tool_use' ? [id] : []));
    const answered = (messages[at + 1]?.content ?? []).flatMap((block) =>
      block.type === 'tool_result' ? [block.tool_use_id] : [],
    );
    const open = asked.filter((id) => !answered.includes(id));
    if (role === 'assistant' && open.length > 0)
      return `messages.${at}: \`tool_use\` ids without \`tool_result\`: ${open.join()}`;
    if (role === 'assistant' && content.at(-1)?.type === 'thinking') return 'the final block may not be `thinking`';
  }
  const marks = JSON.stringify(body).split('"cache_control"').length - 1;
  return marks > 4 ? `A maximum of 4 blocks with cache_control may be provided. Found ${marks}.` : null;
}
