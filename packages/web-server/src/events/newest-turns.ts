// The end of a thread's history, as far back as the log needs it.
import type { Result } from '@codex/protocol/methods.ts';
import type { Turn } from '@codex/protocol/turn/turn.ts';
import type { Backend } from '../backend/backend.ts';

export const newestPage = { limit: 20, sortDirection: 'desc', itemsView: 'full' } as const;

/** Oldest first, back to the turn `until`, or one page without it; none for a thread that was never stored. */
export async function newestTurns(backend: Backend, threadId: string, until: string | undefined): Promise<Turn[]> {
  const turns: Turn[] = [];
  try {
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const params = { threadId, ...newestPage, ...(cursor ? { cursor } : {}) };
      const page: Result<'thread/turns/list'> = await backend.request('thread/turns/list', params);
      turns.push(...page.data);
      const isEnough = until === undefined || page.data.some((turn) => turn.id === until);
      cursor = isEnough ? null : (page.nextCursor ?? null);
    }
  } catch (error) {
    if (typeof (error as { code?: unknown }).code !== 'number') throw error;
  }
  return turns.reverse();
}
