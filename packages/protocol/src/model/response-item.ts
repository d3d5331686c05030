// ResponseItem: one entry of the history as the model sees it, in the snake_case of the Responses API.
import type { Static } from 'typebox';
import { either, nullish, stringEnum, struct, uint64, union } from '../schema.ts';
import { Type } from '../type.ts';
import { ReasoningEffort } from './reasoning.ts';

/** The role of an agent message within its turn. */
export const MessagePhase = stringEnum(['commentary', 'partial_answer', 'final_answer']);
export type MessagePhase = Static<typeof MessagePhase>;

/** How closely the model looks at an image. */
export const ImageDetail = stringEnum(['auto', 'low', 'high', 'original']);
export type ImageDetail = Static<typeof ImageDetail>;

/** One part of a message. */
export const ContentItem = union('ContentItem', [
  Type.Object({
    type: Type.Literal('input_text'),
    text: Type.String(),
  }),
  either('ImageReference', { type: Type.Literal('input_image'), detail: nullish(ImageDetail) }, [
    { image_url: Type.String() },
    { file_id: Type.String() },
  ]),
  either('AudioReference', { type: Type.Literal('input_audio') }, [
    { audio_url: Type.String() },
    { file_id: Type.String() },
  ]),
  Type.Object({
    type: Type.Literal('output_text'),
    text: Type.String(),
    annotations: nullish(Type.Array(Type.Unknown())),
    logprobs: nullish(Type.Array(Type.Unknown())),
  }),
]);
export type ContentItem = Static<typeof ContentItem>;

/** One part of a message between agents. */
export const AgentMessageInputContent = union('AgentMessageInputContent', [
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

/** One part of the raw reasoning. */
export const ReasoningItemContent = union('ReasoningItemContent', [
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

/** One part of the reasoning summary. */
export const ReasoningItemReasoningSummary = struct('ReasoningItemReasoningSummary', {
  type: Type.Literal('summary_text'),
  text: Type.String(),
});
export type ReasoningItemReasoningSummary = Static<typeof ReasoningItemReasoningSummary>;

/** A command as the old shell tool wrote it. */
export const LocalShellExecAction = struct('LocalShellExecAction', {
  command: Type.Array(Type.String()),
  timeout_ms: nullish(uint64),
  working_directory: nullish(Type.String()),
  env: nullish(Type.Record(Type.String(), Type.String())),
  user: nullish(Type.String()),
});
export type LocalShellExecAction = Static<typeof LocalShellExecAction>;

/** What the old shell tool did: it ran a command. */
export const LocalShellAction = struct('LocalShellAction', {
  type: Type.Literal('exec'),
  ...LocalShellExecAction.properties,
});
export type LocalShellAction = Static<typeof LocalShellAction>;

/** Where that command stands. */
export const LocalShellStatus = stringEnum(['completed', 'in_progress', 'incomplete']);
export type LocalShellStatus = Static<typeof LocalShellStatus>;

/** One part of a tool's output. */
export const FunctionCallOutputContentItem = union('FunctionCallOutputContentItem', [
  Type.Object({
    type: Type.Literal('input_text'),
    text: Type.String(),
  }),
  either('ImageReference', { type: Type.Literal('input_image'), detail: nullish(ImageDetail) }, [
    { image_url: Type.String() },
    { file_id: Type.String() },
  ]),
  either('AudioReference', { type: Type.Literal('input_audio') }, [
    { audio_url: Type.String() },
    { file_id: Type.String() },
  ]),
  Type.Object({
    type: Type.Literal('encrypted_content'),
    encrypted_content: Type.String(),
  }),
]);
export type FunctionCallOutputContentItem = Static<typeof FunctionCallOutputContentItem>;

/** A tool's output: a text, or parts. */
export const FunctionCallOutputBody = union('FunctionCallOutputBody', [
  Type.String(),
  Type.Array(FunctionCallOutputContentItem),
]);
export type FunctionCallOutputBody = Static<typeof FunctionCallOutputBody>;

/** Bookkeeping of the provider, sent back unchanged. */
export const InternalChatMessageMetadataPassthrough = struct('InternalChatMessageMetadataPassthrough', {
  turn_id: nullish(Type.String()),
});
export type InternalChatMessageMetadataPassthrough = Static<typeof InternalChatMessageMetadataPassthrough>;

/** What a web search did, in the provider's words. */
export const ResponsesApiWebSearchAction = union(
  'WebSearchAction',
  [
    Type.Object({
      type: Type.Literal('search'),
      query: nullish(Type.String()),
      queries: nullish(Type.Array(Type.String())),
    }),
    Type.Object({
      type: Type.Literal('open_page'),
      url: nullish(Type.String()),
    }),
    Type.Object({
      type: Type.Literal('find_in_page'),
      url: nullish(Type.String()),
      pattern: nullish(Type.String()),
    }),
    Type.Object({ type: Type.Literal('other') }),
  ],
  { fallback: 'other' },
);
export type ResponsesApiWebSearchAction = Static<typeof ResponsesApiWebSearchAction>;

/** Reasoning options changed in the middle of a conversation. */
export const ConfigurationReasoning = struct('ConfigurationReasoning', {
  effort: ReasoningEffort,
});
export type ConfigurationReasoning = Static<typeof ConfigurationReasoning>;

/** The name of an entry, given by the provider. */
export const ResponseItemId = Type.String({ title: 'ResponseItemId' });
export type ResponseItemId = Static<typeof ResponseItemId>;

/** One entry of the model's history; types unknown to this version are read as `other`. */
export const ResponseItem = union(
  'ResponseItem',
  [
    Type.Object({
      type: Type.Literal('additional_tools'),
      id: nullish(ResponseItemId),
      role: Type.String(),
      tools: Type.Array(Type.Unknown()),
    }),
    Type.Object({
      type: Type.Literal('message'),
      encrypted_content: nullish(Type.String()),
      status: nullish(Type.String()),
      id: nullish(ResponseItemId),
      role: Type.String(),
      content: Type.Array(ContentItem),
      phase: nullish(MessagePhase),
      internal_chat_message_metadata_passthrough: nullish(InternalChatMessageMetadataPassthrough),
    }),
    Type.Object({
      type: Type.Literal('agent_message'),
      id: nullish(ResponseItemId),
      author: Type.String(),
      recipient: Type.String(),
      content: Type.Array(AgentMessageInputContent),
      internal_chat_message_metadata_passthrough: nullish(InternalChatMessageMetadataPassthrough),
    }),
    Type.Object({
      type: Type.Literal('reasoning'),
      id: nullish(ResponseItemId),
      summary: Type.Array(ReasoningItemReasoningSummary),
      content: nullish(Type.Array(ReasoningItemContent)),
      encrypted_content: nullish(Type.String()),
      internal_chat_message_metadata_passthrough: nullish(InternalChatMessageMetadataPassthrough),
    }),
    Type.Object({
      type: Type.Literal('local_shell_call'),
      encrypted_content: nullish(Type.String()),
      id: nullish(ResponseItemId),
      call_id: nullish(Type.String()),
      status: LocalShellStatus,
      action: LocalShellAction,
      internal_chat_message_metadata_passthrough: nullish(InternalChatMessageMetadataPassthrough),
    }),
    Type.Object({
      type: Type.Literal('function_call'),
      encrypted_content: nullish(Type.String()),
      status: nullish(Type.String()),
      id: nullish(ResponseItemId),
      name: Type.String(),
      namespace: nullish(Type.String()),
      arguments: Type.String(),
      encrypted_function_args: nullish(Type.Array(Type.String())),
      call_id: Type.String(),
      internal_chat_message_metadata_passthrough: nullish(InternalChatMessageMetadataPassthrough),
    }),
    Type.Object({
      type: Type.Literal('tool_search_call'),
      encrypted_content: nullish(Type.String()),
      id: nullish(ResponseItemId),
      call_id: nullish(Type.String()),
      status: nullish(Type.String()),
      execution: Type.String(),
      arguments: Type.Unknown(),
      internal_chat_message_metadata_passthrough: nullish(InternalChatMessageMetadataPassthrough),
    }),
    Type.Object({
      type: Type.Literal('function_call_output'),
      id: nullish(ResponseItemId),
      call_id: nullish(Type.String()),
      name: nullish(Type.String()),
      namespace: nullish(Type.String()),
      output: FunctionCallOutputBody,
      internal_chat_message_metadata_passthrough: nullish(InternalChatMessageMetadataPassthrough),
    }),
    Type.Object({
      type: Type.Literal('custom_tool_call'),
      encrypted_content: nullish(Type.String()),
      id: nullish(ResponseItemId),
      status: nullish(Type.String()),
      call_id: Type.String(),
      name: Type.String(),
      namespace: nullish(Type.String()),
      input: Type.String(),
      internal_chat_message_metadata_passthrough: nullish(InternalChatMessageMetadataPassthrough),
    }),
    Type.Object({
      type: Type.Literal('custom_tool_call_output'),
      id: nullish(ResponseItemId),
      call_id: Type.String(),
      name: nullish(Type.String()),
      output: FunctionCallOutputBody,
      internal_chat_message_metadata_passthrough: nullish(InternalChatMessageMetadataPassthrough),
    }),
    Type.Object({
      type: Type.Literal('tool_search_output'),
      id: nullish(ResponseItemId),
      call_id: nullish(Type.String()),
      status: Type.String(),
      execution: Type.String(),
      tools: Type.Array(Type.Unknown()),
      internal_chat_message_metadata_passthrough: nullish(InternalChatMessageMetadataPassthrough),
    }),
    Type.Object({
      type: Type.Literal('web_search_call'),
      encrypted_content: nullish(Type.String()),
      id: nullish(ResponseItemId),
      status: nullish(Type.String()),
      action: nullish(ResponsesApiWebSearchAction),
      internal_chat_message_metadata_passthrough: nullish(InternalChatMessageMetadataPassthrough),
    }),
    Type.Object({
      type: Type.Literal('image_generation_call'),
      encrypted_content: nullish(Type.String()),
      id: nullish(ResponseItemId),
      status: Type.String(),
      revised_prompt: nullish(Type.String()),
      result: Type.String(),
      internal_chat_message_metadata_passthrough: nullish(InternalChatMessageMetadataPassthrough),
    }),
    Type.Object({
      type: Type.Literal('compaction'),
      id: nullish(ResponseItemId),
      encrypted_content: Type.String(),
      internal_chat_message_metadata_passthrough: nullish(InternalChatMessageMetadataPassthrough),
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
      id: nullish(ResponseItemId),
      encrypted_content: nullish(Type.String()),
      internal_chat_message_metadata_passthrough: nullish(InternalChatMessageMetadataPassthrough),
    }),
    Type.Object({
      type: Type.Literal('other'),
    }),
  ],
  { fallback: 'other' },
);
export type ResponseItem = Static<typeof ResponseItem>;
