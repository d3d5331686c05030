// Permission profiles: what a sandboxed command may read, write and reach.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, union } from '../schema.ts';
import { Type } from '../type.ts';
import { LegacyAppPathString } from './paths.ts';

/** The named profile in force and the one it extends. */
export const ActivePermissionProfile = struct('ActivePermissionProfile', {
  id: Type.String(),
  extends: nullish(Type.String()),
});
export type ActivePermissionProfile = Static<typeof ActivePermissionProfile>;

/** What an entry does to its path. */
export const FileSystemAccessMode = stringEnum(['read', 'write', 'deny']);
export type FileSystemAccessMode = Static<typeof FileSystemAccessMode>;

/** A place named by its role instead of its path. */
export const FileSystemSpecialPath = union('FileSystemSpecialPath', [
  Type.Object({
    kind: Type.Literal('root'),
  }),
  Type.Object({
    kind: Type.Literal('minimal'),
  }),
  Type.Object({
    kind: Type.Literal('project_roots'),
    subpath: nullish(LegacyAppPathString),
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
    subpath: nullish(LegacyAppPathString),
  }),
]);
export type FileSystemSpecialPath = Static<typeof FileSystemSpecialPath>;

/** What an entry is about: a path, a glob pattern, or a place by role. */
export const FileSystemPath = union('FileSystemPath', [
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

/** One rule of a profile. */
export const FileSystemSandboxEntry = struct('FileSystemSandboxEntry', {
  path: FileSystemPath,
  access: FileSystemAccessMode,
});
export type FileSystemSandboxEntry = Static<typeof FileSystemSandboxEntry>;

/** Rules beyond the profile. `read` and `write` are the older form of `entries`. */
export const AdditionalFileSystemPermissions = struct('AdditionalFileSystemPermissions', {
  read: nullish(Type.Array(LegacyAppPathString)),
  write: nullish(Type.Array(LegacyAppPathString)),
  globScanMaxDepth: nullish(Type.Integer({ format: 'uint', minimum: 1 })),
  entries: nullish(Type.Array(FileSystemSandboxEntry)),
});
export type AdditionalFileSystemPermissions = Static<typeof AdditionalFileSystemPermissions>;

/** Whether the network is open. */
export const AdditionalNetworkPermissions = struct('AdditionalNetworkPermissions', {
  enabled: nullish(Type.Boolean()),
});
export type AdditionalNetworkPermissions = Static<typeof AdditionalNetworkPermissions>;

/** Permissions beyond those in force. */
export const AdditionalPermissionProfile = struct('AdditionalPermissionProfile', {
  network: nullish(AdditionalNetworkPermissions),
  fileSystem: nullish(AdditionalFileSystemPermissions),
});
export type AdditionalPermissionProfile = Static<typeof AdditionalPermissionProfile>;

/** Permissions the model asks for. */
export const RequestPermissionProfile = struct(
  'RequestPermissionProfile',
  {
    network: nullish(AdditionalNetworkPermissions),
    fileSystem: nullish(AdditionalFileSystemPermissions),
  },
  { additionalProperties: false },
);
export type RequestPermissionProfile = Static<typeof RequestPermissionProfile>;

/** Permissions the user grants. */
export const GrantedPermissionProfile = struct('GrantedPermissionProfile', {
  network: nullish(AdditionalNetworkPermissions),
  fileSystem: nullish(AdditionalFileSystemPermissions),
});
export type GrantedPermissionProfile = Static<typeof GrantedPermissionProfile>;

/** How long a grant holds. */
export const PermissionGrantScope = stringEnum(['turn', 'session']);
export type PermissionGrantScope = Static<typeof PermissionGrantScope>;
