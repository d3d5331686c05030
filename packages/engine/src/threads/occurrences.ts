// thread/searchOccurrences: every place of one thread where something was said.
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import type {
  ThreadSearchOccurrence,
  ThreadSearchOccurrencesParams,
  ThreadSearchOccurrencesResponse,
} from '@codex/protocol/thread/search-occurrences.ts';
import { invalidRequest } from '../errors.ts';
import type { StoredTurn } from '../rollouts/turns.ts';
import { pageCursor } from './pages.ts';

const maxPage = 100;
/** How much of the text around an occurrence is shown. */
const before = 48;
const after = 96;

interface Place {
  readonly ordinal: number;
  /** Counts the occurrences in one item. */
  readonly index: number;
}

/** In the order of the items. Throws `invalid cursor: …`; cursors are for one thread and one term. */
export function pageOfOccurrences(
  threadId: string,
  turns: readonly StoredTurn[],
  { searchTerm, cursor, limit }: Omit<ThreadSearchOccurrencesParams, 'threadId'>,
): ThreadSearchOccurrencesResponse {
  const from = cursor == null ? { ordinal: 0, index: 0 } : parseCursor(cursor, threadId, searchTerm);
  const pattern = new RegExp(searchTerm.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'giu');
  const all = turns.flatMap((turn) => occurrencesIn(threadId, turn, pattern));
  all.sort((a, b) => a.place.ordinal - b.place.ordinal || a.place.index - b.place.index);
  const rest = all.filter(({ place }) => !isBefore(place, from));
  const count = Math.max(1, Math.min(limit ?? maxPage, maxPage));
  const next = rest[count]?.place;
  return {
    data: rest.slice(0, count).map(({ occurrence }) => occurrence),
    nextCursor: next
      ? JSON.stringify({ threadId, searchTerm, nextRolloutOrdinal: next.ordinal, nextOccurrenceIndex: next.index })
      : null,
  };
}

function occurrencesIn(threadId: string, { turn, ordinal, itemOrdinals }: StoredTurn, pattern: RegExp) {
  const turnCursor = pageCursor({ threadId, kind: 'turns' }, ordinal, true);
  return turn.items.flatMap((item) => {
    const text = textOf(item);
    const place = itemOrdinals.get(item.id);
    if (text === undefined || place === undefined) return [];
    return [...text.matchAll(pattern)].map((match, index) => ({
      place: { ordinal: place, index },
      occurrence: { turnId: turn.id, itemId: item.id, ...snippetAt(text, match.index, match[0].length), turnCursor },
    }));
  });
}

function textOf(item: ThreadItem): string | undefined {
  if (item.type === 'agentMessage') return item.text;
  if (item.type !== 'userMessage') return undefined;
  return item.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** Cuts only where no character is torn. */
function snippetAt(
  text: string,
  at: number,
  length: number,
): Pick<ThreadSearchOccurrence, 'snippet' | 'snippetMatchRange'> {
  const start = wholeFrom(text, Math.max(0, at - before));
  const end = wholeFrom(text, Math.min(text.length, at + length + after));
  return { snippet: text.slice(start, end), snippetMatchRange: { start: at - start, end: at - start + length } };
}

function wholeFrom(text: string, at: number): number {
  const isTorn = at > 0 && /^[\udc00-\udfff]/.test(text.slice(at, at + 1));
  return isTorn ? at - 1 : at;
}

function isBefore(a: Place, b: Place): boolean {
  return a.ordinal < b.ordinal || (a.ordinal === b.ordinal && a.index < b.index);
}

function parseCursor(text: string, threadId: string, searchTerm: string): Place {
  try {
    const stored = JSON.parse(text) as Record<string, unknown>;
    const { nextRolloutOrdinal: ordinal, nextOccurrenceIndex: index } = stored;
    const isOurs = stored.threadId === threadId && stored.searchTerm === searchTerm;
    if (isOurs && typeof ordinal === 'number' && typeof index === 'number') return { ordinal, index };
  } catch {
    // Not JSON at all: refused like any other wrong cursor.
  }
  throw invalidRequest(`invalid cursor: ${text}`);
}
