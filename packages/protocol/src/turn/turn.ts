// Turn: one round of work from the user input to the last answer, and how it may fail.
import type { Static } from 'typebox';
import { ThreadItem } from '../item/thread-item.ts';
import { int64, nullish, stringEnum, struct, uint16, union, variant } from '../schema.ts';
import { Type } from '../type.ts';

/** A message that would let the turn go on. */
export const MisalignmentSteer = struct('MisalignmentSteer', {
  message: Type.String(),
});
export type MisalignmentSteer = Static<typeof MisalignmentSteer>;

/** Why the provider stopped the turn. */
export const MisalignmentErrorDetails = struct('MisalignmentErrorDetails', {
  errorType: nullish(Type.String()),
  detailedExplanation: nullish(Type.String()),
  steer: nullish(MisalignmentSteer),
  reviewTarget: nullish(Type.String()),
});
export type MisalignmentErrorDetails = Static<typeof MisalignmentErrorDetails>;

/** Turns that take no more input. */
export const NonSteerableTurnKind = stringEnum(['review', 'compact']);
export type NonSteerableTurnKind = Static<typeof NonSteerableTurnKind>;

/** `httpStatusCode` is null when the failure came before any status. */
const httpFailure = Type.Object({ httpStatusCode: nullish(uint16) });

/** The kind of an error: a word, or a word with the HTTP status met. Newer servers may send others. */
export const CodexErrorInfo = union('CodexErrorInfo', [
  stringEnum([
    'contextWindowExceeded',
    'sessionBudgetExceeded',
    'usageLimitExceeded',
    'rateLimitExceeded',
    'flexUnavailable',
    'serverOverloaded',
    'modelNotFound',
    'policyCapacityUnavailable',
    'inferenceHookDenied',
    'cyberPolicy',
    'misalignmentPolicyViolation',
    'tooManyDenials',
  ]),
  variant('httpConnectionFailed', httpFailure),
  variant('responseStreamConnectionFailed', httpFailure),
  stringEnum(['internalServerError', 'unauthorized', 'badRequest', 'threadRollbackFailed', 'sandboxError']),
  variant('responseStreamDisconnected', httpFailure),
  variant('responseTooManyFailedAttempts', httpFailure),
  variant('activeTurnNotSteerable', Type.Object({ turnKind: NonSteerableTurnKind })),
  stringEnum(['other']),
  Type.String(),
  Type.Record(Type.String(), Type.Unknown()),
]);
export type CodexErrorInfo = Static<typeof CodexErrorInfo>;

/** An error as shown to the user. */
export const TurnError = struct('TurnError', {
  message: Type.String(),
  codexErrorInfo: nullish(CodexErrorInfo),
  additionalDetails: nullish(Type.String()),
  misalignment: nullish(MisalignmentErrorDetails),
});
export type TurnError = Static<typeof TurnError>;

/** How many of a turn's items are present. */
export const TurnItemsView = stringEnum(['notLoaded', 'summary', 'full']);
export type TurnItemsView = Static<typeof TurnItemsView>;

/** Where a turn stands. */
export const TurnStatus = stringEnum(['completed', 'interrupted', 'failed', 'inProgress']);
export type TurnStatus = Static<typeof TurnStatus>;

/** One round of work. `startedAt` and `completedAt` are Unix seconds; `items` is as full as `itemsView` says. */
export const Turn = struct('Turn', {
  id: Type.String(),
  rootTurnId: nullish(Type.String()),
  items: Type.Array(ThreadItem),
  itemsView: Type.Optional(TurnItemsView),
  status: TurnStatus,
  error: nullish(TurnError),
  startedAt: nullish(int64),
  completedAt: nullish(int64),
  durationMs: nullish(int64),
});
export type Turn = Static<typeof Turn>;

/** One page of turns. */
export const TurnsPage = struct('TurnsPage', {
  data: Type.Array(Turn),
  nextCursor: nullish(Type.String()),
  backwardsCursor: nullish(Type.String()),
});
export type TurnsPage = Static<typeof TurnsPage>;
