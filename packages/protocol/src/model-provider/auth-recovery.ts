// Renewing the credentials of a provider in the middle of a turn.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Renewing begins or is done, as the method says. */
export const AuthRecoveryNotification = struct('AuthRecoveryNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  provider: Type.String(),
  message: Type.String(),
});
export type AuthRecoveryNotification = Static<typeof AuthRecoveryNotification>;
