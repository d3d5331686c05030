// Settings a thread keeps for its next turns.
import type { Static } from 'typebox';
import { ApprovalsReviewer, AskForApproval } from '../config/approval-policy.ts';
import { AbsolutePathBuf, PathBuf } from '../config/paths.ts';
import { ActivePermissionProfile } from '../config/permissions.ts';
import { SandboxPolicy } from '../config/sandbox.ts';
import { CollaborationMode, MultiAgentMode } from '../model/collaboration-mode.ts';
import { Personality, ReasoningEffort, ReasoningSummary } from '../model/reasoning.ts';
import { nullish, struct } from '../schema.ts';
import { TurnEnvironmentParams } from '../turn/start.ts';
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

/** Settings of later turns; absent ones stay as they are, and so do null ones unless their line says otherwise. */
export const ThreadSettingsUpdateParams = struct('ThreadSettingsUpdateParams', {
  threadId: Type.String(),
  disabledPluginIds: nullish(Type.Array(Type.String())),
  cwd: nullish(PathBuf),
  /** An empty list: no environment. `cwd` alone selects the default ones for that folder. */
  environments: nullish(Type.Array(TurnEnvironmentParams)),
  approvalPolicy: nullish(AskForApproval),
  approvalsReviewer: nullish(ApprovalsReviewer),
  sandboxPolicy: nullish(SandboxPolicy),
  /** The name of a permission profile; not together with `sandboxPolicy`. */
  permissions: nullish(Type.String()),
  model: nullish(Type.String()),
  /** null: none. */
  serviceTier: nullish(Type.String()),
  effort: nullish(ReasoningEffort),
  summary: nullish(ReasoningSummary),
  collaborationMode: nullish(CollaborationMode),
  /** Ignored; `effort` decides. */
  multiAgentMode: nullish(MultiAgentMode),
  /** Has no effect any more. */
  personality: nullish(Personality),
});
export type ThreadSettingsUpdateParams = Static<typeof ThreadSettingsUpdateParams>;

/** Empty: `thread/settings/updated` tells what is in force. */
export const ThreadSettingsUpdateResponse = struct('ThreadSettingsUpdateResponse', {});
export type ThreadSettingsUpdateResponse = Static<typeof ThreadSettingsUpdateResponse>;
