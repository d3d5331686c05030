// Changing settings of the running turn alone.
import type { Static } from 'typebox';
import { ApprovalsReviewer } from '../config/approval-policy.ts';
import { ReasoningEffort, ReasoningSummary } from '../model/reasoning.ts';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { TurnEnvironmentParams } from './start.ts';

/** Whether the turn still ran. */
export const TurnSettingsUpdateStatus = stringEnum(['applied', 'targetUnavailable']);
export type TurnSettingsUpdateStatus = Static<typeof TurnSettingsUpdateStatus>;

/** Settings of this turn alone, from its next step on; absent and null ones stay unless their line says otherwise. */
export const TurnSettingsUpdateParams = struct(
  'TurnSettingsUpdateParams',
  {
    threadId: Type.String(),
    turnId: Type.String(),
    approvalsReviewer: nullish(ApprovalsReviewer),
    /** An empty list: no environment. */
    environments: nullish(Type.Array(TurnEnvironmentParams)),
    model: nullish(Type.String()),
    effort: nullish(ReasoningEffort),
    summary: nullish(ReasoningSummary),
    /** null: none. */
    serviceTier: nullish(Type.String()),
  },
  { additionalProperties: false },
);
export type TurnSettingsUpdateParams = Static<typeof TurnSettingsUpdateParams>;

/** What became of the change. */
export const TurnSettingsUpdateResponse = struct('TurnSettingsUpdateResponse', {
  status: TurnSettingsUpdateStatus,
});
export type TurnSettingsUpdateResponse = Static<typeof TurnSettingsUpdateResponse>;
