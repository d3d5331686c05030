import { type Static, Type } from 'typebox';
import { ApprovalsReviewer, AskForApproval } from '../config/approval-policy.ts';
import { AbsolutePathBuf } from '../config/paths.ts';
import { ActivePermissionProfile } from '../config/permissions.ts';
import { SandboxPolicy } from '../config/sandbox.ts';
import { CollaborationMode, MultiAgentMode } from '../model/collaboration-mode.ts';
import { Personality, ReasoningEffort, ReasoningSummary } from '../model/reasoning.ts';
import { nullable } from '../schema.ts';
import { ThreadEnvironment } from '../thread/thread.ts';

export const ThreadSettings = Type.Object({
  activePermissionProfile: Type.Optional(nullable(ActivePermissionProfile)),
  approvalPolicy: AskForApproval,
  approvalsReviewer: ApprovalsReviewer,
  collaborationMode: CollaborationMode,
  cwd: AbsolutePathBuf,
  disabledPluginIds: Type.Optional(Type.Array(Type.String())),
  effort: Type.Optional(nullable(ReasoningEffort)),
  environments: Type.Optional(nullable(Type.Array(ThreadEnvironment))),
  model: Type.String(),
  modelProvider: Type.String(),
  multiAgentMode: Type.Optional(MultiAgentMode),
  personality: Type.Optional(nullable(Personality)),
  sandboxPolicy: SandboxPolicy,
  serviceTier: Type.Optional(nullable(Type.String())),
  summary: Type.Optional(nullable(ReasoningSummary)),
});
export type ThreadSettings = Static<typeof ThreadSettings>;

export const ThreadSettingsUpdatedNotification = Type.Object({
  threadId: Type.String(),
  threadSettings: ThreadSettings,
});
export type ThreadSettingsUpdatedNotification = Static<typeof ThreadSettingsUpdatedNotification>;
