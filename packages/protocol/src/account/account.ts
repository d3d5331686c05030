// The account in use: who is signed in and how, asking for it, and signing out.
import type { Static } from 'typebox';
import { nullable, nullish, stringEnum, struct, union } from '../schema.ts';
import { Type } from '../type.ts';
import { PlanType } from './rate-limits.ts';

/** How model requests are authenticated. */
export const AuthMode = stringEnum([
  'apikey',
  'chatgpt',
  'chatgptAuthTokens',
  'headers',
  'agentIdentity',
  'personalAccessToken',
  'bedrockApiKey',
  'bedrockAccessKeys',
]);
export type AuthMode = Static<typeof AuthMode>;

/** Who is signed in, by kind of credentials. */
export const Account = union('Account', [
  Type.Object({
    type: Type.Literal('apiKey'),
  }),
  Type.Object({
    type: Type.Literal('chatgpt'),
    /** Null when the tokens do not tell it. */
    email: nullable(Type.String()),
    planType: PlanType,
    /** The ChatGPT workspace in use, for display. */
    workspaceName: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('amazonBedrock'),
    /** Whether the keys were given to this server, rather than found in the AWS environment. */
    usesCodexManagedCredentials: Type.Optional(Type.Boolean()),
  }),
  Type.Object({
    type: Type.Literal('gcp'),
  }),
]);
export type Account = Static<typeof Account>;

/** Where requests of a workspace must be processed; the words are those of the upstream service. */
export const AccountRoutingOverride = stringEnum(['NO_CONSTRAINT', 'us', 'us_cr']);
export type AccountRoutingOverride = Static<typeof AccountRoutingOverride>;

/** Which upstream serves the account's workspace. */
export const WorkspaceRouting = struct('WorkspaceRouting', {
  chatgptAccountId: Type.String(),
  /** Scheme and host, such as `https://example.com`. */
  backendOrigin: Type.String(),
  accountRoutingOverride: AccountRoutingOverride,
});
export type WorkspaceRouting = Static<typeof WorkspaceRouting>;

/** Asks who is signed in. */
export const GetAccountParams = struct('GetAccountParams', {
  /** Renew the tokens first. Without effect on tokens that the host supplies. */
  refreshToken: Type.Optional(Type.Boolean()),
});
export type GetAccountParams = Static<typeof GetAccountParams>;

/** The account, or null when nobody is signed in. */
export const GetAccountResponse = struct('GetAccountResponse', {
  account: nullish(Account),
  /** The ChatGPT id of the user. */
  userId: nullish(Type.String()),
  /** Whether the current provider needs a sign-in at all. */
  requiresOpenaiAuth: Type.Boolean(),
  workspaceRouting: nullish(WorkspaceRouting),
});
export type GetAccountResponse = Static<typeof GetAccountResponse>;

/** Nothing to tell. */
export const LogoutAccountResponse = struct('LogoutAccountResponse', {});
export type LogoutAccountResponse = Static<typeof LogoutAccountResponse>;

/** The sign-in changed; both fields are null after signing out. */
export const AccountUpdatedNotification = struct('AccountUpdatedNotification', {
  authMode: nullish(AuthMode),
  planType: nullish(PlanType),
});
export type AccountUpdatedNotification = Static<typeof AccountUpdatedNotification>;
