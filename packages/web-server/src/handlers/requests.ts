// The routes of every request of the server that waits for an answer, of a thread or of none: approvals included.
import { serverRequests } from '@codex/protocol/methods.ts';
import type { Ask } from '../events/messages.ts';
import type { AskOutcome } from '../events/pending-requests.ts';
import { restAsk } from '../events/sse-views.ts';
import type { App } from '../rest/app.ts';
import { invalidRequest } from '../rest/errors.ts';
import { naming } from '../rest/naming.ts';
import type { Call, Fields } from '../rest/route.ts';
import { checkValue } from '../rest/schema-check.ts';
import { answerFor } from './decisions.ts';

/** GET /threads/{id}/requests, GET /server-requests. */
export async function listRequests(call: Call, app: App): Promise<Fields> {
  const { thread_id: threadId } = call.path;
  if (threadId !== undefined) await app.feed.follow(threadId);
  const { pending } = app.feed;
  const found = threadId === undefined ? pending.listLoose() : pending.list(threadId);
  return { data: found.map(({ event }) => restAsk(event, threadId ?? null)) };
}

/** POST /threads/{id}/requests/{request_id}, POST /server-requests/{request_id}. */
export async function answerRequest(call: Call, app: App): Promise<Fields> {
  const { thread_id: threadId, request_id: name = '' } = call.path;
  if (threadId !== undefined) await app.feed.follow(threadId);
  const { pending } = app.feed;
  const outcome = await outcomeOf(pending.find(threadId, name).ask, call.body);
  // Looked up again: somebody may have answered while this body was checked.
  pending.answer(pending.find(threadId, name), outcome);
  return { success: true };
}

async function outcomeOf(ask: Ask, body: Fields): Promise<AskOutcome> {
  if ('error' in body && Object.keys(body).length === 1) return { error: rpcError(body.error) };
  const spec = serverRequests[ask.method as keyof typeof serverRequests];
  const given = 'result' in body && Object.keys(body).length === 1 ? body.result : undefined;
  const result = given === undefined ? answerFor(ask, body) : spec ? naming(spec.result).toWire(given) : given;
  if (spec) await checkValue(spec.result, result);
  return { result };
}

function rpcError(error: unknown): { code: number; message: string } {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (Number.isInteger(code) && typeof message === 'string') return { code: Number(code), message };
  throw invalidRequest('error must have a whole number as code, and a message');
}
