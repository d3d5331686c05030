// Messages for the user that are not part of a conversation: warnings, deprecations, configuration problems.
import type { Static } from 'typebox';
import { nullish, struct, uint } from '../schema.ts';
import { Type } from '../type.ts';

/** A place in a text file; line and column count from 1. */
export const TextPosition = struct('TextPosition', {
  line: uint,
  column: uint,
});
export type TextPosition = Static<typeof TextPosition>;

/** From `start` up to `end`. */
export const TextRange = struct('TextRange', {
  start: TextPosition,
  end: TextPosition,
});
export type TextRange = Static<typeof TextRange>;

/** A problem in a configuration file that did not stop the server. */
export const ConfigWarningNotification = struct('ConfigWarningNotification', {
  summary: Type.String(),
  details: nullish(Type.String()),
  path: nullish(Type.String()),
  range: nullish(TextRange),
});
export type ConfigWarningNotification = Static<typeof ConfigWarningNotification>;

/** Something the client uses will go away. */
export const DeprecationNoticeNotification = struct('DeprecationNoticeNotification', {
  summary: Type.String(),
  details: nullish(Type.String()),
});
export type DeprecationNoticeNotification = Static<typeof DeprecationNoticeNotification>;

/** A warning to show; `threadId` is null when it is about no thread. */
export const WarningNotification = struct('WarningNotification', {
  threadId: nullish(Type.String()),
  message: Type.String(),
});
export type WarningNotification = Static<typeof WarningNotification>;
