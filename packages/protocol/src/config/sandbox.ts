import { type Static, Type } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { stringEnum } from '../schema.ts';

export const NetworkAccess = stringEnum(['restricted', 'enabled']);
export type NetworkAccess = Static<typeof NetworkAccess>;

export const SandboxMode = stringEnum(['read-only', 'workspace-write', 'danger-full-access']);
export type SandboxMode = Static<typeof SandboxMode>;

export const SandboxPolicy = Type.Union([
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
    excludeSlashTmp: Type.Optional(Type.Boolean()),
    excludeTmpdirEnvVar: Type.Optional(Type.Boolean()),
    networkAccess: Type.Optional(Type.Boolean()),
    writableRoots: Type.Optional(Type.Array(AbsolutePathBuf)),
  }),
]);
export type SandboxPolicy = Static<typeof SandboxPolicy>;
