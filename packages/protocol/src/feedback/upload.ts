// Sending feedback to the makers.
import type { Static } from 'typebox';
import { PathBuf } from '../config/paths.ts';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** What to say, and what to send along. */
export const FeedbackUploadParams = struct('FeedbackUploadParams', {
  /** A kind, such as `bug`. */
  classification: Type.String(),
  reason: nullish(Type.String()),
  threadId: nullish(Type.String()),
  includeLogs: Type.Optional(Type.Boolean()),
  /** Paths of files to send as well. */
  extraLogFiles: nullish(Type.Array(PathBuf)),
  /** Labels for the report. */
  tags: nullish(Type.Record(Type.String(), Type.String())),
});
export type FeedbackUploadParams = Static<typeof FeedbackUploadParams>;

/** What the report is filed under. */
export const FeedbackUploadResponse = struct('FeedbackUploadResponse', {
  threadId: Type.String(),
  /** SHA-256 of the instructions the session began with, white space evened out; null when there are none. */
  promptHash: nullish(Type.String()),
});
export type FeedbackUploadResponse = Static<typeof FeedbackUploadResponse>;
