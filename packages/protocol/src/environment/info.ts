// Machines that tools may run on.
import type { Static } from 'typebox';
import { PathUri } from '../config/paths.ts';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The shell there: its kind, such as `bash`, and where it is. */
export const EnvironmentShellInfo = struct('EnvironmentShellInfo', {
  name: Type.String(),
  path: Type.String(),
});
export type EnvironmentShellInfo = Static<typeof EnvironmentShellInfo>;

/** The machine asked about. */
export const EnvironmentInfoParams = struct('EnvironmentInfoParams', {
  environmentId: Type.String(),
});
export type EnvironmentInfoParams = Static<typeof EnvironmentInfoParams>;

/** What the machine says of itself. */
export const EnvironmentInfoResponse = struct('EnvironmentInfoResponse', {
  shell: EnvironmentShellInfo,
  /** The folder where commands start unless told otherwise. */
  cwd: nullish(PathUri),
});
export type EnvironmentInfoResponse = Static<typeof EnvironmentInfoResponse>;
