import { type Static, Type } from 'typebox';
import { ApprovalsReviewer, AskForApproval } from '../config/approval-policy.ts';
import { AbsolutePathBuf, LegacyAppPathString } from '../config/paths.ts';
import { ActivePermissionProfile } from '../config/permissions.ts';
import { SandboxMode, SandboxPolicy } from '../config/sandbox.ts';
import { DynamicToolSpec } from '../item/dynamic-tool-call.ts';
import { MultiAgentMode } from '../model/collaboration-mode.ts';
import { Personality, ReasoningEffort } from '../model/reasoning.ts';
import { nullable, stringEnum } from '../schema.ts';
import { Thread, ThreadHistoryMode, ThreadSource } from '../thread/thread.ts';
import { TurnEnvironmentParams } from '../turn/start.ts';

export const CapabilityRootLocation = Type.Object({
  type: Type.Literal('environment'),
  environmentId: Type.String(),
  path: Type.String(),
});
export type CapabilityRootLocation = Static<typeof CapabilityRootLocation>;

export const SelectedCapabilityRoot = Type.Object({
  id: Type.String(),
  location: CapabilityRootLocation,
});
export type SelectedCapabilityRoot = Static<typeof SelectedCapabilityRoot>;

export const ThreadStartSource = stringEnum(['startup', 'clear']);
export type ThreadStartSource = Static<typeof ThreadStartSource>;

export const ThreadStartParams = Type.Object({
  allowProviderModelFallback: Type.Optional(Type.Boolean()),
  approvalPolicy: Type.Optional(nullable(AskForApproval)),
  approvalsReviewer: Type.Optional(nullable(ApprovalsReviewer)),
  baseInstructions: Type.Optional(nullable(Type.String())),
  config: Type.Optional(nullable(Type.Record(Type.String(), Type.Unknown()))),
  cwd: Type.Optional(nullable(Type.String())),
  daybreakEnabled: Type.Optional(nullable(Type.Boolean())),
  developerInstructions: Type.Optional(nullable(Type.String())),
  dynamicTools: Type.Optional(nullable(Type.Array(DynamicToolSpec))),
  environments: Type.Optional(nullable(Type.Array(TurnEnvironmentParams))),
  ephemeral: Type.Optional(nullable(Type.Boolean())),
  experimentalRawEvents: Type.Optional(Type.Boolean()),
  historyMode: Type.Optional(nullable(ThreadHistoryMode)),
  mockExperimentalField: Type.Optional(nullable(Type.String())),
  model: Type.Optional(nullable(Type.String())),
  modelProvider: Type.Optional(nullable(Type.String())),
  multiAgentMode: Type.Optional(nullable(MultiAgentMode)),
  permissions: Type.Optional(nullable(Type.String())),
  personality: Type.Optional(nullable(Personality)),
  projectId: Type.Optional(nullable(Type.String())),
  runtimeWorkspaceRoots: Type.Optional(nullable(Type.Array(AbsolutePathBuf))),
  sandbox: Type.Optional(nullable(SandboxMode)),
  selectedCapabilityRoots: Type.Optional(nullable(Type.Array(SelectedCapabilityRoot))),
  serviceName: Type.Optional(nullable(Type.String())),
  serviceTier: Type.Optional(nullable(Type.String())),
  sessionStartSource: Type.Optional(nullable(ThreadStartSource)),
  threadSource: Type.Optional(nullable(ThreadSource)),
});
export type ThreadStartParams = Static<typeof ThreadStartParams>;

export const ThreadStartResponse = Type.Object({
  activePermissionProfile: Type.Optional(nullable(ActivePermissionProfile)),
  approvalPolicy: AskForApproval,
  approvalsReviewer: ApprovalsReviewer,
  cwd: AbsolutePathBuf,
  disabledPluginIds: Type.Optional(Type.Array(Type.String())),
  instructionSources: Type.Optional(Type.Array(LegacyAppPathString)),
  model: Type.String(),
  modelProvider: Type.String(),
  multiAgentMode: Type.Optional(MultiAgentMode),
  reasoningEffort: Type.Optional(nullable(ReasoningEffort)),
  runtimeWorkspaceRoots: Type.Optional(Type.Array(AbsolutePathBuf)),
  sandbox: SandboxPolicy,
  serviceTier: Type.Optional(nullable(Type.String())),
  thread: Thread,
});
export type ThreadStartResponse = Static<typeof ThreadStartResponse>;

export const ThreadStartedNotification = Type.Object({
  thread: Thread,
});
export type ThreadStartedNotification = Static<typeof ThreadStartedNotification>;
