import { type Static, Type } from 'typebox';
import { ThreadItem } from '../item/thread-item.ts';
import { nullable, stringEnum } from '../schema.ts';

export const MisalignmentSteer = Type.Object({
  message: Type.String(),
});
export type MisalignmentSteer = Static<typeof MisalignmentSteer>;

export const MisalignmentErrorDetails = Type.Object({
  detailedExplanation: Type.Optional(nullable(Type.String())),
  errorType: Type.Optional(nullable(Type.String())),
  reviewTarget: Type.Optional(nullable(Type.String())),
  steer: Type.Optional(nullable(MisalignmentSteer)),
});
export type MisalignmentErrorDetails = Static<typeof MisalignmentErrorDetails>;

export const NonSteerableTurnKind = stringEnum(['review', 'compact']);
export type NonSteerableTurnKind = Static<typeof NonSteerableTurnKind>;

export const CodexErrorInfo = Type.Union([
  stringEnum([
    'contextWindowExceeded',
    'sessionBudgetExceeded',
    'usageLimitExceeded',
    'rateLimitExceeded',
    'flexUnavailable',
    'serverOverloaded',
    'modelNotFound',
    'policyCapacityUnavailable',
    'cyberPolicy',
    'misalignmentPolicyViolation',
    'tooManyDenials',
    'internalServerError',
    'unauthorized',
    'badRequest',
    'threadRollbackFailed',
    'sandboxError',
    'other',
    'inferenceHookDenied',
  ]),
  Type.Object(
    {
      httpConnectionFailed: Type.Object({
        httpStatusCode: Type.Optional(nullable(Type.Integer({ format: 'uint16', minimum: 0 }))),
      }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      responseStreamConnectionFailed: Type.Object({
        httpStatusCode: Type.Optional(nullable(Type.Integer({ format: 'uint16', minimum: 0 }))),
      }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      responseStreamDisconnected: Type.Object({
        httpStatusCode: Type.Optional(nullable(Type.Integer({ format: 'uint16', minimum: 0 }))),
      }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      responseTooManyFailedAttempts: Type.Object({
        httpStatusCode: Type.Optional(nullable(Type.Integer({ format: 'uint16', minimum: 0 }))),
      }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      activeTurnNotSteerable: Type.Object({
        turnKind: NonSteerableTurnKind,
      }),
    },
    { additionalProperties: false },
  ),
  Type.Union([Type.String(), Type.Object({})]),
]);
export type CodexErrorInfo = Static<typeof CodexErrorInfo>;

export const TurnError = Type.Object({
  additionalDetails: Type.Optional(nullable(Type.String())),
  codexErrorInfo: Type.Optional(nullable(CodexErrorInfo)),
  message: Type.String(),
  misalignment: Type.Optional(nullable(MisalignmentErrorDetails)),
});
export type TurnError = Static<typeof TurnError>;

export const TurnItemsView = stringEnum(['notLoaded', 'summary', 'full']);
export type TurnItemsView = Static<typeof TurnItemsView>;

export const TurnStatus = stringEnum(['completed', 'interrupted', 'failed', 'inProgress']);
export type TurnStatus = Static<typeof TurnStatus>;

export const Turn = Type.Object({
  completedAt: Type.Optional(nullable(Type.Integer({ format: 'int64' }))),
  durationMs: Type.Optional(nullable(Type.Integer({ format: 'int64' }))),
  error: Type.Optional(nullable(TurnError)),
  id: Type.String(),
  items: Type.Array(ThreadItem),
  itemsView: Type.Optional(TurnItemsView),
  rootTurnId: Type.Optional(nullable(Type.String())),
  startedAt: Type.Optional(nullable(Type.Integer({ format: 'int64' }))),
  status: TurnStatus,
});
export type Turn = Static<typeof Turn>;

export const TurnsPage = Type.Object({
  backwardsCursor: Type.Optional(nullable(Type.String())),
  data: Type.Array(Turn),
  nextCursor: Type.Optional(nullable(Type.String())),
});
export type TurnsPage = Static<typeof TurnsPage>;
