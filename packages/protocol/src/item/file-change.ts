// Parts of a patch item and its progress.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, union } from '../schema.ts';
import { Type } from '../type.ts';

/** What happens to a file; an update may also move it. */
export const PatchChangeKind = union('PatchChangeKind', [
  Type.Object({
    type: Type.Literal('add'),
  }),
  Type.Object({
    type: Type.Literal('delete'),
  }),
  Type.Object({
    type: Type.Literal('update'),
    move_path: nullish(Type.String()),
  }),
]);
export type PatchChangeKind = Static<typeof PatchChangeKind>;

/** Where the patch stands; `declined` means it was not applied. */
export const PatchApplyStatus = stringEnum(['inProgress', 'completed', 'failed', 'declined']);
export type PatchApplyStatus = Static<typeof PatchApplyStatus>;

/** One file of a patch; `diff` is a unified diff, or the whole content when added or deleted. */
export const FileUpdateChange = struct('FileUpdateChange', {
  path: Type.String(),
  kind: PatchChangeKind,
  diff: Type.String(),
});
export type FileUpdateChange = Static<typeof FileUpdateChange>;

/** Text to append to what the patch tool prints. */
export const FileChangeOutputDeltaNotification = struct('FileChangeOutputDeltaNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  itemId: Type.String(),
  delta: Type.String(),
});
export type FileChangeOutputDeltaNotification = Static<typeof FileChangeOutputDeltaNotification>;

/** The patch as far as the model has written it; replaces the item's changes. */
export const FileChangePatchUpdatedNotification = struct('FileChangePatchUpdatedNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  itemId: Type.String(),
  changes: Type.Array(FileUpdateChange),
});
export type FileChangePatchUpdatedNotification = Static<typeof FileChangePatchUpdatedNotification>;
