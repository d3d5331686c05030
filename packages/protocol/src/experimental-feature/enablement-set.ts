// Switching features for this process, until it ends.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';

/** What to switch, by feature name; the others stay as they are. */
export const ExperimentalFeatureEnablementSetParams = struct('ExperimentalFeatureEnablementSetParams', {
  enablement: Type.Record(Type.String(), Type.Boolean()),
});
export type ExperimentalFeatureEnablementSetParams = Static<typeof ExperimentalFeatureEnablementSetParams>;

/** What was switched. */
export const ExperimentalFeatureEnablementSetResponse = struct('ExperimentalFeatureEnablementSetResponse', {
  enablement: Type.Record(Type.String(), Type.Boolean()),
});
export type ExperimentalFeatureEnablementSetResponse = Static<typeof ExperimentalFeatureEnablementSetResponse>;
