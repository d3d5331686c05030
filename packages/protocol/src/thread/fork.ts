// Copying a thread, as a whole or up to one of its turns.
import type { Static } from 'typebox';
import { ApprovalsReviewer, AskForApproval } from '../config/approval-policy.ts';
import { AbsolutePathBuf, LegacyAppPathString, PathBuf } from '../config/paths.ts';
import { ActivePermissionProfile } from '../config/permissions.ts';
import { SandboxMode, SandboxPolicy } from '../config/sandbox.ts';
import { MultiAgentMode } from '../model/collaboration-mode.ts';
import { ReasoningEffort } from '../model/reasoning.ts';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { Thread, ThreadSource } from './thread.ts';

/** The thread to copy, and settings of the copy; what is absent is as in the source. */
export const ThreadForkParams = struct('ThreadForkParams', {
  threadId: Type.String(),
  /** The copy shares the configuration, tools and cached prompt of its loaded source; it must be ephemeral. */
  experimentalPredictionMode: Type.Optional(Type.Boolean()),
  /** Leaves MCP servers out of such a copy. */
  experimentalDisablePredictionMcp: Type.Optional(Type.Boolean()),
  /** The copy ends with this turn; null: with the last one. */
  lastTurnId: nullish(Type.String()),
  /** The copy ends before this turn; not together with `lastTurnId`. */
  beforeTurnId: nullish(Type.String()),
  /** A rollout file to copy instead of `threadId`; empty means none. */
  path: nullish(PathBuf),
  model: nullish(Type.String()),
  modelProvider: nullish(Type.String()),
  serviceTier: nullish(Type.String()),
  cwd: nullish(Type.String()),
  runtimeWorkspaceRoots: nullish(Type.Array(AbsolutePathBuf)),
  approvalPolicy: nullish(AskForApproval),
  approvalsReviewer: nullish(ApprovalsReviewer),
  sandbox: nullish(SandboxMode),
  /** The name of a permission profile; not together with `sandbox`. */
  permissions: nullish(Type.String()),
  config: nullish(Type.Record(Type.String(), Type.Unknown())),
  baseInstructions: nullish(Type.String()),
  developerInstructions: nullish(Type.String()),
  /** The copy is not stored. */
  ephemeral: Type.Optional(Type.Boolean()),
  /** The copy stays out of ordinary lists and keeps its source from being deleted. */
  attachToSource: Type.Optional(Type.Boolean()),
  threadSource: nullish(ThreadSource),
  /** Leaves `thread.turns` of the answer empty. */
  excludeTurns: Type.Optional(Type.Boolean()),
  /** A goal is copied, but waits for the first turn that the user starts. */
  deferGoalContinuation: Type.Optional(Type.Boolean()),
});
export type ThreadForkParams = Static<typeof ThreadForkParams>;

/** The new thread and the settings in force. */
export const ThreadForkResponse = struct('ThreadForkResponse', {
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
export type ThreadForkResponse = Static<typeof ThreadForkResponse>;
