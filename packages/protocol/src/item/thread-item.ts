import { type Static, Type } from 'typebox';
import { AbsolutePathBuf, LegacyAppPathString } from '../config/paths.ts';
import {
  AgentMessageDelivery,
  AgentMessageModeration,
  AsyncUserInputQuestion,
  MemoryCitation,
} from '../item/agent-message.ts';
import {
  CollabAgentState,
  CollabAgentTool,
  CollabAgentToolCallStatus,
  SubAgentActivityKind,
} from '../item/collab-agent.ts';
import { CommandAction, CommandExecutionSource, CommandExecutionStatus } from '../item/command-execution.ts';
import { DynamicToolCallOutputContentItem, DynamicToolCallStatus } from '../item/dynamic-tool-call.ts';
import { FileUpdateChange, PatchApplyStatus } from '../item/file-change.ts';
import {
  McpAppUi,
  McpToolCallAppContext,
  McpToolCallError,
  McpToolCallResult,
  McpToolCallStatus,
} from '../item/mcp-tool-call.ts';
import { UserInput } from '../item/user-input.ts';
import { ReasoningEffort } from '../model/reasoning.ts';
import { FunctionCallOutputBody, MessagePhase } from '../model/response-item.ts';
import { nullable } from '../schema.ts';

export const HookPromptFragment = Type.Object({
  hookRunId: Type.String(),
  text: Type.String(),
});
export type HookPromptFragment = Static<typeof HookPromptFragment>;

export const ImageGenerationFailure = Type.Object({
  type: Type.Literal('usageLimitExceeded'),
  limitId: Type.String(),
  resetsAt: Type.Optional(nullable(Type.Integer({ format: 'int64' }))),
});
export type ImageGenerationFailure = Static<typeof ImageGenerationFailure>;

export const ImageGenerationInputImage = Type.Object({
  path: AbsolutePathBuf,
  sha256: Type.String(),
});
export type ImageGenerationInputImage = Static<typeof ImageGenerationInputImage>;

export const WebSearchAction = Type.Union([
  Type.Object({
    type: Type.Literal('search'),
    queries: Type.Optional(nullable(Type.Array(Type.String()))),
    query: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('openPage'),
    url: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('findInPage'),
    pattern: Type.Optional(nullable(Type.String())),
    url: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('other'),
  }),
]);
export type WebSearchAction = Static<typeof WebSearchAction>;

const threadItemCommon = {
  completedAtMs: Type.Optional(nullable(Type.Integer({ format: 'int64' }))),
  startedAtMs: Type.Optional(nullable(Type.Integer({ format: 'int64' }))),
};

export const ThreadItem = Type.Union([
  Type.Object({
    type: Type.Literal('userMessage'),
    clientId: Type.Optional(nullable(Type.String())),
    content: Type.Array(UserInput),
    id: Type.String(),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('hookPrompt'),
    fragments: Type.Array(HookPromptFragment),
    id: Type.String(),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('agentMessage'),
    delivery: Type.Optional(nullable(AgentMessageDelivery)),
    id: Type.String(),
    memoryCitation: Type.Optional(nullable(MemoryCitation)),
    moderation: Type.Optional(nullable(AgentMessageModeration)),
    phase: Type.Optional(nullable(MessagePhase)),
    questions: Type.Optional(nullable(Type.Array(AsyncUserInputQuestion))),
    text: Type.String(),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('functionCallOutput'),
    id: Type.String(),
    name: Type.String(),
    namespace: Type.Optional(nullable(Type.String())),
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
    content: Type.Optional(Type.Array(Type.String())),
    id: Type.String(),
    summary: Type.Optional(Type.Array(Type.String())),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('commandExecution'),
    aggregatedOutput: Type.Optional(nullable(Type.String())),
    command: Type.String(),
    commandActions: Type.Array(CommandAction),
    cwd: LegacyAppPathString,
    durationMs: Type.Optional(nullable(Type.Integer({ format: 'int64' }))),
    exitCode: Type.Optional(nullable(Type.Integer({ format: 'int32' }))),
    id: Type.String(),
    pluginId: Type.Optional(nullable(Type.String())),
    processId: Type.Optional(nullable(Type.String())),
    scriptPath: Type.Optional(nullable(Type.String())),
    source: Type.Optional(CommandExecutionSource),
    status: CommandExecutionStatus,
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('fileChange'),
    changes: Type.Array(FileUpdateChange),
    id: Type.String(),
    status: PatchApplyStatus,
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('mcpToolCall'),
    appContext: Type.Optional(nullable(McpToolCallAppContext)),
    arguments: Type.Unknown(),
    durationMs: Type.Optional(nullable(Type.Integer({ format: 'int64' }))),
    error: Type.Optional(nullable(McpToolCallError)),
    id: Type.String(),
    mcpAppResourceUri: Type.Optional(nullable(Type.String())),
    mcpAppUi: Type.Optional(nullable(McpAppUi)),
    pluginId: Type.Optional(nullable(Type.String())),
    readOnlyHint: Type.Optional(nullable(Type.Boolean())),
    result: Type.Optional(nullable(McpToolCallResult)),
    server: Type.String(),
    status: McpToolCallStatus,
    tool: Type.String(),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('dynamicToolCall'),
    arguments: Type.Unknown(),
    contentItems: Type.Optional(nullable(Type.Array(DynamicToolCallOutputContentItem))),
    durationMs: Type.Optional(nullable(Type.Integer({ format: 'int64' }))),
    id: Type.String(),
    namespace: Type.Optional(nullable(Type.String())),
    status: DynamicToolCallStatus,
    success: Type.Optional(nullable(Type.Boolean())),
    tool: Type.String(),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('collabAgentToolCall'),
    agentsStates: Type.Record(Type.String(), CollabAgentState),
    id: Type.String(),
    model: Type.Optional(nullable(Type.String())),
    prompt: Type.Optional(nullable(Type.String())),
    reasoningEffort: Type.Optional(nullable(ReasoningEffort)),
    receiverThreadIds: Type.Array(Type.String()),
    senderThreadId: Type.String(),
    status: CollabAgentToolCallStatus,
    tool: CollabAgentTool,
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('subAgentActivity'),
    agentPath: Type.String(),
    agentThreadId: Type.String(),
    id: Type.String(),
    kind: SubAgentActivityKind,
    model: Type.Optional(nullable(Type.String())),
    reasoningEffort: Type.Optional(nullable(ReasoningEffort)),
    ...threadItemCommon,
  }),
  Type.Object({
    type: Type.Literal('webSearch'),
    action: Type.Optional(nullable(WebSearchAction)),
    id: Type.String(),
    query: Type.String(),
    results: Type.Optional(nullable(Type.Array(Type.Unknown()))),
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
    durationMs: Type.Integer({ format: 'uint64', minimum: 0 }),
    id: Type.String(),
    ...threadItemCommon,
  }),
  Type.Union([
    Type.Object({
      fileId: Type.String(),
      ...threadItemCommon,
    }),
    Type.Object({
      result: Type.String(),
      ...threadItemCommon,
    }),
  ]),
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
