import { type Static, Type } from 'typebox';
import { ReasoningEffort } from '../model/reasoning.ts';
import { nullable, stringEnum } from '../schema.ts';

export const MessagePhase = stringEnum(['commentary', 'partial_answer', 'final_answer']);
export type MessagePhase = Static<typeof MessagePhase>;

export const ImageDetail = stringEnum(['auto', 'low', 'high', 'original']);
export type ImageDetail = Static<typeof ImageDetail>;

const contentItemCommon = {
  detail: Type.Optional(nullable(ImageDetail)),
  type: Type.Optional(Type.Literal('input_image')),
};

export const ContentItem = Type.Union([
  Type.Object({
    type: Type.Literal('input_text'),
    text: Type.String(),
  }),
  Type.Union([
    Type.Object({
      image_url: Type.String(),
      ...contentItemCommon,
    }),
    Type.Object({
      file_id: Type.String(),
      ...contentItemCommon,
    }),
  ]),
  Type.Union([
    Type.Object({
      audio_url: Type.String(),
      ...contentItemCommon,
    }),
    Type.Object({
      file_id: Type.String(),
      ...contentItemCommon,
    }),
  ]),
  Type.Object({
    type: Type.Literal('output_text'),
    annotations: Type.Optional(nullable(Type.Array(Type.Unknown()))),
    logprobs: Type.Optional(nullable(Type.Array(Type.Unknown()))),
    text: Type.String(),
  }),
]);
export type ContentItem = Static<typeof ContentItem>;

export const AgentMessageInputContent = Type.Union([
  Type.Object({
    type: Type.Literal('input_text'),
    text: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('encrypted_content'),
    encrypted_content: Type.String(),
  }),
]);
export type AgentMessageInputContent = Static<typeof AgentMessageInputContent>;

export const ReasoningItemContent = Type.Union([
  Type.Object({
    type: Type.Literal('reasoning_text'),
    text: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('text'),
    text: Type.String(),
  }),
]);
export type ReasoningItemContent = Static<typeof ReasoningItemContent>;

export const ReasoningItemReasoningSummary = Type.Object({
  type: Type.Literal('summary_text'),
  text: Type.String(),
});
export type ReasoningItemReasoningSummary = Static<typeof ReasoningItemReasoningSummary>;

export const LocalShellAction = Type.Object({
  type: Type.Literal('exec'),
  command: Type.Array(Type.String()),
  env: Type.Optional(nullable(Type.Record(Type.String(), Type.String()))),
  timeout_ms: Type.Optional(nullable(Type.Integer({ format: 'uint64', minimum: 0 }))),
  user: Type.Optional(nullable(Type.String())),
  working_directory: Type.Optional(nullable(Type.String())),
});
export type LocalShellAction = Static<typeof LocalShellAction>;

export const LocalShellStatus = stringEnum(['completed', 'in_progress', 'incomplete']);
export type LocalShellStatus = Static<typeof LocalShellStatus>;

const functionCallOutputContentItemCommon = {
  detail: Type.Optional(nullable(ImageDetail)),
  type: Type.Optional(Type.Literal('input_image')),
};

export const FunctionCallOutputContentItem = Type.Union([
  Type.Object({
    type: Type.Literal('input_text'),
    text: Type.String(),
  }),
  Type.Union([
    Type.Object({
      image_url: Type.String(),
      ...functionCallOutputContentItemCommon,
    }),
    Type.Object({
      file_id: Type.String(),
      ...functionCallOutputContentItemCommon,
    }),
  ]),
  Type.Union([
    Type.Object({
      audio_url: Type.String(),
      ...functionCallOutputContentItemCommon,
    }),
    Type.Object({
      file_id: Type.String(),
      ...functionCallOutputContentItemCommon,
    }),
  ]),
  Type.Object({
    type: Type.Literal('encrypted_content'),
    encrypted_content: Type.String(),
  }),
]);
export type FunctionCallOutputContentItem = Static<typeof FunctionCallOutputContentItem>;

export const FunctionCallOutputBody = Type.Union([Type.String(), Type.Array(FunctionCallOutputContentItem)]);
export type FunctionCallOutputBody = Static<typeof FunctionCallOutputBody>;

export const InternalChatMessageMetadataPassthrough = Type.Object({
  turn_id: Type.Optional(nullable(Type.String())),
});
export type InternalChatMessageMetadataPassthrough = Static<typeof InternalChatMessageMetadataPassthrough>;

export const ResponsesApiWebSearchAction = Type.Union([
  Type.Object({
    type: Type.Literal('search'),
    queries: Type.Optional(nullable(Type.Array(Type.String()))),
    query: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('open_page'),
    url: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('find_in_page'),
    pattern: Type.Optional(nullable(Type.String())),
    url: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('other'),
  }),
]);
export type ResponsesApiWebSearchAction = Static<typeof ResponsesApiWebSearchAction>;

export const ConfigurationReasoning = Type.Object({
  effort: ReasoningEffort,
});
export type ConfigurationReasoning = Static<typeof ConfigurationReasoning>;

export const ResponseItem = Type.Union([
  Type.Object({
    type: Type.Literal('additional_tools'),
    id: Type.Optional(nullable(Type.String())),
    role: Type.String(),
    tools: Type.Array(Type.Unknown()),
  }),
  Type.Object({
    type: Type.Literal('message'),
    content: Type.Array(ContentItem),
    encrypted_content: Type.Optional(nullable(Type.String())),
    id: Type.Optional(nullable(Type.String())),
    internal_chat_message_metadata_passthrough: Type.Optional(nullable(InternalChatMessageMetadataPassthrough)),
    phase: Type.Optional(nullable(MessagePhase)),
    role: Type.String(),
    status: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('agent_message'),
    author: Type.String(),
    content: Type.Array(AgentMessageInputContent),
    id: Type.Optional(nullable(Type.String())),
    internal_chat_message_metadata_passthrough: Type.Optional(nullable(InternalChatMessageMetadataPassthrough)),
    recipient: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('reasoning'),
    content: Type.Optional(nullable(Type.Array(ReasoningItemContent))),
    encrypted_content: Type.Optional(nullable(Type.String())),
    id: Type.Optional(nullable(Type.String())),
    internal_chat_message_metadata_passthrough: Type.Optional(nullable(InternalChatMessageMetadataPassthrough)),
    summary: Type.Array(ReasoningItemReasoningSummary),
  }),
  Type.Object({
    type: Type.Literal('local_shell_call'),
    action: LocalShellAction,
    call_id: Type.Optional(nullable(Type.String())),
    encrypted_content: Type.Optional(nullable(Type.String())),
    id: Type.Optional(nullable(Type.String())),
    internal_chat_message_metadata_passthrough: Type.Optional(nullable(InternalChatMessageMetadataPassthrough)),
    status: LocalShellStatus,
  }),
  Type.Object({
    type: Type.Literal('function_call'),
    arguments: Type.String(),
    call_id: Type.String(),
    encrypted_content: Type.Optional(nullable(Type.String())),
    encrypted_function_args: Type.Optional(nullable(Type.Array(Type.String()))),
    id: Type.Optional(nullable(Type.String())),
    internal_chat_message_metadata_passthrough: Type.Optional(nullable(InternalChatMessageMetadataPassthrough)),
    name: Type.String(),
    namespace: Type.Optional(nullable(Type.String())),
    status: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('tool_search_call'),
    arguments: Type.Unknown(),
    call_id: Type.Optional(nullable(Type.String())),
    encrypted_content: Type.Optional(nullable(Type.String())),
    execution: Type.String(),
    id: Type.Optional(nullable(Type.String())),
    internal_chat_message_metadata_passthrough: Type.Optional(nullable(InternalChatMessageMetadataPassthrough)),
    status: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('function_call_output'),
    call_id: Type.Optional(nullable(Type.String())),
    id: Type.Optional(nullable(Type.String())),
    internal_chat_message_metadata_passthrough: Type.Optional(nullable(InternalChatMessageMetadataPassthrough)),
    name: Type.Optional(nullable(Type.String())),
    namespace: Type.Optional(nullable(Type.String())),
    output: FunctionCallOutputBody,
  }),
  Type.Object({
    type: Type.Literal('custom_tool_call'),
    call_id: Type.String(),
    encrypted_content: Type.Optional(nullable(Type.String())),
    id: Type.Optional(nullable(Type.String())),
    input: Type.String(),
    internal_chat_message_metadata_passthrough: Type.Optional(nullable(InternalChatMessageMetadataPassthrough)),
    name: Type.String(),
    namespace: Type.Optional(nullable(Type.String())),
    status: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('custom_tool_call_output'),
    call_id: Type.String(),
    id: Type.Optional(nullable(Type.String())),
    internal_chat_message_metadata_passthrough: Type.Optional(nullable(InternalChatMessageMetadataPassthrough)),
    name: Type.Optional(nullable(Type.String())),
    output: FunctionCallOutputBody,
  }),
  Type.Object({
    type: Type.Literal('tool_search_output'),
    call_id: Type.Optional(nullable(Type.String())),
    execution: Type.String(),
    id: Type.Optional(nullable(Type.String())),
    internal_chat_message_metadata_passthrough: Type.Optional(nullable(InternalChatMessageMetadataPassthrough)),
    status: Type.String(),
    tools: Type.Array(Type.Unknown()),
  }),
  Type.Object({
    type: Type.Literal('web_search_call'),
    action: Type.Optional(nullable(ResponsesApiWebSearchAction)),
    encrypted_content: Type.Optional(nullable(Type.String())),
    id: Type.Optional(nullable(Type.String())),
    internal_chat_message_metadata_passthrough: Type.Optional(nullable(InternalChatMessageMetadataPassthrough)),
    status: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('image_generation_call'),
    encrypted_content: Type.Optional(nullable(Type.String())),
    id: Type.Optional(nullable(Type.String())),
    internal_chat_message_metadata_passthrough: Type.Optional(nullable(InternalChatMessageMetadataPassthrough)),
    result: Type.String(),
    revised_prompt: Type.Optional(nullable(Type.String())),
    status: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('compaction'),
    encrypted_content: Type.String(),
    id: Type.Optional(nullable(Type.String())),
    internal_chat_message_metadata_passthrough: Type.Optional(nullable(InternalChatMessageMetadataPassthrough)),
  }),
  Type.Object({
    type: Type.Literal('configuration_update'),
    reasoning: ConfigurationReasoning,
  }),
  Type.Object({
    type: Type.Literal('compaction_trigger'),
  }),
  Type.Object({
    type: Type.Literal('context_compaction'),
    encrypted_content: Type.Optional(nullable(Type.String())),
    id: Type.Optional(nullable(Type.String())),
    internal_chat_message_metadata_passthrough: Type.Optional(nullable(InternalChatMessageMetadataPassthrough)),
  }),
  Type.Object({
    type: Type.Literal('other'),
  }),
]);
export type ResponseItem = Static<typeof ResponseItem>;
