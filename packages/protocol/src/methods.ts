// The method tables: every request and notification of the wire with its schemas, joined from the tables of the
// resources (`<resource>/methods.ts`). All types derive from them.
import type { Static } from 'typebox';
import {
  AttestationGenerateParams,
  AttestationGenerateResponse,
  ChatgptAuthTokensRefreshParams,
  ChatgptAuthTokensRefreshResponse,
  CurrentTimeReadParams,
  CurrentTimeReadResponse,
} from './account/auth-tokens.ts';
import { accountNotifications, accountRequests } from './account/methods.ts';
import { accountSessionRequests } from './account-session/methods.ts';
import { appNotifications, appRequests } from './app/methods.ts';
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
import { GuardianWarningNotification, StrictReviewRequiredNotification } from './approval/notices.ts';
import { PermissionsRequestApprovalParams, PermissionsRequestApprovalResponse } from './approval/permissions.ts';
import { ToolRequestUserInputParams, ToolRequestUserInputResponse } from './approval/user-input.ts';
import { CollaborationModeListParams, CollaborationModeListResponse } from './collaboration-mode/list.ts';
import { commandNotifications, commandRequests } from './command/methods.ts';
import { configRequests } from './config/methods.ts';
import {
  ConfigWarningNotification,
  DeprecationNoticeNotification,
  WarningNotification,
} from './config/notifications.ts';
import { environmentRequests } from './environment/methods.ts';
import { experimentalFeatureRequests } from './experimental-feature/methods.ts';
import { externalAgentConfigNotifications, externalAgentConfigRequests } from './external-agent-config/methods.ts';
import { feedbackRequests } from './feedback/methods.ts';
import { fsNotifications, fsRequests } from './fs/methods.ts';
import { fuzzyFileSearchNotifications, fuzzyFileSearchRequests } from './fuzzy-file-search/methods.ts';
import { hookNotifications, hookRequests } from './hook/methods.ts';
import { InitializeParams, InitializeResponse } from './initialize/initialize.ts';
import { DynamicToolCallParams, DynamicToolCallResponse } from './item/dynamic-tool-call.ts';
import { itemNotifications } from './item/methods.ts';
import { legacyRequests } from './legacy/methods.ts';
import { marketplaceRequests } from './marketplace/methods.ts';
import { mcpServerNotifications, mcpServerRequests } from './mcp-server/methods.ts';
import { memoryRequests } from './memory/methods.ts';
import type { NotificationTable, RequestTable } from './method-table.ts';
import { MockExperimentalMethodParams, MockExperimentalMethodResponse } from './mock/experimental-method.ts';
import { modelNotifications, modelRequests } from './model/methods.ts';
import { modelProviderNotifications, modelProviderRequests } from './model-provider/methods.ts';
import { PermissionProfileListParams, PermissionProfileListResponse } from './permission-profile/list.ts';
import { pluginRequests } from './plugin/methods.ts';
import { processNotifications, processRequests } from './process/methods.ts';
import { projectNotifications, projectRequests } from './project/methods.ts';
import { remoteControlNotifications, remoteControlRequests } from './remote-control/methods.ts';
import { ReviewStartParams, ReviewStartResponse } from './review/start.ts';
import { RolloutCompressResponse } from './rollout/compress.ts';
import { ServerDiagnosticsParams, ServerDiagnosticsResponse } from './server/diagnostics.ts';
import { skillsNotifications, skillsRequests } from './skills/methods.ts';
import { threadNotifications, threadRequests } from './thread/methods.ts';
import { threadSectionRequests } from './thread-section/methods.ts';
import { turnNotifications, turnRequests } from './turn/methods.ts';
import { Type } from './type.ts';
import { userVerificationRequests } from './user-verification/methods.ts';
import { WindowsWorldWritableWarningNotification } from './windows/world-writable-warning.ts';
import { windowsSandboxNotifications, windowsSandboxRequests } from './windows-sandbox/methods.ts';

/** Every request of a client, whether this server answers it or not. */
export const clientRequests = {
  initialize: { params: InitializeParams, result: InitializeResponse },
  ...threadRequests,
  ...turnRequests,
  ...threadSectionRequests,
  ...projectRequests,
  'review/start': { params: ReviewStartParams, result: ReviewStartResponse, scope: 'threadId' },
  ...commandRequests,
  ...processRequests,
  ...fsRequests,
  ...fuzzyFileSearchRequests,
  ...environmentRequests,
  ...memoryRequests,
  'rollout/compress': { params: Type.Null(), result: RolloutCompressResponse, experimental: true },
  'server/diagnostics': { params: ServerDiagnosticsParams, result: ServerDiagnosticsResponse, experimental: true },
  ...userVerificationRequests,
  ...legacyRequests,
  ...accountRequests,
  ...accountSessionRequests,
  ...appRequests,
  'collaborationMode/list': {
    params: CollaborationModeListParams,
    result: CollaborationModeListResponse,
    experimental: true,
  },
  ...configRequests,
  ...experimentalFeatureRequests,
  ...externalAgentConfigRequests,
  ...feedbackRequests,
  ...hookRequests,
  ...marketplaceRequests,
  ...mcpServerRequests,
  ...modelRequests,
  ...modelProviderRequests,
  'permissionProfile/list': { params: PermissionProfileListParams, result: PermissionProfileListResponse },
  ...pluginRequests,
  ...skillsRequests,
  ...remoteControlRequests,
  ...windowsSandboxRequests,
  'mock/experimentalMethod': {
    params: MockExperimentalMethodParams,
    result: MockExperimentalMethodResponse,
    experimental: true,
  },
} as const satisfies RequestTable;

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
  'currentTime/read': { params: CurrentTimeReadParams, result: CurrentTimeReadResponse, experimental: true },
  applyPatchApproval: { params: ApplyPatchApprovalParams, result: ApplyPatchApprovalResponse },
  execCommandApproval: { params: ExecCommandApprovalParams, result: ExecCommandApprovalResponse },
} as const satisfies RequestTable;

/** Notifications of the server. */
export const serverNotifications = {
  ...threadNotifications,
  ...turnNotifications,
  ...itemNotifications,
  ...projectNotifications,
  ...commandNotifications,
  ...processNotifications,
  ...fsNotifications,
  ...fuzzyFileSearchNotifications,
  ...accountNotifications,
  ...appNotifications,
  ...externalAgentConfigNotifications,
  ...hookNotifications,
  ...mcpServerNotifications,
  ...modelNotifications,
  ...modelProviderNotifications,
  ...skillsNotifications,
  ...windowsSandboxNotifications,
  'autoApprovalReview/strictReviewRequired': StrictReviewRequiredNotification,
  guardianWarning: GuardianWarningNotification,
  'windows/worldWritableWarning': WindowsWorldWritableWarningNotification,
  ...remoteControlNotifications,
  warning: WarningNotification,
  deprecationNotice: DeprecationNoticeNotification,
  configWarning: ConfigWarningNotification,
} as const satisfies NotificationTable;

// Looked up, not computed: the compiler works each type out once, however generic the code that names it.
type ParamsByMethod = { [M in keyof typeof clientRequests]: Static<(typeof clientRequests)[M]['params']> };
type ResultByMethod = { [M in keyof typeof clientRequests]: Static<(typeof clientRequests)[M]['result']> };
type AskParamsByMethod = { [M in keyof typeof serverRequests]: Static<(typeof serverRequests)[M]['params']> };
type AnswerByMethod = { [M in keyof typeof serverRequests]: Static<(typeof serverRequests)[M]['result']> };
type NotificationByMethod = { [M in keyof typeof serverNotifications]: Static<(typeof serverNotifications)[M]> };

export type ClientMethod = keyof typeof clientRequests;
export type Params<M extends ClientMethod> = ParamsByMethod[M];
export type Result<M extends ClientMethod> = ResultByMethod[M];

export type ServerRequestMethod = keyof typeof serverRequests;
export type ServerRequestParams<M extends ServerRequestMethod> = AskParamsByMethod[M];
export type ServerRequestResult<M extends ServerRequestMethod> = AnswerByMethod[M];
/** A request of the server as it is on the wire. `id` counts from 0 per server process. */
export type ServerRequest = {
  [M in ServerRequestMethod]: { method: M; id: number; params: ServerRequestParams<M> };
}[ServerRequestMethod];

export type ServerNotificationMethod = keyof typeof serverNotifications;
export type ServerNotificationParams<M extends ServerNotificationMethod> = NotificationByMethod[M];
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
