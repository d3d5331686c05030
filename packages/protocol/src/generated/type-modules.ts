// The modules that declare types of the wire. Made by `npm run generate`.
import * as accountSessionList from '../account-session/list.ts';
import * as accountSessionSwitch from '../account-session/switch.ts';
import * as accountAccount from '../account/account.ts';
import * as accountAddCredits from '../account/add-credits.ts';
import * as accountAuthTokens from '../account/auth-tokens.ts';
import * as accountBedrock from '../account/bedrock.ts';
import * as accountGatewayOauth from '../account/gateway-oauth.ts';
import * as accountGcp from '../account/gcp.ts';
import * as accountLogin from '../account/login.ts';
import * as accountRateLimitsRead from '../account/rate-limits-read.ts';
import * as accountRateLimits from '../account/rate-limits.ts';
import * as accountResetCredits from '../account/reset-credits.ts';
import * as accountSecuritySetup from '../account/security-setup.ts';
import * as accountUsage from '../account/usage.ts';
import * as accountWorkspaceMessages from '../account/workspace-messages.ts';
import * as appApp from '../app/app.ts';
import * as appInstalled from '../app/installed.ts';
import * as appList from '../app/list.ts';
import * as appRead from '../app/read.ts';
import * as approvalAutoReview from '../approval/auto-review.ts';
import * as approvalCommandExecution from '../approval/command-execution.ts';
import * as approvalElicitation from '../approval/elicitation.ts';
import * as approvalFileChange from '../approval/file-change.ts';
import * as approvalLegacy from '../approval/legacy.ts';
import * as approvalNotices from '../approval/notices.ts';
import * as approvalPermissions from '../approval/permissions.ts';
import * as approvalUserInput from '../approval/user-input.ts';
import * as collaborationModeList from '../collaboration-mode/list.ts';
import * as commandExec from '../command/exec.ts';
import * as configRequirementsComputerUse from '../config-requirements/computer-use.ts';
import * as configRequirementsHooks from '../config-requirements/hooks.ts';
import * as configRequirementsNetwork from '../config-requirements/network.ts';
import * as configRequirementsOtel from '../config-requirements/otel.ts';
import * as configRequirementsRead from '../config-requirements/read.ts';
import * as configApprovalPolicy from '../config/approval-policy.ts';
import * as configApps from '../config/apps.ts';
import * as configBrowserUse from '../config/browser-use.ts';
import * as configConfig from '../config/config.ts';
import * as configLayers from '../config/layers.ts';
import * as configNotifications from '../config/notifications.ts';
import * as configPaths from '../config/paths.ts';
import * as configPermissions from '../config/permissions.ts';
import * as configRead from '../config/read.ts';
import * as configSandbox from '../config/sandbox.ts';
import * as configWebSearch from '../config/web-search.ts';
import * as configWrite from '../config/write.ts';
import * as environmentAdd from '../environment/add.ts';
import * as environmentInfo from '../environment/info.ts';
import * as environmentStatus from '../environment/status.ts';
import * as experimentalFeatureEnablementSet from '../experimental-feature/enablement-set.ts';
import * as experimentalFeatureList from '../experimental-feature/list.ts';
import * as externalAgentConfigDetect from '../external-agent-config/detect.ts';
import * as externalAgentConfigHistory from '../external-agent-config/history.ts';
import * as externalAgentConfigImport from '../external-agent-config/import.ts';
import * as externalAgentConfigMigration from '../external-agent-config/migration.ts';
import * as feedbackSave from '../feedback/save.ts';
import * as feedbackUpload from '../feedback/upload.ts';
import * as fsDirectories from '../fs/directories.ts';
import * as fsFiles from '../fs/files.ts';
import * as fsWatch from '../fs/watch.ts';
import * as fuzzyFileSearchSearch from '../fuzzy-file-search/search.ts';
import * as fuzzyFileSearchSession from '../fuzzy-file-search/session.ts';
import * as hookHook from '../hook/hook.ts';
import * as hookList from '../hook/list.ts';
import * as hookRun from '../hook/run.ts';
import * as initializeInitialize from '../initialize/initialize.ts';
import * as itemAgentMessage from '../item/agent-message.ts';
import * as itemCollabAgent from '../item/collab-agent.ts';
import * as itemCommandExecution from '../item/command-execution.ts';
import * as itemDynamicToolCall from '../item/dynamic-tool-call.ts';
import * as itemFileChange from '../item/file-change.ts';
import * as itemMcpToolCall from '../item/mcp-tool-call.ts';
import * as itemNotifications from '../item/notifications.ts';
import * as itemReasoning from '../item/reasoning.ts';
import * as itemThreadItem from '../item/thread-item.ts';
import * as itemUserInput from '../item/user-input.ts';
import * as jsonRpc from '../json-rpc.ts';
import * as legacyAuthStatus from '../legacy/auth-status.ts';
import * as legacyConversationSummary from '../legacy/conversation-summary.ts';
import * as legacyGitDiff from '../legacy/git-diff.ts';
import * as marketplaceAdd from '../marketplace/add.ts';
import * as marketplaceRemove from '../marketplace/remove.ts';
import * as marketplaceUpgrade from '../marketplace/upgrade.ts';
import * as mcpServerEventStream from '../mcp-server/event-stream.ts';
import * as mcpServerOauthLogin from '../mcp-server/oauth-login.ts';
import * as mcpServerReload from '../mcp-server/reload.ts';
import * as mcpServerResource from '../mcp-server/resource.ts';
import * as mcpServerStatus from '../mcp-server/status.ts';
import * as mcpServerTool from '../mcp-server/tool.ts';
import * as memoryReset from '../memory/reset.ts';
import * as memoryStatus from '../memory/status.ts';
import * as mockExperimentalMethod from '../mock/experimental-method.ts';
import * as modelProviderAuthRecovery from '../model-provider/auth-recovery.ts';
import * as modelProviderCapabilities from '../model-provider/capabilities.ts';
import * as modelProviderConfigWrite from '../model-provider/config-write.ts';
import * as modelProviderError from '../model-provider/error.ts';
import * as modelProviderList from '../model-provider/list.ts';
import * as modelProviderProvider from '../model-provider/provider.ts';
import * as modelCollaborationMode from '../model/collaboration-mode.ts';
import * as modelList from '../model/list.ts';
import * as modelNotifications from '../model/notifications.ts';
import * as modelReasoning from '../model/reasoning.ts';
import * as modelResponseItem from '../model/response-item.ts';
import * as permissionProfileList from '../permission-profile/list.ts';
import * as pluginInstall from '../plugin/install.ts';
import * as pluginInstalled from '../plugin/installed.ts';
import * as pluginList from '../plugin/list.ts';
import * as pluginPlugin from '../plugin/plugin.ts';
import * as pluginRead from '../plugin/read.ts';
import * as pluginReconcile from '../plugin/reconcile.ts';
import * as pluginScheduledTask from '../plugin/scheduled-task.ts';
import * as pluginSearch from '../plugin/search.ts';
import * as pluginShare from '../plugin/share.ts';
import * as pluginSkillRead from '../plugin/skill-read.ts';
import * as processProcess from '../process/process.ts';
import * as projectProject from '../project/project.ts';
import * as remoteControlClients from '../remote-control/clients.ts';
import * as remoteControlPairing from '../remote-control/pairing.ts';
import * as remoteControlRemoteControl from '../remote-control/remote-control.ts';
import * as requestId from '../request-id.ts';
import * as reviewStart from '../review/start.ts';
import * as rolloutCompress from '../rollout/compress.ts';
import * as serverDiagnostics from '../server/diagnostics.ts';
import * as skillsConfigWrite from '../skills/config-write.ts';
import * as skillsExtraRootsSet from '../skills/extra-roots-set.ts';
import * as skillsList from '../skills/list.ts';
import * as skillsSkill from '../skills/skill.ts';
import * as threadSectionThreadSection from '../thread-section/thread-section.ts';
import * as threadApproveGuardianDeniedAction from '../thread/approve-guardian-denied-action.ts';
import * as threadArchive from '../thread/archive.ts';
import * as threadAttachment from '../thread/attachment.ts';
import * as threadBackgroundTerminals from '../thread/background-terminals.ts';
import * as threadCompact from '../thread/compact.ts';
import * as threadDelete from '../thread/delete.ts';
import * as threadElicitation from '../thread/elicitation.ts';
import * as threadFork from '../thread/fork.ts';
import * as threadGoal from '../thread/goal.ts';
import * as threadGuardianReview from '../thread/guardian-review.ts';
import * as threadInjectItems from '../thread/inject-items.ts';
import * as threadItems from '../thread/items.ts';
import * as threadList from '../thread/list.ts';
import * as threadMemoryMode from '../thread/memory-mode.ts';
import * as threadMemory from '../thread/memory.ts';
import * as threadMetadata from '../thread/metadata.ts';
import * as threadName from '../thread/name.ts';
import * as threadNotifications from '../thread/notifications.ts';
import * as threadPrediction from '../thread/prediction.ts';
import * as threadPrepareApprovedPlan from '../thread/prepare-approved-plan.ts';
import * as threadQueue from '../thread/queue.ts';
import * as threadReadState from '../thread/read-state.ts';
import * as threadRead from '../thread/read.ts';
import * as threadRealtimeSession from '../thread/realtime-session.ts';
import * as threadRealtime from '../thread/realtime.ts';
import * as threadResume from '../thread/resume.ts';
import * as threadRevert from '../thread/revert.ts';
import * as threadSample from '../thread/sample.ts';
import * as threadSearchOccurrences from '../thread/search-occurrences.ts';
import * as threadSearch from '../thread/search.ts';
import * as threadSection from '../thread/section.ts';
import * as threadSettings from '../thread/settings.ts';
import * as threadShellCommand from '../thread/shell-command.ts';
import * as threadStart from '../thread/start.ts';
import * as threadThread from '../thread/thread.ts';
import * as threadTimeline from '../thread/timeline.ts';
import * as threadTokenUsage from '../thread/token-usage.ts';
import * as threadUnsubscribe from '../thread/unsubscribe.ts';
import * as turnInterrupt from '../turn/interrupt.ts';
import * as turnNotifications from '../turn/notifications.ts';
import * as turnRawResponse from '../turn/raw-response.ts';
import * as turnSettings from '../turn/settings.ts';
import * as turnStart from '../turn/start.ts';
import * as turnSteer from '../turn/steer.ts';
import * as turnTurn from '../turn/turn.ts';
import * as userVerificationUserVerification from '../user-verification/user-verification.ts';
import * as windowsSandboxReadiness from '../windows-sandbox/readiness.ts';
import * as windowsSandboxSetup from '../windows-sandbox/setup.ts';
import * as windowsWorldWritableWarning from '../windows/world-writable-warning.ts';

export const typeModules: readonly Readonly<Record<string, object>>[] = [
  accountSessionList,
  accountSessionSwitch,
  accountAccount,
  accountAddCredits,
  accountAuthTokens,
  accountBedrock,
  accountGatewayOauth,
  accountGcp,
  accountLogin,
  accountRateLimitsRead,
  accountRateLimits,
  accountResetCredits,
  accountSecuritySetup,
  accountUsage,
  accountWorkspaceMessages,
  appApp,
  appInstalled,
  appList,
  appRead,
  approvalAutoReview,
  approvalCommandExecution,
  approvalElicitation,
  approvalFileChange,
  approvalLegacy,
  approvalNotices,
  approvalPermissions,
  approvalUserInput,
  collaborationModeList,
  commandExec,
  configRequirementsComputerUse,
  configRequirementsHooks,
  configRequirementsNetwork,
  configRequirementsOtel,
  configRequirementsRead,
  configApprovalPolicy,
  configApps,
  configBrowserUse,
  configConfig,
  configLayers,
  configNotifications,
  configPaths,
  configPermissions,
  configRead,
  configSandbox,
  configWebSearch,
  configWrite,
  environmentAdd,
  environmentInfo,
  environmentStatus,
  experimentalFeatureEnablementSet,
  experimentalFeatureList,
  externalAgentConfigDetect,
  externalAgentConfigHistory,
  externalAgentConfigImport,
  externalAgentConfigMigration,
  feedbackSave,
  feedbackUpload,
  fsDirectories,
  fsFiles,
  fsWatch,
  fuzzyFileSearchSearch,
  fuzzyFileSearchSession,
  hookHook,
  hookList,
  hookRun,
  initializeInitialize,
  itemAgentMessage,
  itemCollabAgent,
  itemCommandExecution,
  itemDynamicToolCall,
  itemFileChange,
  itemMcpToolCall,
  itemNotifications,
  itemReasoning,
  itemThreadItem,
  itemUserInput,
  jsonRpc,
  legacyAuthStatus,
  legacyConversationSummary,
  legacyGitDiff,
  marketplaceAdd,
  marketplaceRemove,
  marketplaceUpgrade,
  mcpServerEventStream,
  mcpServerOauthLogin,
  mcpServerReload,
  mcpServerResource,
  mcpServerStatus,
  mcpServerTool,
  memoryReset,
  memoryStatus,
  mockExperimentalMethod,
  modelProviderAuthRecovery,
  modelProviderCapabilities,
  modelProviderConfigWrite,
  modelProviderError,
  modelProviderList,
  modelProviderProvider,
  modelCollaborationMode,
  modelList,
  modelNotifications,
  modelReasoning,
  modelResponseItem,
  permissionProfileList,
  pluginInstall,
  pluginInstalled,
  pluginList,
  pluginPlugin,
  pluginRead,
  pluginReconcile,
  pluginScheduledTask,
  pluginSearch,
  pluginShare,
  pluginSkillRead,
  processProcess,
  projectProject,
  remoteControlClients,
  remoteControlPairing,
  remoteControlRemoteControl,
  requestId,
  reviewStart,
  rolloutCompress,
  serverDiagnostics,
  skillsConfigWrite,
  skillsExtraRootsSet,
  skillsList,
  skillsSkill,
  threadSectionThreadSection,
  threadApproveGuardianDeniedAction,
  threadArchive,
  threadAttachment,
  threadBackgroundTerminals,
  threadCompact,
  threadDelete,
  threadElicitation,
  threadFork,
  threadGoal,
  threadGuardianReview,
  threadInjectItems,
  threadItems,
  threadList,
  threadMemoryMode,
  threadMemory,
  threadMetadata,
  threadName,
  threadNotifications,
  threadPrediction,
  threadPrepareApprovedPlan,
  threadQueue,
  threadReadState,
  threadRead,
  threadRealtimeSession,
  threadRealtime,
  threadResume,
  threadRevert,
  threadSample,
  threadSearchOccurrences,
  threadSearch,
  threadSection,
  threadSettings,
  threadShellCommand,
  threadStart,
  threadThread,
  threadTimeline,
  threadTokenUsage,
  threadUnsubscribe,
  turnInterrupt,
  turnNotifications,
  turnRawResponse,
  turnSettings,
  turnStart,
  turnSteer,
  turnTurn,
  userVerificationUserVerification,
  windowsSandboxReadiness,
  windowsSandboxSetup,
  windowsWorldWritableWarning,
];
