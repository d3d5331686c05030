// The Responses API as a scripted provider.
import { customToolCall, functionCall, message, type OutputItem, reasoning, response } from '../ev.ts';
import type { ModelAnswer, ModelEvent } from '../model-server.ts';
import { responsesEndpoint } from '../responses-server.ts';
import { type Failure, type MockWire, type ScriptPart, type Seen, someUsage, textsIn } from './script.ts';

export const responsesMock: MockWire = {
  ...responsesEndpoint,
  name: 'responses',
  events: ({ parts, usage = someUsage, stop }, n) => {
    const id = `resp_${n}`;
    const counted = {
      inputTokens: usage.input,
      cachedTokens: usage.cached,
      outputTokens: usage.output,
      reasoningTokens: usage.reasoning,
    };
    const events = response(id, parts.map(itemOf), counted);
    return stop === 'length' ? [...events.slice(0, -1), incomplete(id)] : events;
  },
  refusal: (failure) => refusals[failure],
  failureEvent: (failure) => ({
    type: 'response.failed',
    response: { id: 'resp', error: { code: codes[failure], message: 'said so' } },
  }),
  complaint: (problem) => ({
    status: 400,
    body: { error: { message: problem, type: 'invalid_request_error', param: null, code: null } },
  }),
  seen,
};

const codes = { overloaded: 'server_is_overloaded', tooLong: 'context_length_exceeded' } as const;

function incomplete(id: string): ModelEvent {
  return { type: 'response.incomplete', response: { id, incomplete_details: { reason: 'max_output_tokens' } } };
}

function itemOf(part: ScriptPart): OutputItem {
  if ('text' in part) return message(part.text, part.deltas ? { deltas: part.deltas } : {});
  if ('think' in part) return reasoning([part.think], `sealed:${part.think}`);
  if ('call' in part) return functionCall(part.call, part.args, part.id);
  return customToolCall(part.freeform, part.input, part.id);
}

const error = (status: number, code: string | null, headers = {}): ModelAnswer => ({
  status,
  headers,
  body: { error: { message: 'said so', type: 'some_error', param: null, code } },
});

const refusals: Readonly<Record<Failure, ModelAnswer>> = {
  badRequest: error(400, null),
  unauthorized: error(401, 'invalid_api_key'),
  rateLimited: error(429, 'rate_limit_exceeded'),
  rateLimitedUntil: error(429, 'rate_limit_exceeded', { 'retry-after': '0' }),
  overloaded: error(503, 'server_is_overloaded'),
  tooLong: error(400, 'context_length_exceeded'),
  crash: error(500, 'server_error'),
};

interface Item extends Readonly<Record<string, unknown>> {
  readonly type: string;
  readonly role?: string;
  readonly call_id?: string;
}

function seen(body: Record<string, unknown>): Seen {
  const items = body.input as Item[];
  const said = (...roles: string[]) =>
    items
      .filter(({ type, role }) => type === 'message' && roles.includes(role ?? ''))
      .flatMap(({ content }) => textsIn(content));
  const text = body.text as { format?: { schema: Record<string, unknown> } } | undefined;
  return {
    instructions: said('developer').join('\n'),
    userTexts: said('user'),
    assistantTexts: said('assistant'),
    thoughts: items.flatMap(({ type, encrypted_content }) => (type === 'reasoning' ? [String(encrypted_content)] : [])),
    tools: (body.tools as Item[]).map(({ name, type }) => String(name ?? type)),
    calls: items.flatMap((item) =>
      item.type.endsWith('_call') && item.call_id
        ? [{ id: item.call_id, name: String(item.name), input: String(item.arguments ?? item.input) }]
        : [],
    ),
    outputs: items.flatMap(({ type, call_id, output }) =>
      type.endsWith('_call_output') ? [{ id: call_id ?? '', text: textsIn(output).join('\n') }] : [],
    ),
    images: items.flatMap(({ content, output }) => imagesIn(content).concat(imagesIn(output))),
    schema: text?.format?.schema ?? null,
  };
}

function imagesIn(content: unknown): string[] {
  if (!Array.isArray(content)) return [];
  return content.flatMap(({ image_url }: { image_url?: string }) => (image_url ? [image_url] : []));
}
