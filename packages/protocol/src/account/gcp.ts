// Google Cloud as a provider of models.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The project to use from now on. `credentialFile`: a path on this server's machine. */
export const GcpSetupParams = struct('GcpSetupParams', {
  projectId: Type.String(),
  location: nullish(Type.String()),
  credentialFile: nullish(Type.String()),
});
export type GcpSetupParams = Static<typeof GcpSetupParams>;

/** Empty: the project is in use. */
export const GcpSetupResponse = struct('GcpSetupResponse', {});
export type GcpSetupResponse = Static<typeof GcpSetupResponse>;
