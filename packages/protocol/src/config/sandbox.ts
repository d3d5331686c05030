// The sandbox of a thread: a mode to ask for, a policy in full.
import type { Static } from 'typebox';
import { stringEnum, union } from '../schema.ts';
import { Type } from '../type.ts';
import { AbsolutePathBuf } from './paths.ts';

/** Whether an outer sandbox allows the network. */
export const NetworkAccess = stringEnum(['restricted', 'enabled']);
export type NetworkAccess = Static<typeof NetworkAccess>;

/** The three common sandboxes by name. */
export const SandboxMode = stringEnum(['read-only', 'workspace-write', 'danger-full-access']);
export type SandboxMode = Static<typeof SandboxMode>;

/** The sandbox in full. `externalSandbox`: someone else confines the server. Defaults: no network, no extra roots. */
export const SandboxPolicy = union(
  'SandboxPolicy',
  [
    Type.Object({
      type: Type.Literal('dangerFullAccess'),
    }),
    Type.Object({
      type: Type.Literal('readOnly'),
      networkAccess: Type.Optional(Type.Boolean()),
    }),
    Type.Object({
      type: Type.Literal('externalSandbox'),
      networkAccess: Type.Optional(NetworkAccess),
    }),
    Type.Object({
      type: Type.Literal('workspaceWrite'),
      writableRoots: Type.Optional(Type.Array(AbsolutePathBuf)),
      networkAccess: Type.Optional(Type.Boolean()),
      excludeTmpdirEnvVar: Type.Optional(Type.Boolean()),
      excludeSlashTmp: Type.Optional(Type.Boolean()),
    }),
  ],
  { readName: 'SandboxPolicyDeserialize' },
);
export type SandboxPolicy = Static<typeof SandboxPolicy>;
