// Changing the settings of a provider. What is absent stays as it is; null removes it.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, tagged, union } from '../schema.ts';
import { Type } from '../type.ts';
import { ModelProviderSummary } from './provider.ts';

/** Fields that are not known here are refused, lest a change be lost in silence. */
const closed = { additionalProperties: false };

/** The built-in providers on AWS. */
export const BedrockProviderId = stringEnum(['amazon-bedrock', 'amazon-bedrock-runtime']);
export type BedrockProviderId = Static<typeof BedrockProviderId>;

/** The built-in provider on Google Cloud. */
export const GcpProviderId = stringEnum(['gcp']);
export type GcpProviderId = Static<typeof GcpProviderId>;

/** A gateway. */
export const CustomGatewaySettingsParams = struct(
  'CustomGatewaySettingsParams',
  {
    /** Null makes a new one. */
    providerId: nullish(Type.String()),
    name: Type.Optional(Type.String()),
    baseUrl: nullish(Type.String()),
    /** The name of the variable with its key. */
    envKey: nullish(Type.String()),
  },
  closed,
);
export type CustomGatewaySettingsParams = Static<typeof CustomGatewaySettingsParams>;

/** A provider on AWS. */
export const BedrockSettingsParams = struct(
  'BedrockSettingsParams',
  {
    providerId: BedrockProviderId,
    profile: nullish(Type.String()),
    region: nullish(Type.String()),
  },
  closed,
);
export type BedrockSettingsParams = Static<typeof BedrockSettingsParams>;

/** A provider on Google Cloud. */
export const GcpSettingsParams = struct(
  'GcpSettingsParams',
  {
    providerId: GcpProviderId,
    projectId: nullish(Type.String()),
    location: nullish(Type.String()),
    /** A path on this server's machine. */
    credentialFile: nullish(Type.String()),
  },
  closed,
);
export type GcpSettingsParams = Static<typeof GcpSettingsParams>;

/** Which provider, and what to change. */
export const ProviderSettingsPatch = union('ProviderSettingsPatch', [
  tagged('customGateway', CustomGatewaySettingsParams),
  tagged('bedrock', BedrockSettingsParams),
  tagged('gcp', GcpSettingsParams),
]);
export type ProviderSettingsPatch = Static<typeof ProviderSettingsPatch>;

/** Changes a provider. */
export const ModelProviderConfigWriteParams = struct(
  'ModelProviderConfigWriteParams',
  {
    settings: ProviderSettingsPatch,
  },
  closed,
);
export type ModelProviderConfigWriteParams = Static<typeof ModelProviderConfigWriteParams>;

/** The provider as it is now. */
export const ModelProviderConfigWriteResponse = struct('ModelProviderConfigWriteResponse', {
  provider: ModelProviderSummary,
});
export type ModelProviderConfigWriteResponse = Static<typeof ModelProviderConfigWriteResponse>;
