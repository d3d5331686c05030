// Signing in to a model provider behind an organisation's gateway, apart from the account.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Where the sign-in to a gateway stands. */
export const GatewayOAuthStatus = stringEnum(['notReady', 'started', 'succeeded', 'failed']);
export type GatewayOAuthStatus = Static<typeof GatewayOAuthStatus>;

/** Asks whether a provider's credentials are ready. Opens no browser. */
export const GatewayOAuthReadParams = struct('GatewayOAuthReadParams', {
  /** The current provider when null. */
  modelProvider: nullish(Type.String()),
});
export type GatewayOAuthReadParams = Static<typeof GatewayOAuthReadParams>;

/** What the provider needs and has; never the credentials themselves. */
export const GatewayOAuthReadResponse = struct('GatewayOAuthReadResponse', {
  providerId: Type.String(),
  providerName: Type.String(),
  /** Whether the provider signs in through a gateway, even if that was done already. */
  required: Type.Boolean(),
  /** Whether a sign-in without a browser on this machine is offered. */
  supportsDeviceAuth: Type.Optional(Type.Boolean()),
  /** Null when the provider needs no gateway sign-in. */
  status: nullish(GatewayOAuthStatus),
  error: nullish(Type.String()),
});
export type GatewayOAuthReadResponse = Static<typeof GatewayOAuthReadResponse>;

/** Signs in to a provider. Neither the default nor any thread's provider changes. */
export const GatewayOAuthLoginParams = struct('GatewayOAuthLoginParams', {
  /** The current provider when null. */
  modelProvider: nullish(Type.String()),
  /** By device code, where that is offered. */
  deviceAuth: Type.Optional(Type.Boolean()),
});
export type GatewayOAuthLoginParams = Static<typeof GatewayOAuthLoginParams>;

/** What to show for a device code: the page and the code to enter there. */
export const GatewayOAuthPrompt = struct('GatewayOAuthPrompt', {
  loginId: Type.String(),
  verificationUrl: Type.String(),
  userCode: Type.String(),
});
export type GatewayOAuthPrompt = Static<typeof GatewayOAuthPrompt>;

/** The device code; null when a browser is used. */
export const GatewayOAuthLoginResponse = struct('GatewayOAuthLoginResponse', {
  prompt: nullish(GatewayOAuthPrompt),
});
export type GatewayOAuthLoginResponse = Static<typeof GatewayOAuthLoginResponse>;

/** Nothing to tell. */
export const GatewayOAuthCancelResponse = struct('GatewayOAuthCancelResponse', {});
export type GatewayOAuthCancelResponse = Static<typeof GatewayOAuthCancelResponse>;

/** The sign-in to a provider moved on. */
export const GatewayOAuthChangedNotification = struct('GatewayOAuthChangedNotification', {
  /** The device-code attempt that ended. */
  loginId: nullish(Type.String()),
  /** The page to open; only the client that began the sign-in gets it. */
  authUrl: nullish(Type.String()),
  providerId: Type.String(),
  status: GatewayOAuthStatus,
  error: nullish(Type.String()),
});
export type GatewayOAuthChangedNotification = Static<typeof GatewayOAuthChangedNotification>;
