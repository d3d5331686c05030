// Adding a machine that tools may run on.
import type { Static } from 'typebox';
import { nullish, struct, uint64 } from '../schema.ts';
import { Type } from '../type.ts';

/** Skills that the machine must bring along. */
export const EnvironmentSkillsParams = struct('EnvironmentSkillsParams', {
  /** Names; without one of them no model is asked. */
  required: nullish(Type.Array(Type.String())),
});
export type EnvironmentSkillsParams = Static<typeof EnvironmentSkillsParams>;

/** Where the machine is reached, under which id, and how this server shows who it is. */
export const EnvironmentAddParams = struct('EnvironmentAddParams', {
  environmentId: Type.String(),
  execServerUrl: Type.String(),
  /** Sent at every connection; only over TLS or to this host itself. */
  authBearerToken: nullish(Type.String()),
  /** The header `X-Request-ID` of every connection; only over TLS or to this host itself. */
  websocketRequestId: nullish(Type.String()),
  /** Milliseconds until connecting is given up. */
  connectTimeoutMs: nullish(uint64),
  skills: nullish(EnvironmentSkillsParams),
});
export type EnvironmentAddParams = Static<typeof EnvironmentAddParams>;

/** Empty: threads may name the machine. */
export const EnvironmentAddResponse = struct('EnvironmentAddResponse', {});
export type EnvironmentAddResponse = Static<typeof EnvironmentAddResponse>;
