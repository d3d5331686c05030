import { type Static, Type } from 'typebox';
import { nullable, stringEnum } from '../schema.ts';

export const ChatgptAuthTokensRefreshReason = stringEnum(['unauthorized']);
export type ChatgptAuthTokensRefreshReason = Static<typeof ChatgptAuthTokensRefreshReason>;

export const ChatgptAuthTokensRefreshParams = Type.Object({
  previousAccountId: Type.Optional(nullable(Type.String())),
  reason: ChatgptAuthTokensRefreshReason,
});
export type ChatgptAuthTokensRefreshParams = Static<typeof ChatgptAuthTokensRefreshParams>;

export const ChatgptAuthTokensRefreshResponse = Type.Object({
  accessToken: Type.String(),
  chatgptAccountId: Type.String(),
  chatgptPlanType: Type.Optional(nullable(Type.String())),
});
export type ChatgptAuthTokensRefreshResponse = Static<typeof ChatgptAuthTokensRefreshResponse>;

export const AttestationGenerateParams = Type.Object({});
export type AttestationGenerateParams = Static<typeof AttestationGenerateParams>;

export const AttestationGenerateResponse = Type.Object({
  token: Type.String(),
});
export type AttestationGenerateResponse = Static<typeof AttestationGenerateResponse>;

export const CurrentTimeReadParams = Type.Object({
  threadId: Type.String(),
});
export type CurrentTimeReadParams = Static<typeof CurrentTimeReadParams>;

export const CurrentTimeReadResponse = Type.Object({
  currentTimeAt: Type.Integer({ format: 'int64' }),
});
export type CurrentTimeReadResponse = Static<typeof CurrentTimeReadResponse>;
