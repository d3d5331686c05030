// The turns of a thread as its rollout tells them, and pages of turns and of their items.
import type { ThreadItemEntry, ThreadItemsListParams, ThreadItemsListResponse } from '@codex/protocol/thread/items.ts';
import type { ThreadTurnsListParams } from '@codex/protocol/thread/read.ts';
import type { TurnsPage, Turn as WireTurn } from '@codex/protocol/turn/turn.ts';
import { invalidRequest } from '../errors.ts';
import { foldLines } from '../rollouts/fold-lines.ts';
import { findLastTurn } from '../rollouts/last-turn.ts';
import { readRollout, readThread } from '../rollouts/reader.ts';
import type { LocateBase } from '../rollouts/resume-state.ts';
import { isTurnLine, type StoredTurn, TurnsProjection, turnView } from '../rollouts/turns.ts';
import { cutPage, type PageAnchor, pageCursor } from './pages.ts';

/** Every turn in order, as the file tells it. */
export async function readTurns(file: string, locate: LocateBase): Promise<StoredTurn[]> {
  const projection = new TurnsProjection();
  await foldLines(readThread(file, locate, { wanted: isTurnLine }), ({ line }) => projection.add(line));
  return projection.turns();
}

/**
 * What says where the thread ends: its last turn, with the places of all items that were completed since it began. Every
 * turn where that cannot be told alone.
 */
export async function readLastTurn(file: string, locate: LocateBase): Promise<StoredTurn[]> {
  const start = findLastTurn(file);
  if (start === undefined) return readTurns(file, locate);
  const projection = new TurnsProjection();
  await foldLines(readRollout(file, { start, wanted: isTurnLine }), ({ line }) => projection.add(line));
  const turns = projection.turns();
  const itemOrdinals = new Map(turns.flatMap((turn) => [...turn.itemOrdinals]));
  return turns.slice(0, 1).map((turn) => ({ ...turn, itemOrdinals }));
}

/** The same with the last turn as memory knows it: it may have gone on since the file was read. */
export function withLastTurn(stored: readonly StoredTurn[], last: readonly WireTurn[]): readonly StoredTurn[] {
  return last.reduce(withTurn, stored);
}

function withTurn(stored: readonly StoredTurn[], turn: WireTurn): readonly StoredTurn[] {
  const at = stored.findIndex((one) => one.turn.id === turn.id);
  if (at >= 0) return stored.with(at, { ...(stored[at] as StoredTurn), turn });
  return [...stored, { turn, ordinal: (stored.at(-1)?.ordinal ?? 0) + 1, endOrdinal: null, itemOrdinals: new Map() }];
}

/** Turns are listed newest first, as summaries, unless asked otherwise. Throws `invalid cursor: …`. */
export function pageOfTurns(
  threadId: string,
  turns: readonly StoredTurn[],
  params: Omit<ThreadTurnsListParams, 'threadId'>,
): TurnsPage {
  const page = cutPage({ threadId, kind: 'turns' }, turns, { limit: params.limit ?? 25, ...direction(params, 'desc') });
  return { ...page, data: page.data.map(({ turn }) => turnView(turn, params.itemsView ?? 'summary')) };
}

/** Items are listed oldest first unless asked otherwise; only those that are completed. */
export function pageOfItems(
  threadId: string,
  turns: readonly StoredTurn[],
  params: Omit<ThreadItemsListParams, 'threadId'>,
): ThreadItemsListResponse {
  const items = turns.filter(({ turn }) => !params.turnId || turn.id === params.turnId).flatMap(itemsOf);
  items.sort((a, b) => a.ordinal - b.ordinal);
  const cursor = anchorOf(params, items);
  const wish = { limit: params.limit ?? 100, ...direction({ ...params, cursor }, 'asc') };
  const page = cutPage({ threadId, kind: ITEMS }, items, wish);
  return { ...page, data: page.data.map(({ entry }) => entry) };
}

interface ListedItem {
  readonly ordinal: number;
  readonly entry: ThreadItemEntry;
}

function itemsOf({ turn, itemOrdinals }: StoredTurn): ListedItem[] {
  return turn.items.flatMap((item) => {
    const ordinal = itemOrdinals.get(item.id);
    const { startedAtMs = null, completedAtMs = null } = item;
    return ordinal === undefined ? [] : [{ ordinal, entry: { turnId: turn.id, item, startedAtMs, completedAtMs } }];
  });
}

/** The cursor; where the client named an item, the position behind that. */
function anchorOf(
  { cursor = null, turnId }: Omit<ThreadItemsListParams, 'threadId'>,
  items: readonly ListedItem[],
): string | PageAnchor | null {
  if (cursor === null || typeof cursor === 'string') return cursor;
  if (!turnId) throw invalidRequest('an item anchor requires `turnId`');
  const found = items.find(({ entry }) => entry.item.id === cursor.itemId);
  if (!found) throw invalidRequest(`item not found: ${cursor.itemId}`);
  return { rolloutOrdinal: found.ordinal, includeAnchor: false };
}

function direction(
  params: { cursor?: string | PageAnchor | null; sortDirection?: 'asc' | 'desc' | null },
  fallback: 'asc' | 'desc',
) {
  return { cursor: params.cursor ?? null, descending: (params.sortDirection ?? fallback) === 'desc' };
}

const ITEMS = 'itemsByCreatedAtOrdinal';

/** Cursors that lead from the end of the thread backwards; null when there is nothing. */
export function endCursors(threadId: string, turns: readonly StoredTurn[]) {
  const last = turns.at(-1);
  const lastItem = Math.max(...turns.flatMap((turn) => [...turn.itemOrdinals.values()]));
  return {
    turnsBackwardsCursor: last ? pageCursor({ threadId, kind: 'turns' }, last.ordinal, true) : null,
    itemsBackwardsCursor: Number.isFinite(lastItem) ? pageCursor({ threadId, kind: ITEMS }, lastItem, true) : null,
  };
}
