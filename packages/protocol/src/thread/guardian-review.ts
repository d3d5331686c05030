// Asking the automatic reviewer about a thread as it stands.
import type { Static } from 'typebox';
import { GuardianRiskLevel, GuardianUserAuthorization } from '../approval/auto-review.ts';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The thread to look at. The connection follows it from now on. */
export const ThreadGuardianReviewParams = struct('ThreadGuardianReviewParams', {
  threadId: Type.String(),
});
export type ThreadGuardianReviewParams = Static<typeof ThreadGuardianReviewParams>;

/** The verdict. */
export const GuardianAssessmentOutcome = stringEnum(['allow', 'deny']);
export type GuardianAssessmentOutcome = Static<typeof GuardianAssessmentOutcome>;

/** The verdict and its reasons. */
export const ThreadGuardianAssessment = struct('ThreadGuardianAssessment', {
  outcome: GuardianAssessmentOutcome,
  riskLevel: GuardianRiskLevel,
  userAuthorization: GuardianUserAuthorization,
  rationale: Type.String(),
});
export type ThreadGuardianAssessment = Static<typeof ThreadGuardianAssessment>;

/** The call that was judged; `assessment` null: no judgement was needed. */
export const ThreadGuardianReviewResponse = struct('ThreadGuardianReviewResponse', {
  callId: Type.String(),
  assessment: nullish(ThreadGuardianAssessment),
});
export type ThreadGuardianReviewResponse = Static<typeof ThreadGuardianReviewResponse>;
