import { type Static, Type } from 'typebox';
import { nullable, stringEnum } from '../schema.ts';

export const PatchChangeKind = Type.Union([
  Type.Object({
    type: Type.Literal('add'),
  }),
  Type.Object({
    type: Type.Literal('delete'),
  }),
  Type.Object({
    type: Type.Literal('update'),
    move_path: Type.Optional(nullable(Type.String())),
  }),
]);
export type PatchChangeKind = Static<typeof PatchChangeKind>;

export const PatchApplyStatus = stringEnum(['inProgress', 'completed', 'failed', 'declined']);
export type PatchApplyStatus = Static<typeof PatchApplyStatus>;

export const FileUpdateChange = Type.Object({
  diff: Type.String(),
  kind: PatchChangeKind,
  path: Type.String(),
});
export type FileUpdateChange = Static<typeof FileUpdateChange>;

export const FileChangeOutputDeltaNotification = Type.Object({
  delta: Type.String(),
  itemId: Type.String(),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type FileChangeOutputDeltaNotification = Static<typeof FileChangeOutputDeltaNotification>;

export const FileChangePatchUpdatedNotification = Type.Object({
  changes: Type.Array(FileUpdateChange),
  itemId: Type.String(),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type FileChangePatchUpdatedNotification = Static<typeof FileChangePatchUpdatedNotification>;
