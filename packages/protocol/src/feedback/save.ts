// Keeping feedback in a file instead of sending it.
import type { Static } from 'typebox';
import { LegacyAppPathString, PathBuf } from '../config/paths.ts';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** What to say, and what to put beside it. */
export const FeedbackSaveParams = struct('FeedbackSaveParams', {
  /** Absolute path of a ZIP file that does not exist yet; it is the caller's from then on. */
  savePath: LegacyAppPathString,
  /** A kind, such as `bug`. */
  classification: Type.String(),
  reason: nullish(Type.String()),
  threadId: nullish(Type.String()),
  includeLogs: Type.Optional(Type.Boolean()),
  /** Paths of files to add. */
  extraLogFiles: nullish(Type.Array(PathBuf)),
  /** Labels for the report. */
  tags: nullish(Type.Record(Type.String(), Type.String())),
});
export type FeedbackSaveParams = Static<typeof FeedbackSaveParams>;

/** The file, and what the report is about. */
export const FeedbackSaveResponse = struct('FeedbackSaveResponse', {
  savedPath: LegacyAppPathString,
  threadId: Type.String(),
  /** As when it is sent. */
  promptHash: nullish(Type.String()),
});
export type FeedbackSaveResponse = Static<typeof FeedbackSaveResponse>;
