// Features that can be switched: listing them.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, uint32 } from '../schema.ts';
import { Type } from '../type.ts';

/** How far a feature has come. */
export const ExperimentalFeatureStage = stringEnum(['beta', 'underDevelopment', 'stable', 'deprecated', 'removed']);
export type ExperimentalFeatureStage = Static<typeof ExperimentalFeatureStage>;

/** A feature and its switch. Texts for users are null unless it is in beta. */
export const ExperimentalFeature = struct('ExperimentalFeature', {
  /** The key in config.toml. */
  name: Type.String(),
  stage: ExperimentalFeatureStage,
  displayName: nullish(Type.String()),
  description: nullish(Type.String()),
  /** What to say when the feature is new. */
  announcement: nullish(Type.String()),
  /** Whether it is on now. */
  enabled: Type.Boolean(),
  defaultEnabled: Type.Boolean(),
});
export type ExperimentalFeature = Static<typeof ExperimentalFeature>;

/** Asks for a page. */
export const ExperimentalFeatureListParams = struct('ExperimentalFeatureListParams', {
  cursor: nullish(Type.String()),
  /** Entries per page. */
  limit: nullish(uint32),
  /** Judge by the configuration of this loaded thread, its project included. */
  threadId: nullish(Type.String()),
});
export type ExperimentalFeatureListParams = Static<typeof ExperimentalFeatureListParams>;

/** One page; without `nextCursor` it is the last. */
export const ExperimentalFeatureListResponse = struct('ExperimentalFeatureListResponse', {
  data: Type.Array(ExperimentalFeature),
  nextCursor: nullish(Type.String()),
});
export type ExperimentalFeatureListResponse = Static<typeof ExperimentalFeatureListResponse>;
