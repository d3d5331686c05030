// POST /threads/{id}/rollback: cuts a thread after the turn that is to be its last one.
import type { App } from '../rest/app.ts';
import { HttpError, invalidRequest } from '../rest/errors.ts';
import { readAll } from '../rest/request.ts';
import type { Call, Fields } from '../rest/route.ts';

export async function rollbackThread(call: Call, app: App): Promise<Fields> {
  const threadId = call.path.thread_id ?? '';
  const wanted = readWanted(call.body);
  await app.feed.follow(threadId);
  if (app.feed.activeTurn(threadId) !== undefined) throw new HttpError(409, 'CONFLICT', 'A turn is running');
  const turns = await readAll(app, 'thread/turns/list', { threadId, sortDirection: 'asc', itemsView: 'notLoaded' });
  const ids = turns.map((turn) => turn.id);
  const kept = wanted.turnId === undefined ? ids.length - wanted.count : ids.indexOf(wanted.turnId) + 1;
  if (wanted.turnId !== undefined && kept === 0) {
    throw new HttpError(404, 'TURN_NOT_FOUND', `turn not found: ${wanted.turnId}`);
  }
  if (kept < 0) throw invalidRequest(`num_turns is more than the ${ids.length} turns of the thread`);
  const beforeTurnId = ids[kept];
  if (beforeTurnId !== undefined) {
    await app.backend.rollback({ threadId, beforeTurnId, numTurns: ids.length - kept });
  }
  return { success: true, current_turn_id: ids[kept - 1] ?? null };
}

type Wanted = { readonly turnId: string } | { readonly turnId?: undefined; readonly count: number };

function readWanted(body: Fields): Wanted {
  const turnId = body.turn_id ?? body.turnId;
  const count = body.num_turns ?? body.numTurns;
  if (typeof turnId === 'string' && turnId !== '') return { turnId };
  if (turnId === undefined && Number.isInteger(count) && Number(count) >= 1) return { count: Number(count) };
  throw invalidRequest('turn_id must be a string, or num_turns a whole number from 1');
}
