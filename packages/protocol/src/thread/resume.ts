// Loading a stored thread again, and following one that runs.
import type { Static } from 'typebox';
import { ApprovalsReviewer, AskForApproval } from '../config/approval-policy.ts';
import { AbsolutePathBuf, LegacyAppPathString, PathBuf } from '../config/paths.ts';
import { ActivePermissionProfile } from '../config/permissions.ts';
import { SandboxMode, SandboxPolicy } from '../config/sandbox.ts';
import { CollaborationMode, MultiAgentMode } from '../model/collaboration-mode.ts';
import { Personality, ReasoningEffort } from '../model/reasoning.ts';
import { ResponseItem } from '../model/response-item.ts';
import { nullish, struct, uint32 } from '../schema.ts';
import { TurnItemsView, TurnsPage } from '../turn/turn.ts';
import { Type } from '../type.ts';
import { SortDirection, Thread } from './thread.ts';

/** A first page of turns to send along. */
export const ThreadResumeInitialTurnsPageParams = struct('ThreadResumeInitialTurnsPageParams', {
  limit: nullish(uint32),
  sortDirection: nullish(SortDirection),
  itemsView: nullish(TurnItemsView),
});
export type ThreadResumeInitialTurnsPageParams = Static<typeof ThreadResumeInitialTurnsPageParams>;

/** The thread, and settings to change. `history` and `path` are other ways to name what to resume. */
export const ThreadResumeParams = struct('ThreadResumeParams', {
  threadId: Type.String(),
  history: nullish(Type.Array(ResponseItem)),
  path: nullish(PathBuf),
  model: nullish(Type.String()),
  modelProvider: nullish(Type.String()),
  serviceTier: nullish(Type.String()),
  cwd: nullish(Type.String()),
  runtimeWorkspaceRoots: nullish(Type.Array(AbsolutePathBuf)),
  approvalPolicy: nullish(AskForApproval),
  approvalsReviewer: nullish(ApprovalsReviewer),
  sandbox: nullish(SandboxMode),
  permissions: nullish(Type.String()),
  config: nullish(Type.Record(Type.String(), Type.Unknown())),
  baseInstructions: nullish(Type.String()),
  developerInstructions: nullish(Type.String()),
  personality: nullish(Personality),
  excludeTurns: Type.Optional(Type.Boolean()),
  initialTurnsPage: nullish(ThreadResumeInitialTurnsPageParams),
});
export type ThreadResumeParams = Static<typeof ThreadResumeParams>;

/** The thread and the settings in force. */
export const ThreadResumeResponse = struct('ThreadResumeResponse', {
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
  collaborationMode: nullish(CollaborationMode),
  multiAgentMode: Type.Optional(MultiAgentMode),
  initialTurnsPage: nullish(TurnsPage),
  turnsBackwardsCursor: nullish(Type.String()),
  itemsBackwardsCursor: nullish(Type.String()),
});
export type ThreadResumeResponse = Static<typeof ThreadResumeResponse>;
