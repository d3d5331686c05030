// Amazon Bedrock: a check of the region's requirements.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';
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
