// Being told of changes to files and folders.
import type { Static } from 'typebox';
import { AbsolutePathBuf } from '../config/paths.ts';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';

/** A path to watch, under a name of the client's choice. */
export const FsWatchParams = struct('FsWatchParams', {
  watchId: Type.String(),
  path: AbsolutePathBuf,
});
export type FsWatchParams = Static<typeof FsWatchParams>;

/** The path as it will be named in notifications. */
export const FsWatchResponse = struct('FsWatchResponse', {
  path: AbsolutePathBuf,
});
export type FsWatchResponse = Static<typeof FsWatchResponse>;

/** The watch to end. */
export const FsUnwatchParams = struct('FsUnwatchParams', {
  watchId: Type.String(),
});
export type FsUnwatchParams = Static<typeof FsUnwatchParams>;

/** Empty: nothing more is told of it. */
export const FsUnwatchResponse = struct('FsUnwatchResponse', {});
export type FsUnwatchResponse = Static<typeof FsUnwatchResponse>;

/** Something happened to these paths. */
export const FsChangedNotification = struct('FsChangedNotification', {
  watchId: Type.String(),
  changedPaths: Type.Array(AbsolutePathBuf),
});
export type FsChangedNotification = Static<typeof FsChangedNotification>;
