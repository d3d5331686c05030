// The threads that work for one thread and end with it: agents, reviewers, judges.
import type { Follower } from '../entry.ts';
import type { ChildBirth } from '../turns/child-thread.ts';
import type { Thread } from './thread.ts';
import type { ThreadParts } from './thread-parts.ts';

export class ChildThreads {
  readonly #parent: Thread;
  readonly #world: Pick<ThreadParts, 'spawn' | 'reload'>;
  readonly #threads = new Set<Thread>();

  constructor(parent: Thread, world: Pick<ThreadParts, 'spawn' | 'reload'>) {
    this.#parent = parent;
    this.#world = world;
  }

  get size(): number {
    return this.#threads.size;
  }

  async spawn(birth: ChildBirth): Promise<Thread> {
    const child = await this.#world.spawn(this.#parent, birth);
    this.#threads.add(child);
    return child;
  }

  /** Takes up an agent that was closed; null when there is none of that id. */
  async reload(threadId: string): Promise<Thread | null> {
    const child = await this.#world.reload(this.#parent, threadId);
    if (child) this.#threads.add(child);
    return child;
  }

  forget(child: Thread): void {
    this.#threads.delete(child);
  }

  /** What they ask clients: whoever follows the parent answers for them. */
  replayAsks(follower: Follower): void {
    for (const child of this.#threads) child.replayAsks(follower);
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#threads].map((child) => child.close()));
  }
}
