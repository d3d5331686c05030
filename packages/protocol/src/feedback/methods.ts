// The requests of feedback.
import type { RequestTable } from '../method-table.ts';
import { FeedbackSaveParams, FeedbackSaveResponse } from './save.ts';
import { FeedbackUploadParams, FeedbackUploadResponse } from './upload.ts';

export const feedbackRequests = {
  'feedback/upload': { params: FeedbackUploadParams, result: FeedbackUploadResponse },
  'feedback/save': { params: FeedbackSaveParams, result: FeedbackSaveResponse },
} as const satisfies RequestTable;
