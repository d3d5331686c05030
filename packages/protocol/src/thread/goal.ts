// The goal of a thread: what it works towards on its own.
import type { Static } from 'typebox';
import { int64, nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

export const ThreadGoalStatus = stringEnum([
  'active',
  'paused',
  'blocked',
  'usageLimited',
  'budgetLimited',
  'complete',
]);
export type ThreadGoalStatus = Static<typeof ThreadGoalStatus>;

/** An objective and how far it has come. */
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
