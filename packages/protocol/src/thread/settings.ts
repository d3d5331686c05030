// Settings a thread keeps for its next turns.
import type { Static } from 'typebox';
import { ApprovalsReviewer, AskForApproval } from '../config/approval-policy.ts';
import { AbsolutePathBuf } from '../config/paths.ts';
import { ActivePermissionProfile } from '../config/permissions.ts';
import { SandboxPolicy } from '../config/sandbox.ts';
import { CollaborationMode, MultiAgentMode } from '../model/collaboration-mode.ts';
import { Personality, ReasoningEffort, ReasoningSummary } from '../model/reasoning.ts';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { ThreadEnvironment } from './thread.ts';

/** All settings in force for the next turn. */
export const ThreadSettings = struct('ThreadSettings', {
  disabledPluginIds: Type.Optional(Type.Array(Type.String())),
  cwd: AbsolutePathBuf,
  environments: nullish(Type.Array(ThreadEnvironment)),
  approvalPolicy: AskForApproval,
  approvalsReviewer: ApprovalsReviewer,
  sandboxPolicy: SandboxPolicy,
  activePermissionProfile: nullish(ActivePermissionProfile),
  model: Type.String(),
  modelProvider: Type.String(),
  serviceTier: nullish(Type.String()),
  effort: nullish(ReasoningEffort),
  summary: nullish(ReasoningSummary),
  collaborationMode: CollaborationMode,
  multiAgentMode: Type.Optional(MultiAgentMode),
  personality: nullish(Personality),
});
export type ThreadSettings = Static<typeof ThreadSettings>;

/** The settings after a change. */
export const ThreadSettingsUpdatedNotification = struct('ThreadSettingsUpdatedNotification', {
  threadId: Type.String(),
  threadSettings: ThreadSettings,
});
export type ThreadSettingsUpdatedNotification = Static<typeof ThreadSettingsUpdatedNotification>;
