// The approval routes: what waits for an answer, and answering it. Neither needs a stream to be open.
import { serverRequests } from '@codex/protocol/methods.ts';
import { answerFor } from './decisions.ts';
import type { App, Call, Fields } from './route.ts';
import { checkValue } from './schema-check.ts';
import { restAsk } from './sse-views.ts';

/** GET /threads/{id}/approvals. */
export async function listApprovals(call: Call, app: App): Promise<Fields> {
  const threadId = call.path.thread_id ?? '';
  await app.feed.follow(threadId);
  return { data: app.feed.pending.list(threadId).map(({ event }) => restAsk(event, threadId)) };
}

/** POST /threads/{id}/approvals/{approval_id}. */
export async function answerApproval(call: Call, app: App): Promise<Fields> {
  const threadId = call.path.thread_id ?? '';
  await app.feed.follow(threadId);
  const name = call.path.approval_id ?? '';
  const { ask } = app.feed.pending.find(threadId, name);
  const result = answerFor(ask, call.body);
  const spec = serverRequests[ask.method as keyof typeof serverRequests];
  if (spec) await checkValue(spec.result, result);
  // Looked up again: somebody may have answered while this body was checked.
  app.feed.pending.answer(app.feed.pending.find(threadId, name), { result });
  return { success: true };
}
