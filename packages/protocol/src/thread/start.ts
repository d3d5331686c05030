// Creating a thread.
import type { Static } from 'typebox';
import { ApprovalsReviewer, AskForApproval } from '../config/approval-policy.ts';
import { AbsolutePathBuf, LegacyAppPathString } from '../config/paths.ts';
import { ActivePermissionProfile } from '../config/permissions.ts';
import { SandboxMode, SandboxPolicy } from '../config/sandbox.ts';
import { DynamicToolSpec } from '../item/dynamic-tool-call.ts';
import { MultiAgentMode } from '../model/collaboration-mode.ts';
import { Personality, ReasoningEffort } from '../model/reasoning.ts';
import { nullish, stringEnum, struct } from '../schema.ts';
import { TurnEnvironmentParams } from '../turn/start.ts';
import { Type } from '../type.ts';
import { Thread, ThreadHistoryMode, ThreadSource } from './thread.ts';

/** Where a capability's files are. */
export const CapabilityRootLocation = struct('CapabilityRootLocation', {
  type: Type.Literal('environment'),
  environmentId: Type.String(),
  path: Type.String(),
});
export type CapabilityRootLocation = Static<typeof CapabilityRootLocation>;

/** A capability the client switched on for this thread. */
export const SelectedCapabilityRoot = struct('SelectedCapabilityRoot', {
  id: Type.String(),
  location: CapabilityRootLocation,
});
export type SelectedCapabilityRoot = Static<typeof SelectedCapabilityRoot>;

/** Why the client starts a thread. */
export const ThreadStartSource = stringEnum(['startup', 'clear']);
export type ThreadStartSource = Static<typeof ThreadStartSource>;

/** Settings of the new thread; what is absent comes from the configuration. */
export const ThreadStartParams = struct('ThreadStartParams', {
  model: nullish(Type.String()),
  modelProvider: nullish(Type.String()),
  allowProviderModelFallback: Type.Optional(Type.Boolean()),
  serviceTier: nullish(Type.String()),
  cwd: nullish(Type.String()),
  runtimeWorkspaceRoots: nullish(Type.Array(AbsolutePathBuf)),
  approvalPolicy: nullish(AskForApproval),
  approvalsReviewer: nullish(ApprovalsReviewer),
  sandbox: nullish(SandboxMode),
  permissions: nullish(Type.String()),
  config: nullish(Type.Record(Type.String(), Type.Unknown())),
  serviceName: nullish(Type.String()),
  baseInstructions: nullish(Type.String()),
  developerInstructions: nullish(Type.String()),
  personality: nullish(Personality),
  multiAgentMode: nullish(MultiAgentMode),
  ephemeral: nullish(Type.Boolean()),
  historyMode: nullish(ThreadHistoryMode),
  sessionStartSource: nullish(ThreadStartSource),
  threadSource: nullish(ThreadSource),
  projectId: nullish(Type.String()),
  daybreakEnabled: nullish(Type.Boolean()),
  environments: nullish(Type.Array(TurnEnvironmentParams)),
  dynamicTools: nullish(Type.Array(DynamicToolSpec, { title: 'DynamicToolSpecs' })),
  selectedCapabilityRoots: nullish(Type.Array(SelectedCapabilityRoot)),
  mockExperimentalField: nullish(Type.String()),
  experimentalRawEvents: Type.Optional(Type.Boolean()),
});
export type ThreadStartParams = Static<typeof ThreadStartParams>;

/** The thread and the settings in force. */
export const ThreadStartResponse = struct('ThreadStartResponse', {
  thread: Thread,
  model: Type.String(),
  modelProvider: Type.String(),
  serviceTier: nullish(Type.String()),
  disabledPluginIds: Type.Optional(Type.Array(Type.String())),
  cwd: AbsolutePathBuf,
  runtimeWorkspaceRoots: Type.Optional(Type.Array(AbsolutePathBuf)),
  instructionSources: Type.Optional(Type.Array(LegacyAppPathString)),
  approvalPolicy: AskForApproval,
  approvalsReviewer: ApprovalsReviewer,
  sandbox: SandboxPolicy,
  activePermissionProfile: nullish(ActivePermissionProfile),
  reasoningEffort: nullish(ReasoningEffort),
  multiAgentMode: Type.Optional(MultiAgentMode),
});
export type ThreadStartResponse = Static<typeof ThreadStartResponse>;

/** A thread was created or loaded. */
export const ThreadStartedNotification = struct('ThreadStartedNotification', {
  thread: Thread,
});
export type ThreadStartedNotification = Static<typeof ThreadStartedNotification>;
