// Signing in: with keys, in a browser, by device code, or with tokens of the host; and how it ended.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, union } from '../schema.ts';
import { Type } from '../type.ts';

/** The product name that the sign-in page shows. */
export const LoginAppBrand = stringEnum(['codex', 'chatgpt']);
export type LoginAppBrand = Static<typeof LoginAppBrand>;

/** How to sign in. Tokens in `chatgptAuthTokens` belong to the host, which renews them when asked. */
export const LoginAccountParams = union('LoginAccountParams', [
  Type.Object({
    type: Type.Literal('apiKey'),
    apiKey: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('chatgpt'),
    /** Ask for the shorter sign-in pages. */
    codexStreamlinedLogin: Type.Optional(Type.Boolean()),
    /** End on a web page of the service instead of one this server shows. */
    useHostedLoginSuccessPage: Type.Optional(Type.Boolean()),
    appBrand: nullish(LoginAppBrand),
  }),
  Type.Object({
    type: Type.Literal('chatgptDeviceCode'),
  }),
  Type.Object({
    type: Type.Literal('chatgptAuthTokens'),
    /** A JWT. */
    accessToken: Type.String(),
    /** The workspace the tokens are for. */
    chatgptAccountId: Type.String(),
    /** The plan; taken from the token when null. */
    chatgptPlanType: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('amazonBedrock'),
    apiKey: Type.String(),
    region: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('amazonBedrockAccessKeys'),
    accessKeyId: Type.String(),
    secretAccessKey: Type.String(),
    /** Needed with temporary AWS keys only. */
    sessionToken: nullish(Type.String()),
    region: Type.String(),
  }),
]);
export type LoginAccountParams = Static<typeof LoginAccountParams>;

/** What the user has to do next; nothing where the kind says so. The end is told by a notification. */
export const LoginAccountResponse = union('LoginAccountResponse', [
  Type.Object({
    type: Type.Literal('apiKey'),
  }),
  Type.Object({
    type: Type.Literal('chatgpt'),
    /** Names the attempt, for cancelling it and in the notification of its end. */
    loginId: Type.String(),
    /** The page to open in a browser. */
    authUrl: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('chatgptDeviceCode'),
    loginId: Type.String(),
    /** The page where the user enters `userCode`. */
    verificationUrl: Type.String(),
    userCode: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('chatgptAuthTokens'),
  }),
  Type.Object({
    type: Type.Literal('amazonBedrock'),
  }),
]);
export type LoginAccountResponse = Static<typeof LoginAccountResponse>;

/** The attempt to give up. */
export const CancelLoginAccountParams = struct('CancelLoginAccountParams', {
  loginId: Type.String(),
});
export type CancelLoginAccountParams = Static<typeof CancelLoginAccountParams>;

/** Whether there was such an attempt. */
export const CancelLoginAccountStatus = stringEnum(['canceled', 'notFound']);
export type CancelLoginAccountStatus = Static<typeof CancelLoginAccountStatus>;

/** How the cancelling went. */
export const CancelLoginAccountResponse = struct('CancelLoginAccountResponse', {
  status: CancelLoginAccountStatus,
});
export type CancelLoginAccountResponse = Static<typeof CancelLoginAccountResponse>;

/** A tailored introduction for new users. */
export const DesktopOnboardingEntrypoint = Type.Literal('life_sciences');
export type DesktopOnboardingEntrypoint = Static<typeof DesktopOnboardingEntrypoint>;

/** An attempt has ended; `loginId` is null for sign-ins that took one step. */
export const AccountLoginCompletedNotification = struct('AccountLoginCompletedNotification', {
  loginId: nullish(Type.String()),
  success: Type.Boolean(),
  error: nullish(Type.String()),
  onboardingEntrypoint: nullish(DesktopOnboardingEntrypoint),
});
export type AccountLoginCompletedNotification = Static<typeof AccountLoginCompletedNotification>;
