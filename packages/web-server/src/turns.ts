// The turn routes: the shapes of input that REST clients may send, and interrupting whatever turn runs.
import { HttpError, invalidRequest } from './errors.ts';
import type { App, Call, Fields } from './route.ts';

/** REST spellings of the wire's input types. */
const inputTypes: ReadonlyMap<unknown, string> = new Map([
  ['local_image', 'localImage'],
  ['local_audio', 'localAudio'],
]);

/** `items` is the older name of `input`. An empty list is refused: a turn over REST always says something. */
export function turnInput({ items, ...fields }: Fields): Fields {
  const input = fields.input ?? items;
  if (!Array.isArray(input)) throw invalidRequest('input must be a list of input items');
  if (input.length === 0) throw invalidRequest('input must not be empty');
  return { ...fields, input: input.map(inputItem) };
}

function inputItem(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return item;
  const { type } = item as { type?: unknown };
  if (type === 'attachment') throw new HttpError(501, 'NOT_IMPLEMENTED', 'Attachments are not supported yet');
  const wire = inputTypes.get(type);
  return wire ? { ...item, type: wire } : item;
}

export function submittedTurn(result: Fields): Fields {
  return { turn_id: (result.turn as { id: string }).id, ...result };
}

/** POST /threads/{id}/turns/interrupt: of `turn_id` or of the turn that runs. Nothing to interrupt is no error. */
export async function interruptTurn(call: Call, app: App): Promise<Fields> {
  const threadId = call.path.thread_id ?? '';
  const named = call.body.turn_id ?? call.body.turnId ?? undefined;
  if (named !== undefined && typeof named !== 'string') throw invalidRequest('turn_id must be a string');
  const active = app.feed.isFollowed(threadId) ? app.feed.activeTurn(threadId) : await storedActiveTurn(threadId, app);
  const turnId = named ?? active;
  if (turnId === undefined) return { success: true, interrupted: false };
  try {
    await app.backend.request('turn/interrupt', { threadId, turnId });
    return { success: true, interrupted: true, turn_id: turnId };
  } catch (error) {
    // The turn came to its end by itself while this request was on its way.
    const over = error instanceof Error && error.message.startsWith('no active turn');
    if (over && named === undefined) return { success: true, interrupted: false };
    throw error;
  }
}

async function storedActiveTurn(threadId: string, app: App): Promise<string | undefined> {
  const { thread } = await app.backend.request('thread/read', { threadId });
  if (thread.status.type !== 'active') return undefined;
  await app.feed.follow(threadId);
  return app.feed.activeTurn(threadId);
}
