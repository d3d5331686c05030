// What the current provider can do beyond text.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';

/** No parameters. */
export const ModelProviderCapabilitiesReadParams = struct('ModelProviderCapabilitiesReadParams', {});
export type ModelProviderCapabilitiesReadParams = Static<typeof ModelProviderCapabilitiesReadParams>;

/** What it can do. */
export const ModelProviderCapabilitiesReadResponse = struct('ModelProviderCapabilitiesReadResponse', {
  imageGeneration: Type.Boolean(),
  webSearch: Type.Boolean(),
});
export type ModelProviderCapabilitiesReadResponse = Static<typeof ModelProviderCapabilitiesReadResponse>;
