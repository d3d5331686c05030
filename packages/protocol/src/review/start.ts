// Reviewing code changes in a turn of its own kind.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, union } from '../schema.ts';
import { Turn } from '../turn/turn.ts';
import { Type } from '../type.ts';

/** What to review: changes not committed, all since a branch, one commit, or what the instructions say. */
export const ReviewTarget = union('ReviewTarget', [
  Type.Object({
    type: Type.Literal('uncommittedChanges'),
  }),
  Type.Object({
    type: Type.Literal('baseBranch'),
    branch: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('commit'),
    sha: Type.String(),
    /** How to call the commit when showing it. */
    title: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('custom'),
    instructions: Type.String(),
  }),
]);
export type ReviewTarget = Static<typeof ReviewTarget>;

/** Where the review runs: in the thread itself. */
export const ReviewDelivery = stringEnum(['inline']);
export type ReviewDelivery = Static<typeof ReviewDelivery>;

/** The thread to review in, and what. */
export const ReviewStartParams = struct('ReviewStartParams', {
  threadId: Type.String(),
  target: ReviewTarget,
  delivery: nullish(ReviewDelivery),
});
export type ReviewStartParams = Static<typeof ReviewStartParams>;

/** The turn of the review, and its thread. */
export const ReviewStartResponse = struct('ReviewStartResponse', {
  turn: Turn,
  reviewThreadId: Type.String(),
});
export type ReviewStartResponse = Static<typeof ReviewStartResponse>;
