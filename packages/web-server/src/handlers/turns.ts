// The turn routes: the shapes of input that REST clients may send, and interrupting whatever turn runs.
import type { App } from '../rest/app.ts';
import { invalidRequest } from '../rest/errors.ts';
import type { Call, Fields } from '../rest/route.ts';
import { attachedInput } from './attached-input.ts';

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
  const wire = inputTypes.get(type);
  return wire ? { ...item, type: wire } : item;
}

export function submittedTurn(result: Fields): Fields {
  return { turn_id: (result.turn as { id: string }).id, ...result };
}

/** Where images and sounds come from; URLs in texts are nobody's business. */
export function inputUrls({ input }: Fields): unknown {
  return (input as ReadonlyArray<{ url?: unknown } | null>).map((item) => item?.url);
}

/** What `turnInput` cannot say: uploaded files, whose kind stands on disk. */
export async function resolveAttachments(input: Fields, app: App): Promise<Fields> {
  if (!Array.isArray(input.input)) return input;
  const resolved = input.input.map((item: { type?: unknown; attachment_id?: unknown } | null) =>
    item?.type === 'attachment' ? attachedInput(item.attachment_id, app.attachments) : item,
  );
  return { ...input, input: await Promise.all(resolved) };
}

/** POST /threads/{id}/turns/interrupt: of `turn_id` or of the turn that runs. Nothing to interrupt is no error. */
export async function interruptTurn(call: Call, app: App): Promise<Fields> {
  const threadId = call.path.thread_id ?? '';
  const named = call.path.turn_id ?? call.body.turn_id ?? call.body.turnId ?? undefined;
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
