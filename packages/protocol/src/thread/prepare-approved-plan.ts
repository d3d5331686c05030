// Carrying a plan that the user approved into a new thread.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The new thread, before its first turn, and the plan. */
export const ThreadPrepareApprovedPlanParams = struct('ThreadPrepareApprovedPlanParams', {
  threadId: Type.String(),
  markdown: Type.String(),
  /** A file of this server's machine that has the plan too. */
  attachmentPath: nullish(Type.String()),
});
export type ThreadPrepareApprovedPlanParams = Static<typeof ThreadPrepareApprovedPlanParams>;

/** The text to start the first turn with. */
export const ThreadPrepareApprovedPlanResponse = struct('ThreadPrepareApprovedPlanResponse', {
  prompt: Type.String(),
});
export type ThreadPrepareApprovedPlanResponse = Static<typeof ThreadPrepareApprovedPlanResponse>;
