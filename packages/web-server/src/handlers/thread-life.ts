// Handlers of what happens to whole threads besides creating, listing and resuming: copies, the archive, following.
import type { App } from '../rest/app.ts';
import { invalidRequest, isRpcError } from '../rest/errors.ts';
import type { Call, Fields } from '../rest/route.ts';

/** POST /threads/{id}/fork: the documented pair first. */
export function forkedThread(result: Fields, input: Fields): Fields {
  const { id } = result.thread as { id: string };
  return { new_thread_id: id, source_thread_id: input.thread_id, ...result };
}

/** POST /threads/{id}/archive: with the place of the file, which moves. */
export async function archiveThread(call: Call, app: App): Promise<Fields> {
  const threadId = call.path.thread_id ?? '';
  await app.backend.request('thread/archive', { threadId });
  return { success: true, rollout_path: await pathOf(threadId, app) };
}

async function pathOf(threadId: string, app: App): Promise<string | null> {
  try {
    return (await app.backend.request('thread/read', { threadId })).thread.path ?? null;
  } catch (error) {
    // Never stored, so there is nothing to read any more.
    if (isRpcError(error)) return null;
    throw error;
  }
}

export function unarchivedThread(result: Fields): Fields {
  return { success: true, ...result };
}

/** PUT /threads/{id}/name. */
export function namedThread(input: Fields): Fields {
  if (typeof input.name === 'string' && input.name.trim() === '') throw invalidRequest('name must not be blank');
  return input;
}

/** DELETE /threads/{id}/subscription: what is streamed, or still works, stays followed. */
export async function unsubscribeThread(call: Call, app: App): Promise<Fields> {
  const threadId = call.path.thread_id ?? '';
  const streams = app.streams.count(threadId);
  if (streams > 0) return { status: 'notSubscribed', streams };
  return { status: await app.feed.unfollow(threadId), streams };
}

/** POST /threads/{id}/items: raw items, in the spelling of the model provider. */
export function injectedItems(input: Fields): Fields {
  if (Array.isArray(input.items) && input.items.length === 0) throw invalidRequest('items must not be empty');
  return input;
}
