// Changing which sign-in is active.
import type { Static } from 'typebox';
import { struct, union } from '../schema.ts';
import { Type } from '../type.ts';
import { AccountSessionsResponse } from './list.ts';

/** The sign-in to use from now on, and the workspace in it. */
export const AccountSessionsSwitchParams = struct('AccountSessionsSwitchParams', {
  sessionId: Type.String(),
  accountId: Type.String(),
  /** Where the workspace wants a sign-in of its own, it may be started in a browser. */
  allowBrowserLogin: Type.Optional(Type.Boolean()),
});
export type AccountSessionsSwitchParams = Static<typeof AccountSessionsSwitchParams>;

/** All sign-ins after the change, or the page where the user has to sign in first. */
export const AccountSessionsSwitchResponse = union('AccountSessionsSwitchResponse', [
  Type.Object(AccountSessionsResponse.properties),
  Type.Object({
    loginId: Type.String(),
    authUrl: Type.String(),
  }),
]);
export type AccountSessionsSwitchResponse = Static<typeof AccountSessionsSwitchResponse>;
