// What we send to a Responses API: our own description of it. The mock server of the tests refuses whatever it does not
// allow. Items of a history are typed by the protocol; here stands what may leave.
import { type TSchema, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const struct = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, closed);
const filled = Type.String({ minLength: 1 });
const maybe = (schema: TSchema) => Type.Optional(Type.Union([schema, Type.Null()]));
const map = Type.Record(Type.String(), Type.Unknown());

const Image = struct({ type: Type.Literal('input_image'), image_url: filled, detail: maybe(Type.String()) });
const InputText = struct({ type: Type.Literal('input_text'), text: Type.String() });
const OutputText = struct({
  type: Type.Literal('output_text'),
  text: Type.String(),
  annotations: maybe(Type.Array(Type.Unknown())),
  logprobs: maybe(Type.Array(Type.Unknown())),
});
const Output = Type.Union([Type.String(), Type.Array(Type.Union([InputText, Image]))]);

/** A member that every item has, and one of each kind that says which it is. */
const item = <P extends Record<string, TSchema>>(type: string, properties: P) =>
  struct({ type: Type.Literal(type), id: maybe(Type.String()), status: maybe(Type.String()), ...properties });

const Item = Type.Union([
  item('message', {
    role: Type.Union([Type.Literal('developer'), Type.Literal('user'), Type.Literal('assistant')]),
    content: Type.Array(Type.Union([InputText, OutputText, Image])),
    phase: maybe(Type.String()),
  }),
  item('reasoning', {
    summary: Type.Array(struct({ type: Type.Literal('summary_text'), text: Type.String() })),
    content: maybe(Type.Array(struct({ type: Type.Literal('reasoning_text'), text: Type.String() }))),
    encrypted_content: maybe(Type.String({ pattern: '^(?!wire:)' })),
  }),
  item('function_call', { call_id: filled, name: filled, namespace: maybe(filled), arguments: Type.String() }),
  item('function_call_output', { call_id: filled, output: Output }),
  item('custom_tool_call', { call_id: filled, name: filled, namespace: maybe(filled), input: Type.String() }),
  item('custom_tool_call_output', { call_id: filled, output: Output }),
  item('tool_search_call', { call_id: maybe(filled), execution: filled, arguments: Type.Unknown() }),
  item('tool_search_output', { call_id: maybe(filled), execution: filled, tools: Type.Array(map) }),
  item('web_search_call', { action: maybe(map) }),
  item('compaction', { encrypted_content: filled }),
]);

const Reasoning = struct({
  effort: Type.Optional(filled),
  summary: Type.Optional(filled),
  context: Type.Optional(Type.Literal('all_turns')),
});

const Text = struct({
  verbosity: Type.Optional(filled),
  format: Type.Optional(
    struct({ type: Type.Literal('json_schema'), strict: Type.Boolean(), schema: map, name: filled }),
  ),
});

export const ResponsesRequest = struct({
  model: filled,
  input: Type.Array(Item, { minItems: 1 }),
  tools: Type.Array(Type.Object({ type: filled })),
  tool_choice: Type.Literal('auto'),
  parallel_tool_calls: Type.Boolean(),
  reasoning: Type.Optional(Reasoning),
  store: Type.Literal(false),
  stream: Type.Literal(true),
  include: Type.Array(Type.Literal('reasoning.encrypted_content')),
  service_tier: Type.Optional(filled),
  prompt_cache_key: filled,
  text: Type.Optional(Text),
  client_metadata: Type.Record(Type.String(), Type.String()),
});
