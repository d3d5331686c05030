// Events of a turn: start, end, error, diff, plan.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { Turn, TurnError } from './turn.ts';

/** A turn begins. */
export const TurnStartedNotification = struct('TurnStartedNotification', {
  threadId: Type.String(),
  turn: Turn,
});
export type TurnStartedNotification = Static<typeof TurnStartedNotification>;

/** A turn is over; its items are at most a summary. */
export const TurnCompletedNotification = struct('TurnCompletedNotification', {
  threadId: Type.String(),
  turn: Turn,
});
export type TurnCompletedNotification = Static<typeof TurnCompletedNotification>;

/** All changes of the turn so far, as one unified diff. */
export const TurnDiffUpdatedNotification = struct('TurnDiffUpdatedNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  diff: Type.String(),
});
export type TurnDiffUpdatedNotification = Static<typeof TurnDiffUpdatedNotification>;

/** What the provider's moderation said, unread. */
export const TurnModerationMetadataNotification = struct('TurnModerationMetadataNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  metadata: Type.Unknown(),
});
export type TurnModerationMetadataNotification = Static<typeof TurnModerationMetadataNotification>;

/** Where a step stands. */
export const TurnPlanStepStatus = stringEnum(['pending', 'inProgress', 'completed']);
export type TurnPlanStepStatus = Static<typeof TurnPlanStepStatus>;

/** One step of the plan. */
export const TurnPlanStep = struct('TurnPlanStep', {
  step: Type.String(),
  status: TurnPlanStepStatus,
});
export type TurnPlanStep = Static<typeof TurnPlanStep>;

/** The plan of the turn; each one replaces the last. */
export const TurnPlanUpdatedNotification = struct('TurnPlanUpdatedNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  explanation: nullish(Type.String()),
  plan: Type.Array(TurnPlanStep),
});
export type TurnPlanUpdatedNotification = Static<typeof TurnPlanUpdatedNotification>;

/** A model error; `willRetry` false ends the turn. */
export const ErrorNotification = struct('ErrorNotification', {
  error: TurnError,
  willRetry: Type.Boolean(),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type ErrorNotification = Static<typeof ErrorNotification>;
