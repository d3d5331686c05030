// Listing providers.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';
import { ModelProviderSummary } from './provider.ts';

/** No parameters. */
export const ModelProviderListParams = struct('ModelProviderListParams', {});
export type ModelProviderListParams = Static<typeof ModelProviderListParams>;

/** All providers. */
export const ModelProviderListResponse = struct('ModelProviderListResponse', {
  data: Type.Array(ModelProviderSummary),
  defaultProviderId: Type.String(),
  /** Whether nothing above the user fixes it. */
  canChangeDefault: Type.Boolean(),
});
export type ModelProviderListResponse = Static<typeof ModelProviderListResponse>;
