// Amazon Bedrock: which credentials there are, their use, and a check of the region's requirements.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, union } from '../schema.ts';
import { Type } from '../type.ts';

/** No parameters. */
export const BedrockCheckGovCloudRequirementsParams = struct('BedrockCheckGovCloudRequirementsParams', {});
export type BedrockCheckGovCloudRequirementsParams = Static<typeof BedrockCheckGovCloudRequirementsParams>;

/** Whether the AWS region is a government one and managed rules suit it. */
export const BedrockCheckGovCloudRequirementsResponse = struct('BedrockCheckGovCloudRequirementsResponse', {
  isGovCloud: Type.Boolean(),
  /** It is one, and the managed rules are weaker than such a region calls for. Advice, not an audit. */
  shouldWarn: Type.Boolean(),
});
export type BedrockCheckGovCloudRequirementsResponse = Static<typeof BedrockCheckGovCloudRequirementsResponse>;

/** No parameters. */
export const BedrockDiscoverParams = struct('BedrockDiscoverParams', {});
export type BedrockDiscoverParams = Static<typeof BedrockDiscoverParams>;

/** A profile of the AWS configuration. */
export const BedrockAwsProfile = struct('BedrockAwsProfile', {
  name: Type.String(),
  region: nullish(Type.String()),
});
export type BedrockAwsProfile = Static<typeof BedrockAwsProfile>;

/** What stands in the environment: a pair of AWS keys, or a key of Bedrock alone. */
export const AwsCredentialType = stringEnum(['accessKeys', 'bedrockApiKey']);
export type AwsCredentialType = Static<typeof AwsCredentialType>;

/** A credential of the environment. */
export const BedrockEnvironmentCredential = struct('BedrockEnvironmentCredential', {
  type: AwsCredentialType,
  region: nullish(Type.String()),
});
export type BedrockEnvironmentCredential = Static<typeof BedrockEnvironmentCredential>;

/** All credentials that were found. */
export const BedrockDiscoverResponse = struct('BedrockDiscoverResponse', {
  profiles: Type.Array(BedrockAwsProfile),
  environmentCredentials: Type.Array(BedrockEnvironmentCredential),
});
export type BedrockDiscoverResponse = Static<typeof BedrockDiscoverResponse>;

/** The credential to use from now on. */
export const BedrockSetupParams = union('BedrockSetupParams', [
  Type.Object({
    type: Type.Literal('profile'),
    profile: Type.String(),
    region: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('environment'),
    region: Type.String(),
  }),
]);
export type BedrockSetupParams = Static<typeof BedrockSetupParams>;

/** Empty: the credential is in use. */
export const BedrockSetupResponse = struct('BedrockSetupResponse', {});
export type BedrockSetupResponse = Static<typeof BedrockSetupResponse>;
