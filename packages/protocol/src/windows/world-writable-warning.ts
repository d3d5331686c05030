// Windows: folders that anyone can write to weaken the sandbox.
import type { Static } from 'typebox';
import { struct, uint } from '../schema.ts';
import { Type } from '../type.ts';

/** Some of these folders, and how many more there are. */
export const WindowsWorldWritableWarningNotification = struct('WindowsWorldWritableWarningNotification', {
  samplePaths: Type.Array(Type.String()),
  extraCount: uint,
  failedScan: Type.Boolean(),
});
export type WindowsWorldWritableWarningNotification = Static<typeof WindowsWorldWritableWarningNotification>;
