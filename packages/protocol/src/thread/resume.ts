import { type Static, Type } from 'typebox';
import { ApprovalsReviewer, AskForApproval } from '../config/approval-policy.ts';
import { AbsolutePathBuf, LegacyAppPathString } from '../config/paths.ts';
import { ActivePermissionProfile } from '../config/permissions.ts';
import { SandboxMode, SandboxPolicy } from '../config/sandbox.ts';
import { CollaborationMode, MultiAgentMode } from '../model/collaboration-mode.ts';
import { Personality, ReasoningEffort } from '../model/reasoning.ts';
import { ResponseItem } from '../model/response-item.ts';
import { nullable } from '../schema.ts';
import { SortDirection, Thread } from '../thread/thread.ts';
import { TurnItemsView, TurnsPage } from '../turn/turn.ts';

export const ThreadResumeInitialTurnsPageParams = Type.Object({
  itemsView: Type.Optional(nullable(TurnItemsView)),
  limit: Type.Optional(nullable(Type.Integer({ format: 'uint32', minimum: 0 }))),
  sortDirection: Type.Optional(nullable(SortDirection)),
});
export type ThreadResumeInitialTurnsPageParams = Static<typeof ThreadResumeInitialTurnsPageParams>;

export const ThreadResumeParams = Type.Object({
  approvalPolicy: Type.Optional(nullable(AskForApproval)),
  approvalsReviewer: Type.Optional(nullable(ApprovalsReviewer)),
  baseInstructions: Type.Optional(nullable(Type.String())),
  config: Type.Optional(nullable(Type.Record(Type.String(), Type.Unknown()))),
  cwd: Type.Optional(nullable(Type.String())),
  developerInstructions: Type.Optional(nullable(Type.String())),
  excludeTurns: Type.Optional(Type.Boolean()),
  history: Type.Optional(nullable(Type.Array(ResponseItem))),
  initialTurnsPage: Type.Optional(nullable(ThreadResumeInitialTurnsPageParams)),
  model: Type.Optional(nullable(Type.String())),
  modelProvider: Type.Optional(nullable(Type.String())),
  path: Type.Optional(nullable(Type.String())),
  permissions: Type.Optional(nullable(Type.String())),
  personality: Type.Optional(nullable(Personality)),
  runtimeWorkspaceRoots: Type.Optional(nullable(Type.Array(AbsolutePathBuf))),
  sandbox: Type.Optional(nullable(SandboxMode)),
  serviceTier: Type.Optional(nullable(Type.String())),
  threadId: Type.String(),
});
export type ThreadResumeParams = Static<typeof ThreadResumeParams>;

export const ThreadResumeResponse = Type.Object({
  activePermissionProfile: Type.Optional(nullable(ActivePermissionProfile)),
  approvalPolicy: AskForApproval,
  approvalsReviewer: ApprovalsReviewer,
  collaborationMode: Type.Optional(nullable(CollaborationMode)),
  cwd: AbsolutePathBuf,
  disabledPluginIds: Type.Optional(Type.Array(Type.String())),
  initialTurnsPage: Type.Optional(nullable(TurnsPage)),
  instructionSources: Type.Optional(Type.Array(LegacyAppPathString)),
  itemsBackwardsCursor: Type.Optional(nullable(Type.String())),
  model: Type.String(),
  modelProvider: Type.String(),
  multiAgentMode: Type.Optional(MultiAgentMode),
  reasoningEffort: Type.Optional(nullable(ReasoningEffort)),
  runtimeWorkspaceRoots: Type.Optional(Type.Array(AbsolutePathBuf)),
  sandbox: SandboxPolicy,
  serviceTier: Type.Optional(nullable(Type.String())),
  thread: Thread,
  turnsBackwardsCursor: Type.Optional(nullable(Type.String())),
});
export type ThreadResumeResponse = Static<typeof ThreadResumeResponse>;
