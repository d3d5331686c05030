// The method tables: every request and notification of the wire with its schemas. All types derive from them.
import type { Static, TSchema } from 'typebox';
import {
  AttestationGenerateParams,
  AttestationGenerateResponse,
  ChatgptAuthTokensRefreshParams,
  ChatgptAuthTokensRefreshResponse,
  CurrentTimeReadParams,
  CurrentTimeReadResponse,
} from './account/auth-tokens.ts';
import { AccountRateLimitsUpdatedNotification } from './account/rate-limits.ts';
import {
  ItemGuardianApprovalReviewCompletedNotification,
  ItemGuardianApprovalReviewStartedNotification,
} from './approval/auto-review.ts';
import {
  CommandExecutionRequestApprovalParams,
  CommandExecutionRequestApprovalResponse,
} from './approval/command-execution.ts';
import { McpServerElicitationRequestParams, McpServerElicitationRequestResponse } from './approval/elicitation.ts';
import { FileChangeRequestApprovalParams, FileChangeRequestApprovalResponse } from './approval/file-change.ts';
import {
  ApplyPatchApprovalParams,
  ApplyPatchApprovalResponse,
  ExecCommandApprovalParams,
  ExecCommandApprovalResponse,
} from './approval/legacy.ts';
import { PermissionsRequestApprovalParams, PermissionsRequestApprovalResponse } from './approval/permissions.ts';
import { ToolRequestUserInputParams, ToolRequestUserInputResponse } from './approval/user-input.ts';
import {
  ConfigWarningNotification,
  DeprecationNoticeNotification,
  WarningNotification,
} from './config/notifications.ts';
import { InitializeParams, InitializeResponse } from './initialize/initialize.ts';
import { AgentMessageDeltaNotification, PlanDeltaNotification } from './item/agent-message.ts';
import { CommandExecutionOutputDeltaNotification, TerminalInteractionNotification } from './item/command-execution.ts';
import { DynamicToolCallParams, DynamicToolCallResponse } from './item/dynamic-tool-call.ts';
import { FileChangeOutputDeltaNotification, FileChangePatchUpdatedNotification } from './item/file-change.ts';
import { McpToolCallProgressNotification } from './item/mcp-tool-call.ts';
import { ItemCompletedNotification, ItemStartedNotification } from './item/notifications.ts';
import {
  ReasoningSummaryPartAddedNotification,
  ReasoningSummaryTextDeltaNotification,
  ReasoningTextDeltaNotification,
} from './item/reasoning.ts';
import type { ClientMethodName, ServerNotificationName, ServerRequestName } from './method-names.ts';
import { RemoteControlStatusChangedNotification } from './remote-control/remote-control.ts';
import {
  ThreadListParams,
  ThreadListResponse,
  ThreadLoadedListParams,
  ThreadLoadedListResponse,
} from './thread/list.ts';
import {
  ServerRequestResolvedNotification,
  ThreadClosedNotification,
  ThreadGoalClearedNotification,
  ThreadNameUpdatedNotification,
  ThreadStatusChangedNotification,
} from './thread/notifications.ts';
import { ThreadReadParams, ThreadReadResponse, ThreadTurnsListParams, ThreadTurnsListResponse } from './thread/read.ts';
import { ThreadReadStateChangedNotification } from './thread/read-state.ts';
import { ThreadResumeParams, ThreadResumeResponse } from './thread/resume.ts';
import { ThreadSettingsUpdatedNotification } from './thread/settings.ts';
import { ThreadStartedNotification, ThreadStartParams, ThreadStartResponse } from './thread/start.ts';
import { ThreadTokenUsageUpdatedNotification } from './thread/token-usage.ts';
import { ThreadUnsubscribeParams, ThreadUnsubscribeResponse } from './thread/unsubscribe.ts';
import { TurnInterruptParams, TurnInterruptResponse } from './turn/interrupt.ts';
import {
  ErrorNotification,
  TurnCompletedNotification,
  TurnDiffUpdatedNotification,
  TurnModerationMetadataNotification,
  TurnPlanUpdatedNotification,
  TurnStartedNotification,
} from './turn/notifications.ts';
import { TurnStartParams, TurnStartResponse } from './turn/start.ts';
import { TurnSteerParams, TurnSteerResponse } from './turn/steer.ts';

/**
 * What a request needs: its schemas (`Type.Null()` for no parameters), and `scope`: the parameter whose value orders
 * requests (first in, first out).
 */
export interface RequestSpec {
  readonly params: TSchema;
  readonly result: TSchema;
  readonly scope?: 'threadId';
}

/** Requests of the client that this server answers. Names of the whole surface: `method-names.ts`. */
export const clientRequests = {
  initialize: { params: InitializeParams, result: InitializeResponse },
  'thread/start': { params: ThreadStartParams, result: ThreadStartResponse },
  'thread/resume': { params: ThreadResumeParams, result: ThreadResumeResponse, scope: 'threadId' },
  'thread/list': { params: ThreadListParams, result: ThreadListResponse },
  'thread/loaded/list': { params: ThreadLoadedListParams, result: ThreadLoadedListResponse },
  'thread/read': { params: ThreadReadParams, result: ThreadReadResponse, scope: 'threadId' },
  'thread/turns/list': { params: ThreadTurnsListParams, result: ThreadTurnsListResponse },
  'thread/unsubscribe': { params: ThreadUnsubscribeParams, result: ThreadUnsubscribeResponse, scope: 'threadId' },
  'turn/start': { params: TurnStartParams, result: TurnStartResponse, scope: 'threadId' },
  'turn/steer': { params: TurnSteerParams, result: TurnSteerResponse, scope: 'threadId' },
  'turn/interrupt': { params: TurnInterruptParams, result: TurnInterruptResponse, scope: 'threadId' },
} as const satisfies { readonly [M in ClientMethodName]?: RequestSpec };

/** Requests of the server, answered by a client. */
export const serverRequests = {
  'item/commandExecution/requestApproval': {
    params: CommandExecutionRequestApprovalParams,
    result: CommandExecutionRequestApprovalResponse,
  },
  'item/fileChange/requestApproval': {
    params: FileChangeRequestApprovalParams,
    result: FileChangeRequestApprovalResponse,
  },
  'item/tool/requestUserInput': { params: ToolRequestUserInputParams, result: ToolRequestUserInputResponse },
  'mcpServer/elicitation/request': {
    params: McpServerElicitationRequestParams,
    result: McpServerElicitationRequestResponse,
  },
  'item/permissions/requestApproval': {
    params: PermissionsRequestApprovalParams,
    result: PermissionsRequestApprovalResponse,
  },
  'item/tool/call': { params: DynamicToolCallParams, result: DynamicToolCallResponse },
  'account/chatgptAuthTokens/refresh': {
    params: ChatgptAuthTokensRefreshParams,
    result: ChatgptAuthTokensRefreshResponse,
  },
  'attestation/generate': { params: AttestationGenerateParams, result: AttestationGenerateResponse },
  'currentTime/read': { params: CurrentTimeReadParams, result: CurrentTimeReadResponse },
  applyPatchApproval: { params: ApplyPatchApprovalParams, result: ApplyPatchApprovalResponse },
  execCommandApproval: { params: ExecCommandApprovalParams, result: ExecCommandApprovalResponse },
} as const satisfies Record<ServerRequestName, RequestSpec>;

/** Notifications of the server. */
export const serverNotifications = {
  error: ErrorNotification,
  'thread/started': ThreadStartedNotification,
  'thread/status/changed': ThreadStatusChangedNotification,
  'thread/readState/changed': ThreadReadStateChangedNotification,
  'thread/closed': ThreadClosedNotification,
  'thread/name/updated': ThreadNameUpdatedNotification,
  'thread/goal/cleared': ThreadGoalClearedNotification,
  'thread/settings/updated': ThreadSettingsUpdatedNotification,
  'thread/tokenUsage/updated': ThreadTokenUsageUpdatedNotification,
  'turn/started': TurnStartedNotification,
  'turn/completed': TurnCompletedNotification,
  'turn/diff/updated': TurnDiffUpdatedNotification,
  'turn/plan/updated': TurnPlanUpdatedNotification,
  'item/started': ItemStartedNotification,
  'item/autoApprovalReview/started': ItemGuardianApprovalReviewStartedNotification,
  'item/autoApprovalReview/completed': ItemGuardianApprovalReviewCompletedNotification,
  'item/completed': ItemCompletedNotification,
  'item/agentMessage/delta': AgentMessageDeltaNotification,
  'item/plan/delta': PlanDeltaNotification,
  'item/commandExecution/outputDelta': CommandExecutionOutputDeltaNotification,
  'item/commandExecution/terminalInteraction': TerminalInteractionNotification,
  'item/fileChange/outputDelta': FileChangeOutputDeltaNotification,
  'item/fileChange/patchUpdated': FileChangePatchUpdatedNotification,
  'serverRequest/resolved': ServerRequestResolvedNotification,
  'item/mcpToolCall/progress': McpToolCallProgressNotification,
  'account/rateLimits/updated': AccountRateLimitsUpdatedNotification,
  'remoteControl/status/changed': RemoteControlStatusChangedNotification,
  'item/reasoning/summaryTextDelta': ReasoningSummaryTextDeltaNotification,
  'item/reasoning/summaryPartAdded': ReasoningSummaryPartAddedNotification,
  'item/reasoning/textDelta': ReasoningTextDeltaNotification,
  'turn/moderationMetadata': TurnModerationMetadataNotification,
  warning: WarningNotification,
  deprecationNotice: DeprecationNoticeNotification,
  configWarning: ConfigWarningNotification,
} as const satisfies { readonly [M in ServerNotificationName]?: TSchema };

export type ClientMethod = keyof typeof clientRequests;
export type Params<M extends ClientMethod> = Static<(typeof clientRequests)[M]['params']>;
export type Result<M extends ClientMethod> = Static<(typeof clientRequests)[M]['result']>;

export type ServerRequestMethod = keyof typeof serverRequests;
export type ServerRequestParams<M extends ServerRequestMethod> = Static<(typeof serverRequests)[M]['params']>;
export type ServerRequestResult<M extends ServerRequestMethod> = Static<(typeof serverRequests)[M]['result']>;
/** A request of the server as it is on the wire. `id` counts from 0 per server process. */
export type ServerRequest = {
  [M in ServerRequestMethod]: { method: M; id: number; params: ServerRequestParams<M> };
}[ServerRequestMethod];

export type ServerNotificationMethod = keyof typeof serverNotifications;
export type ServerNotificationParams<M extends ServerNotificationMethod> = Static<(typeof serverNotifications)[M]>;
/** A notification of the server as it is on the wire. `emittedAtMs`: Unix time in milliseconds. */
export type ServerNotification = {
  [M in ServerNotificationMethod]: { method: M; params: ServerNotificationParams<M>; emittedAtMs?: number };
}[ServerNotificationMethod];

/** The `error` member of a JSON-RPC answer. */
export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}
