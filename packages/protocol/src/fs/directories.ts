// Folders of the machine the server runs on.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The folder to create; by default with the folders above it. */
export const FsCreateDirectoryParams = struct('FsCreateDirectoryParams', {
  path: AbsolutePathBuf,
  recursive: nullish(Type.Boolean()),
});
export type FsCreateDirectoryParams = Static<typeof FsCreateDirectoryParams>;

/** Empty: the folder is there. */
export const FsCreateDirectoryResponse = struct('FsCreateDirectoryResponse', {});
export type FsCreateDirectoryResponse = Static<typeof FsCreateDirectoryResponse>;

/** The folder to list. */
export const FsReadDirectoryParams = struct('FsReadDirectoryParams', {
  path: AbsolutePathBuf,
});
export type FsReadDirectoryParams = Static<typeof FsReadDirectoryParams>;

/** A name in the folder, and what it is. Links are followed. */
export const FsReadDirectoryEntry = struct('FsReadDirectoryEntry', {
  fileName: Type.String(),
  isDirectory: Type.Boolean(),
  isFile: Type.Boolean(),
});
export type FsReadDirectoryEntry = Static<typeof FsReadDirectoryEntry>;

/** What is directly in the folder. */
export const FsReadDirectoryResponse = struct('FsReadDirectoryResponse', {
  entries: Type.Array(FsReadDirectoryEntry),
});
export type FsReadDirectoryResponse = Static<typeof FsReadDirectoryResponse>;
