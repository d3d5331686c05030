// The older way to ask who is signed in; `account/read` is the newer one.
import type { Static } from 'typebox';
import { AuthMode } from '../account/account.ts';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** `includeToken` asks for the token, `refreshToken` for a new one where that is possible; neither by default. */
export const GetAuthStatusParams = struct('GetAuthStatusParams', {
  includeToken: nullish(Type.Boolean()),
  refreshToken: nullish(Type.Boolean()),
});
export type GetAuthStatusParams = Static<typeof GetAuthStatusParams>;

/** How the user is signed in; null: not at all. `requiresOpenaiAuth`: whether the configured provider needs it. */
export const GetAuthStatusResponse = struct('GetAuthStatusResponse', {
  authMethod: nullish(AuthMode),
  authToken: nullish(Type.String()),
  requiresOpenaiAuth: nullish(Type.Boolean()),
});
export type GetAuthStatusResponse = Static<typeof GetAuthStatusResponse>;
