import { type Static, Type } from 'typebox';
import { NetworkApprovalProtocol } from '../approval/command-execution.ts';
import { AbsolutePathBuf, LegacyAppPathString } from '../config/paths.ts';
import { RequestPermissionProfile } from '../config/permissions.ts';
import { nullable, stringEnum } from '../schema.ts';

export const GuardianApprovalReviewStatus = stringEnum(['inProgress', 'approved', 'denied', 'timedOut', 'aborted']);
export type GuardianApprovalReviewStatus = Static<typeof GuardianApprovalReviewStatus>;

export const GuardianRiskLevel = stringEnum(['low', 'medium', 'high', 'critical']);
export type GuardianRiskLevel = Static<typeof GuardianRiskLevel>;

export const GuardianUserAuthorization = stringEnum(['unknown', 'low', 'medium', 'high']);
export type GuardianUserAuthorization = Static<typeof GuardianUserAuthorization>;

export const GuardianApprovalReview = Type.Object({
  rationale: Type.Optional(nullable(Type.String())),
  riskLevel: Type.Optional(nullable(GuardianRiskLevel)),
  status: GuardianApprovalReviewStatus,
  userAuthorization: Type.Optional(nullable(GuardianUserAuthorization)),
});
export type GuardianApprovalReview = Static<typeof GuardianApprovalReview>;

export const GuardianCommandSource = stringEnum(['shell', 'unifiedExec']);
export type GuardianCommandSource = Static<typeof GuardianCommandSource>;

export const GuardianApprovalReviewAction = Type.Union([
  Type.Object({
    type: Type.Literal('command'),
    command: Type.String(),
    cwd: LegacyAppPathString,
    source: GuardianCommandSource,
  }),
  Type.Object({
    type: Type.Literal('execve'),
    argv: Type.Array(Type.String()),
    cwd: AbsolutePathBuf,
    program: Type.String(),
    source: GuardianCommandSource,
  }),
  Type.Object({
    type: Type.Literal('writeStdin'),
    approvalId: Type.String(),
    cwd: LegacyAppPathString,
    processId: Type.String(),
    stdin: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('applyPatch'),
    cwd: LegacyAppPathString,
    files: Type.Array(LegacyAppPathString),
  }),
  Type.Object({
    type: Type.Literal('networkAccess'),
    host: Type.String(),
    port: Type.Integer({ format: 'uint16', minimum: 0 }),
    protocol: NetworkApprovalProtocol,
    target: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('mcpToolCall'),
    connectorId: Type.Optional(nullable(Type.String())),
    connectorName: Type.Optional(nullable(Type.String())),
    server: Type.String(),
    toolName: Type.String(),
    toolTitle: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('requestPermissions'),
    permissions: RequestPermissionProfile,
    reason: Type.Optional(nullable(Type.String())),
  }),
]);
export type GuardianApprovalReviewAction = Static<typeof GuardianApprovalReviewAction>;

export const AutoReviewDecisionSource = Type.Literal('agent');
export type AutoReviewDecisionSource = Static<typeof AutoReviewDecisionSource>;

export const ItemGuardianApprovalReviewStartedNotification = Type.Object({
  action: GuardianApprovalReviewAction,
  review: GuardianApprovalReview,
  reviewId: Type.String(),
  startedAtMs: Type.Integer({ format: 'int64' }),
  targetItemId: Type.Optional(nullable(Type.String())),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type ItemGuardianApprovalReviewStartedNotification = Static<
  typeof ItemGuardianApprovalReviewStartedNotification
>;

export const ItemGuardianApprovalReviewCompletedNotification = Type.Object({
  action: GuardianApprovalReviewAction,
  completedAtMs: Type.Integer({ format: 'int64' }),
  decisionSource: AutoReviewDecisionSource,
  review: GuardianApprovalReview,
  reviewId: Type.String(),
  startedAtMs: Type.Integer({ format: 'int64' }),
  targetItemId: Type.Optional(nullable(Type.String())),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type ItemGuardianApprovalReviewCompletedNotification = Static<
  typeof ItemGuardianApprovalReviewCompletedNotification
>;
