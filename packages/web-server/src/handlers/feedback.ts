// POST /feedback: the report is kept first and sent afterwards, so that nobody waits for the makers' server.
import { randomUUID } from 'node:crypto';
import type { Params } from '@codex/protocol/methods.ts';
import { logger } from '@codex/telemetry/logger.ts';
import { keepReport, removeReport } from '../feedback-reports.ts';
import type { App } from '../rest/app.ts';
import { HttpError, invalidRequest, isRpcError, isUnsupported } from '../rest/errors.ts';
import { paramsOf } from '../rest/request.ts';
import type { Call, Fields } from '../rest/route.ts';
import { isUuid } from '../rest/uuid.ts';

type Report = Params<'feedback/upload'>;

export async function sendFeedback(call: Call, app: App): Promise<Fields> {
  const params = await paramsOf('feedback/upload', call.body);
  if (params.classification.trim() === '') throw invalidRequest('Classification cannot be empty');
  if (params.threadId != null && !isUuid(params.threadId)) throw invalidRequest('Invalid thread ID');
  const rollout = params.threadId == null ? null : await rolloutOf(params.threadId, app);
  const threadId = params.threadId ?? randomUUID();
  const path = await keepReport(app.codexHome, {
    classification: params.classification,
    reason: params.reason ?? null,
    thread_id: threadId,
    rollout_path: rollout,
    include_logs: params.includeLogs ?? false,
    tags: params.tags ?? null,
  });
  const files = [...(params.extraLogFiles ?? []), ...(rollout === null ? [] : [rollout])];
  const sending = upload(app, path, { ...params, extraLogFiles: files });
  if ([call.query.wait].flat()[0] !== 'true') {
    sending.catch((error: Error) => warn(app, error));
    return { success: true, thread_id: threadId, prompt_hash: null };
  }
  const sent = await sending.catch((error: Error) => {
    throw new HttpError(502, 'BACKEND_UNAVAILABLE', `The report is kept; sending it failed: ${error.message}`);
  });
  return { success: true, thread_id: threadId, prompt_hash: sent?.promptHash ?? null };
}

/** Undefined when there is no uploader; the report stays. */
async function upload(app: App, path: string, report: Report) {
  try {
    const sent = await app.backend.request('feedback/upload', report);
    await removeReport(path);
    return sent;
  } catch (error) {
    if (isUnsupported(error)) return undefined;
    throw error;
  }
}

function warn(app: App, error: Error): void {
  logger.warn('a feedback report could not be sent, it is kept', { error });
  app.feed.warn(`A feedback report could not be sent: ${error.message}`);
}

async function rolloutOf(threadId: string, app: App): Promise<string | null> {
  try {
    return (await app.backend.request('thread/read', { threadId })).thread.path ?? null;
  } catch (error) {
    if (isRpcError(error)) return null;
    throw error;
  }
}
