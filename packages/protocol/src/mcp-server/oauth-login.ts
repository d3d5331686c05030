// Signing in to an MCP server in a browser.
import type { Static } from 'typebox';
import { int64, nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** How this server introduces itself: as found, by metadata document, or by registration. */
export const McpServerOauthClientRegistration = stringEnum(['auto', 'cimd', 'dcr']);
export type McpServerOauthClientRegistration = Static<typeof McpServerOauthClientRegistration>;

/** Begins the sign-in. */
export const McpServerOauthLoginParams = struct('McpServerOauthLoginParams', {
  name: Type.String(),
  threadId: nullish(Type.String()),
  /** Holds for this sign-in only; as found when null. */
  clientRegistration: nullish(McpServerOauthClientRegistration),
  scopes: nullish(Type.Array(Type.String())),
  timeoutSecs: nullish(int64),
});
export type McpServerOauthLoginParams = Static<typeof McpServerOauthLoginParams>;

/** The page to open. */
export const McpServerOauthLoginResponse = struct('McpServerOauthLoginResponse', {
  authorizationUrl: Type.String(),
  /** Names the attempt in the notification of its end. */
  loginId: nullish(Type.String()),
});
export type McpServerOauthLoginResponse = Static<typeof McpServerOauthLoginResponse>;

/** The sign-in has ended; `error` is there when it failed. */
export const McpServerOauthLoginCompletedNotification = struct('McpServerOauthLoginCompletedNotification', {
  name: Type.String(),
  threadId: nullish(Type.String()),
  loginId: nullish(Type.String()),
  success: Type.Boolean(),
  error: nullish(Type.String()),
});
export type McpServerOauthLoginCompletedNotification = Static<typeof McpServerOauthLoginCompletedNotification>;
