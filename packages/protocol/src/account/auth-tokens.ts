// Small questions the server asks its host: fresh ChatGPT tokens, an attestation token, the current time.
import type { Static } from 'typebox';
import { int64, nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Why new tokens are needed. */
export const ChatgptAuthTokensRefreshReason = stringEnum(['unauthorized']);
export type ChatgptAuthTokensRefreshReason = Static<typeof ChatgptAuthTokensRefreshReason>;

/** Asks the host for new tokens; `previousAccountId` is the account used until now. */
export const ChatgptAuthTokensRefreshParams = struct('ChatgptAuthTokensRefreshParams', {
  reason: ChatgptAuthTokensRefreshReason,
  previousAccountId: nullish(Type.String()),
});
export type ChatgptAuthTokensRefreshParams = Static<typeof ChatgptAuthTokensRefreshParams>;

/** Tokens the host supplies; they are kept in memory only. */
export const ChatgptAuthTokensRefreshResponse = struct('ChatgptAuthTokensRefreshResponse', {
  accessToken: Type.String(),
  chatgptAccountId: Type.String(),
  chatgptPlanType: nullish(Type.String()),
});
export type ChatgptAuthTokensRefreshResponse = Static<typeof ChatgptAuthTokensRefreshResponse>;

/** No parameters. */
export const AttestationGenerateParams = struct('AttestationGenerateParams', {});
export type AttestationGenerateParams = Static<typeof AttestationGenerateParams>;

/** An opaque token for the upstream service. */
export const AttestationGenerateResponse = struct('AttestationGenerateResponse', {
  token: Type.String(),
});
export type AttestationGenerateResponse = Static<typeof AttestationGenerateResponse>;

/** The thread whose turn wants to know the time. */
export const CurrentTimeReadParams = struct('CurrentTimeReadParams', {
  threadId: Type.String(),
});
export type CurrentTimeReadParams = Static<typeof CurrentTimeReadParams>;

/** Unix time in seconds. */
export const CurrentTimeReadResponse = struct('CurrentTimeReadResponse', {
  currentTimeAt: int64,
});
export type CurrentTimeReadResponse = Static<typeof CurrentTimeReadResponse>;
