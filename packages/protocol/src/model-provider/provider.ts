// Providers of models, and the settings that clients may show and change.
import type { Static } from 'typebox';
import { nullish, struct, union } from '../schema.ts';
import { Type } from '../type.ts';

/** Where the key of a gateway comes from. */
export const GatewayAuth = union('GatewayAuth', [
  Type.Object({
    mode: Type.Literal('none'),
  }),
  Type.Object({
    mode: Type.Literal('environmentVariable'),
    /** The name of a variable. */
    envKey: Type.String(),
  }),
  Type.Object({
    mode: Type.Literal('externallyConfigured'),
    envKey: nullish(Type.String()),
  }),
]);
export type GatewayAuth = Static<typeof GatewayAuth>;

/** Settings of a provider, by kind. */
export const ProviderSettings = union('ProviderSettings', [
  Type.Object({
    type: Type.Literal('openai'),
  }),
  Type.Object({
    type: Type.Literal('customGateway'),
    auth: GatewayAuth,
  }),
  Type.Object({
    type: Type.Literal('bedrock'),
    profile: nullish(Type.String()),
    region: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('gcp'),
    projectId: nullish(Type.String()),
    location: nullish(Type.String()),
    /** A path on this server's machine. */
    credentialFile: nullish(Type.String()),
  }),
]);
export type ProviderSettings = Static<typeof ProviderSettings>;

/** A provider. */
export const ModelProviderSummary = struct('ModelProviderSummary', {
  id: Type.String(),
  name: Type.String(),
  /** Whether at least one setting can be changed in the user's file. */
  canEdit: Type.Boolean(),
  /** Null when there is none or it may not be shown. */
  baseUrl: nullish(Type.String()),
  settings: ProviderSettings,
});
export type ModelProviderSummary = Static<typeof ModelProviderSummary>;
