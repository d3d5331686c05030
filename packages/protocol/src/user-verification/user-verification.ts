// Proof that the user sits at this machine: a key that its owner unlocks, for example with a finger, signs a challenge.
// Bytes are base64url without padding. Fields that are not known here are refused.
import type { Static } from 'typebox';
import { RequestId } from '../request-id.ts';
import { int64, nullish, stringEnum, struct, union } from '../schema.ts';
import { Type } from '../type.ts';

const closed = { additionalProperties: false };

/** No parameters. */
export const UserVerificationStatusParams = struct('UserVerificationStatusParams', {}, closed);
export type UserVerificationStatusParams = Static<typeof UserVerificationStatusParams>;

/** Why there can be no proof: no key yet, no way to unlock one, or nothing that keeps keys. */
export const UserVerificationUnavailableReason = stringEnum([
  'credentialMissing',
  'biometricsUnavailable',
  'providerUnavailable',
]);
export type UserVerificationUnavailableReason = Static<typeof UserVerificationUnavailableReason>;

/** The key, or why there is none. */
export const UserVerificationStatusResponse = struct('UserVerificationStatusResponse', {
  credentialId: nullish(Type.String()),
  unavailableReason: nullish(UserVerificationUnavailableReason),
  /** The reason in words for people. */
  unavailableMessage: nullish(Type.String()),
});
export type UserVerificationStatusResponse = Static<typeof UserVerificationStatusResponse>;

/** No parameters. */
export const UserVerificationEnrollParams = struct('UserVerificationEnrollParams', {}, closed);
export type UserVerificationEnrollParams = Static<typeof UserVerificationEnrollParams>;

/** The key, made now or before. Whoever checks proofs must still be told of it by the client. */
export const UserVerificationEnrollResponse = struct('UserVerificationEnrollResponse', {
  credentialId: Type.String(),
  algorithm: nullish(Type.String()),
  /** SubjectPublicKeyInfo in DER, as base64url. */
  publicKey: nullish(Type.String()),
});
export type UserVerificationEnrollResponse = Static<typeof UserVerificationEnrollResponse>;

/** No parameters. */
export const UserVerificationDeleteParams = struct('UserVerificationDeleteParams', {}, closed);
export type UserVerificationDeleteParams = Static<typeof UserVerificationDeleteParams>;

/** Empty: there is no key any more. */
export const UserVerificationDeleteResponse = struct('UserVerificationDeleteResponse', {});
export type UserVerificationDeleteResponse = Static<typeof UserVerificationDeleteResponse>;

/** What to sign, and what the user is shown before: a title of 1 to 256 bytes and a text of at most 4096. */
export const UserVerificationVerifyParams = struct(
  'UserVerificationVerifyParams',
  {
    /** 1 to 4096 bytes, as base64url. */
    challenge: Type.String(),
    title: Type.String(),
    description: Type.String(),
  },
  closed,
);
export type UserVerificationVerifyParams = Static<typeof UserVerificationVerifyParams>;

/** A signature as base64url, and the key that made it. */
export const UserVerificationProof = struct(
  'UserVerificationProof',
  {
    credentialId: Type.String(),
    signature: Type.String(),
  },
  closed,
);
export type UserVerificationProof = Static<typeof UserVerificationProof>;

/** The user was there. */
export const UserVerificationVerifyResponse = struct('UserVerificationVerifyResponse', {
  proof: UserVerificationProof,
});
export type UserVerificationVerifyResponse = Static<typeof UserVerificationVerifyResponse>;

/** The request of this connection that shall end without a proof. */
export const UserVerificationCancelParams = struct('UserVerificationCancelParams', { requestId: RequestId }, closed);
export type UserVerificationCancelParams = Static<typeof UserVerificationCancelParams>;

/** Empty: it ends. */
export const UserVerificationCancelResponse = struct('UserVerificationCancelResponse', {});
export type UserVerificationCancelResponse = Static<typeof UserVerificationCancelResponse>;

/** What was wrong with a request. */
export const UserVerificationInvalidRequestReason = stringEnum(['invalidParams']);
export type UserVerificationInvalidRequestReason = Static<typeof UserVerificationInvalidRequestReason>;

/** Who ended it: the user, or something else. */
export const UserVerificationCancellationReason = stringEnum(['userCancelled', 'interrupted']);
export type UserVerificationCancellationReason = Static<typeof UserVerificationCancellationReason>;

/** What went wrong. */
export const UserVerificationFailureReason = stringEnum([
  'authenticationFailed',
  'timeout',
  'providerError',
  'serviceError',
]);
export type UserVerificationFailureReason = Static<typeof UserVerificationFailureReason>;

/** Why there is no proof. */
export const UserVerificationErrorDetails = union('UserVerificationErrorDetails', [
  Type.Object({ type: Type.Literal('invalidRequest'), reason: UserVerificationInvalidRequestReason }, closed),
  Type.Object({ type: Type.Literal('unavailable'), reason: UserVerificationUnavailableReason }, closed),
  Type.Object({ type: Type.Literal('cancelled'), reason: UserVerificationCancellationReason }, closed),
  Type.Object({ type: Type.Literal('failed'), reason: UserVerificationFailureReason }, closed),
]);
export type UserVerificationErrorDetails = Static<typeof UserVerificationErrorDetails>;

/** The `error` of an answer to these requests. */
export const UserVerificationRpcError = struct(
  'UserVerificationRpcError',
  {
    code: int64,
    message: Type.String(),
    data: UserVerificationErrorDetails,
  },
  closed,
);
export type UserVerificationRpcError = Static<typeof UserVerificationRpcError>;
