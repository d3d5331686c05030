// thread/timeline/list and thread/items/read: the history of a paginated thread as one list, and single items of it.
import type { ThreadItemsReadParams, ThreadItemsReadResponse } from '@codex/protocol/thread/items.ts';
import type {
  ThreadTimelineEntry,
  ThreadTimelineListParams,
  ThreadTimelineListResponse,
} from '@codex/protocol/thread/timeline.ts';
import { invalidRequest } from '../errors.ts';
import type { StoredTurn } from '../rollouts/turns.ts';

const maxPage = 100;
/** In the cursor, the kinds of entries are numbered. */
const kinds: Record<ThreadTimelineEntry['type'], number> = { turnStarted: 0, item: 1, realtime: 2, turnCompleted: 3 };

/** The newest entries come first as a page, each page in the order of time. Throws `invalid thread timeline cursor`. */
export function pageOfTimeline(
  threadId: string,
  turns: readonly StoredTurn[],
  { cursor, limit }: Omit<ThreadTimelineListParams, 'threadId'>,
): ThreadTimelineListResponse {
  const entries = turns.flatMap(entriesOf).sort((a, b) => a.position - b.position);
  const anchor = (entry: ThreadTimelineEntry) =>
    JSON.stringify({ threadId, position: entry.position, kind: kinds[entry.type], id: idOf(entry) });
  const end = cursor == null ? entries.length : entries.findIndex((entry) => anchor(entry) === cursor);
  if (end < 0) throw invalidRequest('invalid thread timeline cursor');
  const start = Math.max(0, end - Math.max(1, Math.min(limit ?? maxPage, maxPage)));
  const data = entries.slice(start, end);
  const [first] = data;
  return { data, nextCursor: first && start > 0 ? anchor(first) : null, activeRealtimeSessionAtPageStart: null };
}

function entriesOf({ turn, ordinal, endOrdinal, itemOrdinals }: StoredTurn): ThreadTimelineEntry[] {
  const { id: turnId, startedAt, status, error, completedAt, durationMs } = turn;
  const items = turn.items.flatMap((item): ThreadTimelineEntry[] => {
    const position = itemOrdinals.get(item.id);
    return position === undefined ? [] : [{ type: 'item', position, turnId, item }];
  });
  const start: ThreadTimelineEntry = { type: 'turnStarted', position: ordinal, turnId, startedAt };
  if (endOrdinal === null) return [start, ...items];
  const end = { status, error, startedAt, completedAt, durationMs };
  return [start, ...items, { type: 'turnCompleted', position: endOrdinal, turnId, ...end }];
}

function idOf(entry: ThreadTimelineEntry): string {
  if (entry.type === 'item' || entry.type === 'realtime') return entry.item.id;
  return entry.turnId;
}

export function itemsById(
  turns: readonly StoredTurn[],
  { turnId, itemIds }: Omit<ThreadItemsReadParams, 'threadId'>,
): ThreadItemsReadResponse {
  if (itemIds.length < 1 || itemIds.length > 100) throw invalidRequest('itemIds must contain 1 to 100 IDs');
  const items = turns.find(({ turn }) => turn.id === turnId)?.turn.items ?? [];
  const wanted = items.filter(({ id }) => itemIds.includes(id));
  const times = (item: (typeof items)[number]) => ({
    startedAtMs: item.startedAtMs ?? null,
    completedAtMs: item.completedAtMs ?? null,
  });
  return { data: wanted.map((item) => ({ turnId, item, ...times(item) })) };
}
