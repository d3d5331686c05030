// ThreadItem: one entry of a conversation as clients see it, a union over `type`.
import type { Static, TString } from 'typebox';
import { AbsolutePathBuf, LegacyAppPathString } from '../config/paths.ts';
import { ReasoningEffort } from '../model/reasoning.ts';
import { FunctionCallOutputBody, MessagePhase } from '../model/response-item.ts';
import { either, int32, int64, nullish, struct, uint64, union } from '../schema.ts';
import { Type } from '../type.ts';
import {
  AgentMessageDelivery,
  AgentMessageModeration,
  AsyncUserInputQuestion,
  MemoryCitation,
} from './agent-message.ts';
import { CollabAgentState, CollabAgentTool, CollabAgentToolCallStatus, SubAgentActivityKind } from './collab-agent.ts';
import { CommandAction, CommandExecutionSource, CommandExecutionStatus } from './command-execution.ts';
import { DynamicToolCallOutputContentItem, DynamicToolCallStatus } from './dynamic-tool-call.ts';
import { FileUpdateChange, PatchApplyStatus } from './file-change.ts';
import {
  McpAppUi,
  McpToolCallAppContext,
  McpToolCallError,
  McpToolCallResult,
  McpToolCallStatus,
} from './mcp-tool-call.ts';
import { UserInput } from './user-input.ts';

/** Text a hook added to the conversation. */
export const HookPromptFragment = struct('HookPromptFragment', {
  text: Type.String(),
  hookRunId: Type.String(),
});
export type HookPromptFragment = Static<typeof HookPromptFragment>;

/** Why no image was made; `resetsAt` is Unix time in seconds. */
export const ImageGenerationFailure = struct('ImageGenerationFailure', {
  type: Type.Literal('usageLimitExceeded'),
  limitId: Type.String(),
  resetsAt: nullish(int64),
});
export type ImageGenerationFailure = Static<typeof ImageGenerationFailure>;

/** A local image the generation started from. */
export const ImageGenerationInputImage = struct('ImageGenerationInputImage', {
  path: AbsolutePathBuf,
  sha256: Type.String(),
});
export type ImageGenerationInputImage = Static<typeof ImageGenerationInputImage>;

/** What a web search did. */
export const WebSearchAction = union('WebSearchAction', [
  Type.Object({
    type: Type.Literal('search'),
    query: nullish(Type.String()),
    queries: nullish(Type.Array(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('openPage'),
    url: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('findInPage'),
    url: nullish(Type.String()),
    pattern: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('other'),
  }),
]);
export type WebSearchAction = Static<typeof WebSearchAction>;

const imageGenerationFields = {
  id: Type.String(),
  status: Type.String(),
  revisedPrompt: nullish(Type.String()),
  transparentBackground: nullish(Type.Boolean()),
  failure: nullish(ImageGenerationFailure),
  savedPath: nullish(AbsolutePathBuf),
  inputImages: Type.Optional(Type.Array(ImageGenerationInputImage)),
  generationId: nullish(Type.String()),
};

const imageGenerationOutputs: [{ fileId: TString }, { result: TString }] = [
  { fileId: Type.String() },
  { result: Type.String() },
];

/** An image the model made: its data as base64 in `result`, or a file id. */
export const ImageGenerationItem = either('ImageGenerationItem', imageGenerationFields, imageGenerationOutputs);
export type ImageGenerationItem = Static<typeof ImageGenerationItem>;

/** A search of the web by the model. */
export const WebSearchItem = struct('WebSearchItem', {
  id: Type.String(),
  query: Type.String(),
  action: nullish(WebSearchAction),
  results: nullish(Type.Array(Type.Unknown())),
});
export type WebSearchItem = Static<typeof WebSearchItem>;

/** A pause that the model asked for, in milliseconds. */
export const SleepItem = struct('SleepItem', {
  id: Type.String(),
  durationMs: uint64,
});
export type SleepItem = Static<typeof SleepItem>;

const threadItemCommon = {
  startedAtMs: nullish(int64),
  completedAtMs: nullish(int64),
};

/** One entry of a conversation. Times are Unix milliseconds, durations milliseconds. */
export const ThreadItem = union('ThreadItem', [
  Type.Object({
    type: Type.Literal('userMessage'),
    id: Type.String(),
    clientId: nullish(Type.String()),
    content: Type.Array(UserInput),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('hookPrompt'),
    id: Type.String(),
    fragments: Type.Array(HookPromptFragment),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('agentMessage'),
    moderation: nullish(AgentMessageModeration),
    id: Type.String(),
    text: Type.String(),
    phase: nullish(MessagePhase),
    memoryCitation: nullish(MemoryCitation),
    delivery: nullish(AgentMessageDelivery),
    questions: nullish(Type.Array(AsyncUserInputQuestion)),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('functionCallOutput'),
    id: Type.String(),
    name: Type.String(),
    namespace: nullish(Type.String()),
    output: FunctionCallOutputBody,
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('plan'),
    id: Type.String(),
    text: Type.String(),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('reasoning'),
    id: Type.String(),
    summary: Type.Optional(Type.Array(Type.String())),
    content: Type.Optional(Type.Array(Type.String())),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('commandExecution'),
    id: Type.String(),
    pluginId: nullish(Type.String()),
    scriptPath: nullish(Type.String()),
    command: Type.String(),
    cwd: LegacyAppPathString,
    processId: nullish(Type.String()),
    source: Type.Optional(CommandExecutionSource),
    status: CommandExecutionStatus,
    commandActions: Type.Array(CommandAction),
    aggregatedOutput: nullish(Type.String()),
    exitCode: nullish(int32),
    durationMs: nullish(int64),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('fileChange'),
    id: Type.String(),
    changes: Type.Array(FileUpdateChange),
    status: PatchApplyStatus,
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('mcpToolCall'),
    id: Type.String(),
    server: Type.String(),
    tool: Type.String(),
    status: McpToolCallStatus,
    arguments: Type.Unknown(),
    appContext: nullish(McpToolCallAppContext),
    mcpAppResourceUri: nullish(Type.String()),
    mcpAppUi: nullish(McpAppUi),
    pluginId: nullish(Type.String()),
    readOnlyHint: nullish(Type.Boolean()),
    result: nullish(McpToolCallResult),
    error: nullish(McpToolCallError),
    durationMs: nullish(int64),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('dynamicToolCall'),
    id: Type.String(),
    namespace: nullish(Type.String()),
    tool: Type.String(),
    arguments: Type.Unknown(),
    status: DynamicToolCallStatus,
    contentItems: nullish(Type.Array(DynamicToolCallOutputContentItem)),
    success: nullish(Type.Boolean()),
    durationMs: nullish(int64),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('collabAgentToolCall'),
    id: Type.String(),
    tool: CollabAgentTool,
    status: CollabAgentToolCallStatus,
    senderThreadId: Type.String(),
    receiverThreadIds: Type.Array(Type.String()),
    prompt: nullish(Type.String()),
    model: nullish(Type.String()),
    reasoningEffort: nullish(ReasoningEffort),
    agentsStates: Type.Record(Type.String(), CollabAgentState),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('subAgentActivity'),
    model: nullish(Type.String()),
    reasoningEffort: nullish(ReasoningEffort),
    id: Type.String(),
    kind: SubAgentActivityKind,
    agentThreadId: Type.String(),
    agentPath: Type.String(),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('webSearch'),
    ...WebSearchItem.properties,
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('imageView'),
    id: Type.String(),
    path: LegacyAppPathString,
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('sleep'),
    ...SleepItem.properties,
    ...threadItemCommon,
  }),
  either(
    'ImageGenerationOutput',
    { type: Type.Literal('imageGeneration'), ...imageGenerationFields, ...threadItemCommon },
    imageGenerationOutputs,
  ),
  Type.Object({
    type: Type.Literal('enteredReviewMode'),
    id: Type.String(),
    review: Type.String(),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('exitedReviewMode'),
    id: Type.String(),
    review: Type.String(),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('contextCompaction'),
    id: Type.String(),
    ...threadItemCommon,
  }),
]);
export type ThreadItem = Static<typeof ThreadItem>;
