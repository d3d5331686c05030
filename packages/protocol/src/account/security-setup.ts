// A reminder to make the account safer.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** A link and the words on it. */
export const AccountSecuritySetupAction = struct('AccountSecuritySetupAction', {
  label: Type.String(),
  url: Type.String(),
});
export type AccountSecuritySetupAction = Static<typeof AccountSecuritySetupAction>;

/** A reminder to show, for this account and user only. */
export const AccountSecuritySetupNotice = struct('AccountSecuritySetupNotice', {
  accountId: Type.String(),
  userId: Type.String(),
  title: Type.String(),
  description: Type.String(),
  action: AccountSecuritySetupAction,
});
export type AccountSecuritySetupNotice = Static<typeof AccountSecuritySetupNotice>;

/** The reminder; null when there is none for the account. */
export const GetAccountSecuritySetupResponse = struct('GetAccountSecuritySetupResponse', {
  notice: nullish(AccountSecuritySetupNotice),
});
export type GetAccountSecuritySetupResponse = Static<typeof GetAccountSecuritySetupResponse>;
