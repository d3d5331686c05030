// Files of the machine the server runs on, without a sandbox. Paths are absolute, contents base64.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { int64, nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The file to read. */
export const FsReadFileParams = struct('FsReadFileParams', {
  path: AbsolutePathBuf,
});
export type FsReadFileParams = Static<typeof FsReadFileParams>;

/** All of the file. */
export const FsReadFileResponse = struct('FsReadFileResponse', {
  dataBase64: Type.String(),
});
export type FsReadFileResponse = Static<typeof FsReadFileResponse>;

/** The file to create or replace. */
export const FsWriteFileParams = struct('FsWriteFileParams', {
  path: AbsolutePathBuf,
  dataBase64: Type.String(),
});
export type FsWriteFileParams = Static<typeof FsWriteFileParams>;

/** Empty: the file is written. */
export const FsWriteFileResponse = struct('FsWriteFileResponse', {});
export type FsWriteFileResponse = Static<typeof FsWriteFileResponse>;

/** The path asked about. */
export const FsGetMetadataParams = struct('FsGetMetadataParams', {
  path: AbsolutePathBuf,
});
export type FsGetMetadataParams = Static<typeof FsGetMetadataParams>;

/** What a path is. Links are followed, except for `isSymlink`. Times are Unix milliseconds, 0 where unknown. */
export const FsGetMetadataResponse = struct('FsGetMetadataResponse', {
  isDirectory: Type.Boolean(),
  isFile: Type.Boolean(),
  isSymlink: Type.Boolean(),
  createdAtMs: int64,
  modifiedAtMs: int64,
});
export type FsGetMetadataResponse = Static<typeof FsGetMetadataResponse>;

/** What to copy; `recursive` is needed for folders. */
export const FsCopyParams = struct('FsCopyParams', {
  sourcePath: AbsolutePathBuf,
  destinationPath: AbsolutePathBuf,
  recursive: Type.Optional(Type.Boolean()),
});
export type FsCopyParams = Static<typeof FsCopyParams>;

/** Empty: the copy is there. */
export const FsCopyResponse = struct('FsCopyResponse', {});
export type FsCopyResponse = Static<typeof FsCopyResponse>;

/** What to remove; by default with everything in it, and without complaint when it is not there. */
export const FsRemoveParams = struct('FsRemoveParams', {
  path: AbsolutePathBuf,
  recursive: nullish(Type.Boolean()),
  force: nullish(Type.Boolean()),
});
export type FsRemoveParams = Static<typeof FsRemoveParams>;

/** Empty: it is gone. */
export const FsRemoveResponse = struct('FsRemoveResponse', {});
export type FsRemoveResponse = Static<typeof FsRemoveResponse>;
