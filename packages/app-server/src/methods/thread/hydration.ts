// What clients are told that ask for a whole history instead of pages of it.
import type { Thread } from '@codex/protocol/thread/thread.ts';
import type { Connection } from '../../connection.ts';

/** Told before the response that carries all turns of a thread that could be read in pages. */
export function warnOfWholeHistory(connection: Connection, thread: Thread, advice: string): void {
  if (thread.historyMode !== 'paginated') return;
  const pages = 'then page with `thread/turns/list` and `thread/items/list`';
  const summary = `Full-history hydration is deprecated for paginated threads; ${advice}, ${pages}.`;
  connection.notify({ method: 'deprecationNotice', params: { summary, details: null }, emittedAtMs: Date.now() });
}
