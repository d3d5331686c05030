// Whether a machine that tools may run on is there.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The machine asked about. */
export const EnvironmentStatusParams = struct('EnvironmentStatusParams', {
  environmentId: Type.String(),
});
export type EnvironmentStatusParams = Static<typeof EnvironmentStatusParams>;

/** Where the connection stands. */
export const EnvironmentStatusKind = stringEnum(['ready', 'pending', 'disconnected', 'unknown']);
export type EnvironmentStatusKind = Static<typeof EnvironmentStatusKind>;

/** The state as it is; asking does not connect. */
export const EnvironmentStatusResponse = struct('EnvironmentStatusResponse', {
  status: EnvironmentStatusKind,
  /** Why, when it is `disconnected` or `unknown`. */
  error: nullish(Type.String()),
});
export type EnvironmentStatusResponse = Static<typeof EnvironmentStatusResponse>;
