// A set of followers. Each is told every entry once, inside the commit that made it.
import type { Entry, Follower } from '../entry.ts';

export class Followers {
  readonly #followers = new Set<Follower>();

  /** Returns unfollow. */
  add(follower: Follower): () => void {
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  has(follower: Follower): boolean {
    return this.#followers.has(follower);
  }

  /** Tells everybody, except those who are also among `others`. */
  push(entry: Entry, others?: Followers): void {
    for (const follower of this.#followers) if (!others?.has(follower)) follower.push(entry);
  }

  /** Resolves when every follower takes entries again; undefined when all do. */
  pressure(): Promise<unknown> | undefined {
    let waits: Promise<void>[] | undefined;
    for (const follower of this.#followers) {
      const wait = follower.pressure?.();
      if (wait) waits = [...(waits ?? []), wait];
    }
    return waits && Promise.all(waits);
  }
}
