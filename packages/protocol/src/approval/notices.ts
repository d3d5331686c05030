// Notices about automatic approval reviews.
import type { Static } from 'typebox';
import { int64, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** A warning of the reviewer to show in its thread. */
export const GuardianWarningNotification = struct('GuardianWarningNotification', {
  threadId: Type.String(),
  message: Type.String(),
});
export type GuardianWarningNotification = Static<typeof GuardianWarningNotification>;

/** From now on the turn is reviewed more strictly; `startedAtMs` is Unix milliseconds. */
export const StrictReviewRequiredNotification = struct('StrictReviewRequiredNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  startedAtMs: int64,
});
export type StrictReviewRequiredNotification = Static<typeof StrictReviewRequiredNotification>;
