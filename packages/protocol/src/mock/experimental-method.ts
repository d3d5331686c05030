// A method that does nothing, for tests of the gate of the experimental surface.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Any text. */
export const MockExperimentalMethodParams = struct('MockExperimentalMethodParams', {
  value: nullish(Type.String()),
});
export type MockExperimentalMethodParams = Static<typeof MockExperimentalMethodParams>;

/** The same text. */
export const MockExperimentalMethodResponse = struct('MockExperimentalMethodResponse', {
  echoed: nullish(Type.String()),
});
export type MockExperimentalMethodResponse = Static<typeof MockExperimentalMethodResponse>;
