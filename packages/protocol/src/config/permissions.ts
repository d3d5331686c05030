import { type Static, Type } from 'typebox';
import { LegacyAppPathString } from '../config/paths.ts';
import { nullable, stringEnum } from '../schema.ts';

export const ActivePermissionProfile = Type.Object({
  extends: Type.Optional(nullable(Type.String())),
  id: Type.String(),
});
export type ActivePermissionProfile = Static<typeof ActivePermissionProfile>;

export const FileSystemAccessMode = stringEnum(['read', 'write', 'deny']);
export type FileSystemAccessMode = Static<typeof FileSystemAccessMode>;

export const FileSystemSpecialPath = Type.Union([
  Type.Object({
    kind: Type.Literal('root'),
  }),
  Type.Object({
    kind: Type.Literal('minimal'),
  }),
  Type.Object({
    kind: Type.Literal('project_roots'),
    subpath: Type.Optional(nullable(LegacyAppPathString)),
  }),
  Type.Object({
    kind: Type.Literal('tmpdir'),
  }),
  Type.Object({
    kind: Type.Literal('slash_tmp'),
  }),
  Type.Object({
    kind: Type.Literal('unknown'),
    path: Type.String(),
    subpath: Type.Optional(nullable(LegacyAppPathString)),
  }),
]);
export type FileSystemSpecialPath = Static<typeof FileSystemSpecialPath>;

export const FileSystemPath = Type.Union([
  Type.Object({
    type: Type.Literal('path'),
    path: LegacyAppPathString,
  }),
  Type.Object({
    type: Type.Literal('glob_pattern'),
    pattern: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('special'),
    value: FileSystemSpecialPath,
  }),
]);
export type FileSystemPath = Static<typeof FileSystemPath>;

export const FileSystemSandboxEntry = Type.Object({
  access: FileSystemAccessMode,
  path: FileSystemPath,
});
export type FileSystemSandboxEntry = Static<typeof FileSystemSandboxEntry>;

export const AdditionalFileSystemPermissions = Type.Object({
  entries: Type.Optional(nullable(Type.Array(FileSystemSandboxEntry))),
  globScanMaxDepth: Type.Optional(nullable(Type.Integer({ format: 'uint', minimum: 1 }))),
  read: Type.Optional(nullable(Type.Array(LegacyAppPathString))),
  write: Type.Optional(nullable(Type.Array(LegacyAppPathString))),
});
export type AdditionalFileSystemPermissions = Static<typeof AdditionalFileSystemPermissions>;

export const AdditionalNetworkPermissions = Type.Object({
  enabled: Type.Optional(nullable(Type.Boolean())),
});
export type AdditionalNetworkPermissions = Static<typeof AdditionalNetworkPermissions>;

export const AdditionalPermissionProfile = Type.Object({
  fileSystem: Type.Optional(nullable(AdditionalFileSystemPermissions)),
  network: Type.Optional(nullable(AdditionalNetworkPermissions)),
});
export type AdditionalPermissionProfile = Static<typeof AdditionalPermissionProfile>;

export const RequestPermissionProfile = Type.Object(
  {
    fileSystem: Type.Optional(nullable(AdditionalFileSystemPermissions)),
    network: Type.Optional(nullable(AdditionalNetworkPermissions)),
  },
  { additionalProperties: false },
);
export type RequestPermissionProfile = Static<typeof RequestPermissionProfile>;

export const GrantedPermissionProfile = Type.Object({
  fileSystem: Type.Optional(nullable(AdditionalFileSystemPermissions)),
  network: Type.Optional(nullable(AdditionalNetworkPermissions)),
});
export type GrantedPermissionProfile = Static<typeof GrantedPermissionProfile>;

export const PermissionGrantScope = stringEnum(['turn', 'session']);
export type PermissionGrantScope = Static<typeof PermissionGrantScope>;
