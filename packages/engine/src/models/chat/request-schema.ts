// What we send to a Chat Completions server: our own description of it. The builder is typed by it, and the mock server of
// the tests refuses whatever it does not allow.
import { type Static, type TSchema, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const struct = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, closed);
const filled = Type.String({ minLength: 1 });
const name = Type.String({ pattern: '^[a-zA-Z0-9_-]{1,64}$' });

const TextPart = struct({ type: Type.Literal('text'), text: filled });

const ImagePart = struct({
  type: Type.Literal('image_url'),
  image_url: struct({
    url: Type.String({ pattern: '^(https?://|data:)' }),
    detail: Type.Optional(Type.Union([Type.Literal('auto'), Type.Literal('low'), Type.Literal('high')])),
  }),
});

const ToolCall = struct({
  id: filled,
  type: Type.Literal('function'),
  function: struct({ name, arguments: Type.String() }),
});

const AssistantMessage = struct({
  role: Type.Literal('assistant'),
  content: Type.Union([Type.String(), Type.Null()]),
  tool_calls: Type.Optional(Type.Array(ToolCall, { minItems: 1 })),
  /** Under the name under which the server sent it. */
  reasoning_content: Type.Optional(filled),
  reasoning: Type.Optional(filled),
});

export const Message = Type.Union([
  struct({ role: Type.Literal('system'), content: filled }),
  struct({
    role: Type.Literal('user'),
    content: Type.Union([filled, Type.Array(Type.Union([TextPart, ImagePart]), { minItems: 1 })]),
  }),
  AssistantMessage,
  struct({ role: Type.Literal('tool'), tool_call_id: filled, content: Type.String() }),
]);
export type Message = Static<typeof Message>;

const Tool = struct({
  type: Type.Literal('function'),
  function: struct({
    name,
    description: Type.String(),
    parameters: Type.Record(Type.String(), Type.Unknown()),
  }),
});

const ReasoningEffort = Type.Union([
  Type.Literal('none'),
  Type.Literal('minimal'),
  Type.Literal('low'),
  Type.Literal('medium'),
  Type.Literal('high'),
]);
export type ReasoningEffort = Static<typeof ReasoningEffort>;

export const ChatRequest = struct({
  model: filled,
  messages: Type.Array(Message, { minItems: 1 }),
  stream: Type.Literal(true),
  stream_options: struct({ include_usage: Type.Literal(true) }),
  tools: Type.Optional(Type.Array(Tool, { minItems: 1 })),
  tool_choice: Type.Optional(Type.Literal('auto')),
  parallel_tool_calls: Type.Optional(Type.Boolean()),
  reasoning_effort: Type.Optional(ReasoningEffort),
  verbosity: Type.Optional(Type.Union([Type.Literal('low'), Type.Literal('medium'), Type.Literal('high')])),
  response_format: Type.Optional(
    struct({
      type: Type.Literal('json_schema'),
      json_schema: struct({
        name: filled,
        schema: Type.Record(Type.String(), Type.Unknown()),
        strict: Type.Boolean(),
      }),
    }),
  ),
});
export type ChatRequest = Static<typeof ChatRequest>;
