// What we send to the Messages API: our own description of it. The builder is typed by it, and the mock server of the
// tests refuses whatever it does not allow.
import { type Static, type TSchema, Type } from 'typebox';

const closed = { additionalProperties: false } as const;
const struct = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, closed);

const CacheControl = struct({ type: Type.Literal('ephemeral') });
const cacheable = { cache_control: Type.Optional(CacheControl) };
const filled = Type.String({ minLength: 1 });

const TextBlock = struct({ type: Type.Literal('text'), text: filled, ...cacheable });

const ImageBlock = struct({
  type: Type.Literal('image'),
  source: Type.Union([
    struct({
      type: Type.Literal('base64'),
      media_type: Type.Union([
        Type.Literal('image/jpeg'),
        Type.Literal('image/png'),
        Type.Literal('image/gif'),
        Type.Literal('image/webp'),
      ]),
      data: filled,
    }),
    struct({ type: Type.Literal('url'), url: Type.String({ pattern: '^https?://' }) }),
  ]),
  ...cacheable,
});

const ToolResultBlock = struct({
  type: Type.Literal('tool_result'),
  tool_use_id: filled,
  content: Type.Array(Type.Union([TextBlock, ImageBlock])),
  ...cacheable,
});

const ToolUseBlock = struct({
  type: Type.Literal('tool_use'),
  id: Type.String({ pattern: '^[a-zA-Z0-9_-]+$' }),
  name: Type.String({ pattern: '^[a-zA-Z0-9_-]{1,128}$' }),
  input: Type.Record(Type.String(), Type.Unknown()),
});

const ThinkingBlock = struct({ type: Type.Literal('thinking'), thinking: Type.String(), signature: filled });
const RedactedThinkingBlock = struct({ type: Type.Literal('redacted_thinking'), data: filled });

export const UserBlock = Type.Union([ToolResultBlock, TextBlock, ImageBlock]);
export type UserBlock = Static<typeof UserBlock>;
export const AssistantBlock = Type.Union([ThinkingBlock, RedactedThinkingBlock, TextBlock, ToolUseBlock]);
export type AssistantBlock = Static<typeof AssistantBlock>;

const Message = Type.Union([
  struct({ role: Type.Literal('user'), content: Type.Array(UserBlock, { minItems: 1 }) }),
  struct({ role: Type.Literal('assistant'), content: Type.Array(AssistantBlock, { minItems: 1 }) }),
]);
export type Message = Static<typeof Message>;

const Tool = struct({
  name: Type.String({ pattern: '^[a-zA-Z0-9_-]{1,128}$' }),
  description: Type.String(),
  input_schema: Type.Object(
    { type: Type.Literal('object') },
    { propertyNames: { not: { enum: ['oneOf', 'anyOf', 'allOf'] } } },
  ),
  ...cacheable,
});

const Thinking = Type.Union([
  struct({ type: Type.Literal('enabled'), budget_tokens: Type.Integer({ minimum: 1024 }) }),
  struct({ type: Type.Literal('adaptive'), display: Type.Literal('summarized') }),
]);
export type Thinking = Static<typeof Thinking>;

const Effort = Type.Union([
  Type.Literal('low'),
  Type.Literal('medium'),
  Type.Literal('high'),
  Type.Literal('xhigh'),
  Type.Literal('max'),
]);

export const MessagesRequest = struct({
  model: filled,
  max_tokens: Type.Integer({ minimum: 1 }),
  stream: Type.Literal(true),
  system: Type.Optional(Type.Array(TextBlock, { minItems: 1 })),
  messages: Type.Array(Message, { minItems: 1 }),
  tools: Type.Optional(Type.Array(Tool, { minItems: 1 })),
  tool_choice: Type.Optional(struct({ type: Type.Literal('auto'), disable_parallel_tool_use: Type.Boolean() })),
  thinking: Type.Optional(Thinking),
  output_config: Type.Optional(
    struct({
      effort: Type.Optional(Effort),
      format: Type.Optional(
        struct({ type: Type.Literal('json_schema'), schema: Type.Record(Type.String(), Type.Unknown()) }),
      ),
    }),
  ),
});
export type MessagesRequest = Static<typeof MessagesRequest>;
