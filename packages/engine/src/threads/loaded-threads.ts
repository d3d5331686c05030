// The threads in memory, by id.
import type { ThreadLoadedListParams, ThreadLoadedListResponse } from '@codex/protocol/thread/list.ts';
import { invalidRequest } from '../errors.ts';
import type { Thread } from './thread.ts';
import { isThreadId, parseThreadId } from './thread-id.ts';

export class LoadedThreads {
  readonly #threads = new Map<string, Thread>();
  readonly #loading = new Map<string, Promise<Thread>>();

  find(threadId: string): Thread | undefined {
    return this.#threads.get(threadId);
  }

  /** Throws EngineError: `thread not found: …`, or `invalid thread id: …`. */
  get(threadIdText: string): Thread {
    const threadId = parseThreadId(threadIdText);
    const thread = this.find(threadId);
    if (!thread) throw invalidRequest(`thread not found: ${threadId}`);
    return thread;
  }

  ids(): string[] {
    return [...this.#threads.keys()];
  }

  keep(thread: Thread): void {
    this.#threads.set(thread.id, thread);
  }

  drop(thread: Thread): void {
    this.#threads.delete(thread.id);
  }

  /** The thread that somebody else loads already. */
  loading(threadId: string): Promise<Thread> | undefined {
    return this.#loading.get(threadId);
  }

  /** Keeps what is being loaded once it is there. */
  async keepLoading(threadId: string, load: Promise<Thread>): Promise<Thread> {
    this.#loading.set(threadId, load);
    try {
      const thread = await load;
      this.keep(thread);
      return thread;
    } finally {
      this.#loading.delete(threadId);
    }
  }

  /** By id; the cursor is the last one of the page before. */
  list({ cursor, limit }: ThreadLoadedListParams): ThreadLoadedListResponse {
    if (cursor && !isThreadId(cursor)) throw invalidRequest(`invalid cursor: ${cursor}`);
    const rest = this.ids()
      .sort()
      .filter((id) => !cursor || id > cursor);
    const data = rest.slice(0, limit == null ? undefined : Math.max(1, limit));
    return { data, nextCursor: data.length < rest.length ? (data.at(-1) ?? null) : null };
  }

  /** Waits for those that are being loaded, then closes all. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#loading.values());
    await Promise.allSettled([...this.#threads.values()].map((thread) => thread.close()));
  }
}
