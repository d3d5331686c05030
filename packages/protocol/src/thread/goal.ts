// The goal of a thread: what it works towards on its own.
import type { Static } from 'typebox';
import { int64, nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Whether the thread works on its goal; `blocked` and the limits wait for the user. */
export const ThreadGoalStatus = stringEnum([
  'active',
  'paused',
  'blocked',
  'usageLimited',
  'budgetLimited',
  'complete',
]);
export type ThreadGoalStatus = Static<typeof ThreadGoalStatus>;

/** An objective and how far it has come. `createdAt` and `updatedAt` are Unix seconds. */
export const ThreadGoal = struct('ThreadGoal', {
  threadId: Type.String(),
  objective: Type.String(),
  status: ThreadGoalStatus,
  tokenBudget: nullish(int64),
  tokensUsed: int64,
  timeUsedSeconds: int64,
  createdAt: int64,
  updatedAt: int64,
});
export type ThreadGoal = Static<typeof ThreadGoal>;

/** The thread asked about. */
export const ThreadGoalGetParams = struct('ThreadGoalGetParams', {
  threadId: Type.String(),
});
export type ThreadGoalGetParams = Static<typeof ThreadGoalGetParams>;

/** null: the thread has no goal. */
export const ThreadGoalGetResponse = struct('ThreadGoalGetResponse', {
  goal: nullish(ThreadGoal),
});
export type ThreadGoalGetResponse = Static<typeof ThreadGoalGetResponse>;

/** Whether the user wanted the change or the client made it on its own. */
export const ThreadGoalMutationOrigin = stringEnum(['user', 'automatic']);
export type ThreadGoalMutationOrigin = Static<typeof ThreadGoalMutationOrigin>;

/** Sets a goal, or changes the parts of it that are present. */
export const ThreadGoalSetParams = struct('ThreadGoalSetParams', {
  threadId: Type.String(),
  origin: nullish(ThreadGoalMutationOrigin),
  objective: nullish(Type.String()),
  status: nullish(ThreadGoalStatus),
  /** Tokens that the goal may use. */
  tokenBudget: nullish(int64),
});
export type ThreadGoalSetParams = Static<typeof ThreadGoalSetParams>;

/** The goal as it stands now. */
export const ThreadGoalSetResponse = struct('ThreadGoalSetResponse', {
  goal: ThreadGoal,
});
export type ThreadGoalSetResponse = Static<typeof ThreadGoalSetResponse>;

/** The thread to free of its goal. */
export const ThreadGoalClearParams = struct('ThreadGoalClearParams', {
  threadId: Type.String(),
  origin: nullish(ThreadGoalMutationOrigin),
});
export type ThreadGoalClearParams = Static<typeof ThreadGoalClearParams>;

/** false: there was no goal. */
export const ThreadGoalClearResponse = struct('ThreadGoalClearResponse', {
  cleared: Type.Boolean(),
});
export type ThreadGoalClearResponse = Static<typeof ThreadGoalClearResponse>;

/** The goal was set, changed, or came further; `turnId` names the turn that did it, if one did. */
export const ThreadGoalUpdatedNotification = struct('ThreadGoalUpdatedNotification', {
  threadId: Type.String(),
  turnId: nullish(Type.String()),
  goal: ThreadGoal,
});
export type ThreadGoalUpdatedNotification = Static<typeof ThreadGoalUpdatedNotification>;

/** The thread has no goal any more. */
export const ThreadGoalClearedNotification = struct('ThreadGoalClearedNotification', {
  threadId: Type.String(),
});
export type ThreadGoalClearedNotification = Static<typeof ThreadGoalClearedNotification>;
