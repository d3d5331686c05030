// The event stream routes, and the tickets that open them.
import type { App } from '../rest/app.ts';
import { invalidRequest } from '../rest/errors.ts';
import type { Call, Fields } from '../rest/route.ts';

/** GET /threads/{id}/events. */
export async function streamThreadEvents(call: Call, app: App): Promise<undefined> {
  await app.streams.open(call.reply, {
    threadId: call.path.thread_id ?? '',
    includeChildren: one(call.query.include_children) === 'true',
    ...placeOf(call),
  });
}

/** GET /events. */
export async function streamEvents(call: Call, app: App): Promise<undefined> {
  const types = [call.query.types ?? []].flat().flatMap((text) => text.split(','));
  const threadId = one(call.query.thread_id);
  const filter = {
    ...(types.length > 0 && { types: new Set(types) }),
    ...(threadId !== undefined && { threadId }),
  };
  await app.streams.open(call.reply, { filter, ...placeOf(call) });
}

/** The place of a browser that reconnects (header) wins over the one in the URL it keeps. */
function placeOf({ request, query }: Call): { lastEventId: string | undefined; format: 'rest' | 'protocol' } {
  const format = one(query.format) ?? 'rest';
  if (format !== 'rest' && format !== 'protocol') throw invalidRequest('format must be rest or protocol');
  return { lastEventId: one(request.headers['last-event-id']) || one(query.last_event_id), format };
}

function one(value: string | readonly string[] | undefined): string | undefined {
  return [value].flat()[0];
}

/** POST /events/tickets. */
export async function issueTicket(call: Call, app: App): Promise<Fields> {
  const { thread_id: threadId = null } = call.body;
  if (threadId !== null && typeof threadId !== 'string') throw invalidRequest('thread_id must be a string');
  if (threadId !== null) await app.feed.follow(threadId);
  const { ticket, expires } = app.tickets.issue(threadId);
  return { ticket, expires_at: new Date(expires).toISOString() };
}
