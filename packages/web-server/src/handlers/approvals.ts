// The approval routes: what waits for an answer, and answering it. Neither needs a stream to be open.
import { serverRequests } from '@codex/protocol/methods.ts';
import { restAsk } from '../events/sse-views.ts';
import type { App } from '../rest/app.ts';
import { HttpError } from '../rest/errors.ts';
import type { Call, Fields } from '../rest/route.ts';
import { checkValue } from '../rest/schema-check.ts';
import { answerFor } from './decisions.ts';

/** GET /threads/{id}/approvals, or /approvals for all threads. */
export async function listApprovals(call: Call, app: App): Promise<Fields> {
  const { thread_id: threadId } = call.path;
  if (threadId !== undefined) await app.feed.follow(threadId);
  const pending = app.feed.pending.list(threadId).filter((each) => each.threadId !== undefined);
  return { data: pending.map((each) => restAsk(each.event, each.threadId ?? null)) };
}

/** POST /threads/{id}/approvals/{approval_id}. */
export async function answerApproval(call: Call, app: App): Promise<Fields> {
  const threadId = call.path.thread_id ?? '';
  await app.feed.follow(threadId);
  const name = call.path.approval_id ?? '';
  const { ask } = app.feed.pending.find(threadId, name);
  const { turn_id: turnId, ...body } = call.body;
  if (turnId !== undefined && turnId !== ask.params.turnId) {
    throw new HttpError(409, 'CONFLICT', `The approval belongs to turn ${ask.params.turnId}`);
  }
  const result = answerFor(ask, body);
  const spec = serverRequests[ask.method as keyof typeof serverRequests];
  if (spec) await checkValue(spec.result, result);
  // Looked up again: somebody may have answered while this body was checked.
  app.feed.pending.answer(app.feed.pending.find(threadId, name), { result });
  return { success: true };
}
