import { type Static, Type } from 'typebox';
import { nullable, stringEnum } from '../schema.ts';
import { Turn, TurnError } from '../turn/turn.ts';

export const TurnStartedNotification = Type.Object({
  threadId: Type.String(),
  turn: Turn,
});
export type TurnStartedNotification = Static<typeof TurnStartedNotification>;

export const TurnCompletedNotification = Type.Object({
  threadId: Type.String(),
  turn: Turn,
});
export type TurnCompletedNotification = Static<typeof TurnCompletedNotification>;

export const TurnDiffUpdatedNotification = Type.Object({
  diff: Type.String(),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type TurnDiffUpdatedNotification = Static<typeof TurnDiffUpdatedNotification>;

export const TurnModerationMetadataNotification = Type.Object({
  metadata: Type.Unknown(),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type TurnModerationMetadataNotification = Static<typeof TurnModerationMetadataNotification>;

export const TurnPlanStepStatus = stringEnum(['pending', 'inProgress', 'completed']);
export type TurnPlanStepStatus = Static<typeof TurnPlanStepStatus>;

export const TurnPlanStep = Type.Object({
  status: TurnPlanStepStatus,
  step: Type.String(),
});
export type TurnPlanStep = Static<typeof TurnPlanStep>;

export const TurnPlanUpdatedNotification = Type.Object({
  explanation: Type.Optional(nullable(Type.String())),
  plan: Type.Array(TurnPlanStep),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type TurnPlanUpdatedNotification = Static<typeof TurnPlanUpdatedNotification>;

export const ErrorNotification = Type.Object({
  error: TurnError,
  threadId: Type.String(),
  turnId: Type.String(),
  willRetry: Type.Boolean(),
});
export type ErrorNotification = Static<typeof ErrorNotification>;
