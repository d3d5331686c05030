// The turns of a thread as its rollout tells them, and pages of them.
import type { ThreadTurnsListParams } from '@codex/protocol/thread/read.ts';
import type { TurnsPage, Turn as WireTurn } from '@codex/protocol/turn/turn.ts';
import { invalidRequest } from '../errors.ts';
import { readThread } from '../rollouts/reader.ts';
import type { LocateBase } from '../rollouts/resume-state.ts';
import { isTurnLine, type StoredTurn, TurnsProjection, turnView } from '../rollouts/turns.ts';

/** Every turn in order, as the file tells it. */
export async function readTurns(file: string, locate: LocateBase): Promise<StoredTurn[]> {
  const projection = new TurnsProjection();
  for await (const batch of readThread(file, locate, { wanted: isTurnLine })) {
    for (const { line } of batch) projection.add(line);
  }
  return projection.turns();
}

/** The same with the last turn as memory knows it: it may have gone on since the file was read. */
export function withLastTurn(stored: readonly StoredTurn[], last: WireTurn | null): readonly StoredTurn[] {
  if (!last) return stored;
  const at = stored.findIndex(({ turn }) => turn.id === last.id);
  if (at >= 0) return stored.with(at, { ...(stored[at] as StoredTurn), turn: last });
  return [...stored, { turn: last, ordinal: (stored.at(-1)?.ordinal ?? 0) + 1, itemOrdinals: new Map() }];
}

type PageParams = Omit<ThreadTurnsListParams, 'threadId'>;

/** Turns are listed newest first, as summaries, unless asked otherwise. Throws `invalid cursor: …`. */
export function pageOfTurns(threadId: string, turns: readonly StoredTurn[], params: PageParams): TurnsPage {
  const descending = (params.sortDirection ?? 'desc') === 'desc';
  const ordered = descending ? turns.toReversed() : turns;
  const rest = ordered.filter(isBehind(params.cursor ?? null, descending));
  const page = rest.slice(0, Math.max(1, params.limit ?? DEFAULT_LIMIT));
  const [first, last] = [page[0], page.at(-1)];
  return {
    data: page.map(({ turn }) => turnView(turn, params.itemsView ?? 'summary')),
    nextCursor: last && page.length < rest.length ? turnCursor(threadId, last.ordinal, false) : null,
    backwardsCursor: first ? turnCursor(threadId, first.ordinal, true) : null,
  };
}

const DEFAULT_LIMIT = 25;

/** Cursors that lead from the end of the thread backwards; null when there is nothing. */
export function endCursors(threadId: string, turns: readonly StoredTurn[]) {
  const last = turns.at(-1);
  const lastItem = Math.max(...turns.flatMap((turn) => [...turn.itemOrdinals.values()]));
  return {
    turnsBackwardsCursor: last ? turnCursor(threadId, last.ordinal, true) : null,
    itemsBackwardsCursor: Number.isFinite(lastItem)
      ? cursor(threadId, lastItem, true, 'itemsByCreatedAtOrdinal')
      : null,
  };
}

function turnCursor(threadId: string, rolloutOrdinal: number, includeAnchor: boolean): string {
  return cursor(threadId, rolloutOrdinal, includeAnchor, 'turns');
}

function cursor(requestedThreadId: string, rolloutOrdinal: number, includeAnchor: boolean, kind: string): string {
  return JSON.stringify({ requestedThreadId, rolloutOrdinal, includeAnchor, scope: { kind } });
}

function isBehind(text: string | null, descending: boolean): (stored: StoredTurn) => boolean {
  if (text === null) return () => true;
  const { rolloutOrdinal: anchor, includeAnchor } = parseCursor(text);
  return ({ ordinal }) => (ordinal === anchor ? includeAnchor : descending ? ordinal < anchor : ordinal > anchor);
}

function parseCursor(text: string): { rolloutOrdinal: number; includeAnchor: boolean } {
  try {
    const { rolloutOrdinal, includeAnchor } = JSON.parse(text) as Record<string, unknown>;
    if (typeof rolloutOrdinal === 'number' && typeof includeAnchor === 'boolean')
      return { rolloutOrdinal, includeAnchor };
  } catch {
    // Not JSON at all: refused like any other wrong cursor.
  }
  throw invalidRequest(`invalid cursor: ${text}`);
}
