// Automatic approval reviews: a model judges an action in place of the user, and clients may watch.
import type { Static } from 'typebox';
import { AbsolutePathBuf, LegacyAppPathString } from '../config/paths.ts';
import { RequestPermissionProfile } from '../config/permissions.ts';
import { int64, nullish, stringEnum, struct, uint16, union } from '../schema.ts';
import { Type } from '../type.ts';
import { NetworkApprovalProtocol } from './command-execution.ts';

/** Where a review stands. */
export const GuardianApprovalReviewStatus = stringEnum(['inProgress', 'approved', 'denied', 'timedOut', 'aborted']);
export type GuardianApprovalReviewStatus = Static<typeof GuardianApprovalReviewStatus>;

/** How risky the reviewer finds the action. */
export const GuardianRiskLevel = stringEnum(['low', 'medium', 'high', 'critical']);
export type GuardianRiskLevel = Static<typeof GuardianRiskLevel>;

/** How clearly the user has asked for the action, in the eyes of the reviewer. */
export const GuardianUserAuthorization = stringEnum(['unknown', 'low', 'medium', 'high']);
export type GuardianUserAuthorization = Static<typeof GuardianUserAuthorization>;

/** The verdict so far; ratings are null until the review is done. */
export const GuardianApprovalReview = struct('GuardianApprovalReview', {
  status: GuardianApprovalReviewStatus,
  riskLevel: nullish(GuardianRiskLevel),
  userAuthorization: nullish(GuardianUserAuthorization),
  rationale: nullish(Type.String()),
});
export type GuardianApprovalReview = Static<typeof GuardianApprovalReview>;

/** The tool that wants to run the command. */
export const GuardianCommandSource = stringEnum(['shell', 'unifiedExec']);
export type GuardianCommandSource = Static<typeof GuardianCommandSource>;

/** The action under review. */
export const GuardianApprovalReviewAction = union('GuardianApprovalReviewAction', [
  Type.Object({
    type: Type.Literal('command'),
    source: GuardianCommandSource,
    command: Type.String(),
    cwd: LegacyAppPathString,
  }),
  Type.Object({
    type: Type.Literal('execve'),
    source: GuardianCommandSource,
    program: Type.String(),
    argv: Type.Array(Type.String()),
    cwd: AbsolutePathBuf,
  }),
  Type.Object({
    type: Type.Literal('writeStdin'),
    approvalId: Type.String(),
    processId: Type.String(),
    stdin: Type.String(),
    cwd: LegacyAppPathString,
  }),
  Type.Object({
    type: Type.Literal('applyPatch'),
    cwd: LegacyAppPathString,
    files: Type.Array(LegacyAppPathString),
  }),
  Type.Object({
    type: Type.Literal('networkAccess'),
    target: Type.String(),
    host: Type.String(),
    protocol: NetworkApprovalProtocol,
    port: uint16,
  }),
  Type.Object({
    type: Type.Literal('mcpToolCall'),
    server: Type.String(),
    toolName: Type.String(),
    connectorId: nullish(Type.String()),
    connectorName: nullish(Type.String()),
    toolTitle: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('requestPermissions'),
    reason: nullish(Type.String()),
    permissions: RequestPermissionProfile,
  }),
]);
export type GuardianApprovalReviewAction = Static<typeof GuardianApprovalReviewAction>;

/** Who decided. */
export const AutoReviewDecisionSource = Type.Literal('agent');
export type AutoReviewDecisionSource = Static<typeof AutoReviewDecisionSource>;

/** A review begins; `targetItemId` is the item it is about, when there is one. */
export const ItemGuardianApprovalReviewStartedNotification = struct('ItemGuardianApprovalReviewStartedNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  startedAtMs: int64,
  reviewId: Type.String(),
  targetItemId: nullish(Type.String()),
  review: GuardianApprovalReview,
  action: GuardianApprovalReviewAction,
});
export type ItemGuardianApprovalReviewStartedNotification = Static<
  typeof ItemGuardianApprovalReviewStartedNotification
>;

/** A review is over; times are Unix milliseconds. */
export const ItemGuardianApprovalReviewCompletedNotification = struct(
  'ItemGuardianApprovalReviewCompletedNotification',
  {
    threadId: Type.String(),
    turnId: Type.String(),
    startedAtMs: int64,
    completedAtMs: int64,
    reviewId: Type.String(),
    targetItemId: nullish(Type.String()),
    decisionSource: AutoReviewDecisionSource,
    review: GuardianApprovalReview,
    action: GuardianApprovalReviewAction,
  },
);
export type ItemGuardianApprovalReviewCompletedNotification = Static<
  typeof ItemGuardianApprovalReviewCompletedNotification
>;
