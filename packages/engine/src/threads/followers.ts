// A set of followers. Each is told every entry once, inside the commit that made it.
import type { ServerNotificationMethod } from '@codex/protocol/methods.ts';
import type { Entry, Follower } from '../entry.ts';

/** Told to every initialised connection, whether it follows the thread or not. */
const forEverybody: ReadonlySet<string> = new Set<ServerNotificationMethod>([
  'thread/started',
  'thread/status/changed',
  'thread/closed',
  'thread/name/updated',
  'thread/archived',
  'thread/deleted',
  'thread/reverted',
]);

export function concernsEverybody(method: string): boolean {
  return forEverybody.has(method);
}

export class Followers {
  readonly #followers = new Set<Follower>();
  readonly #parent: Followers | undefined;

  /** Followers of `parent` are told everything as well. */
  constructor(parent?: Followers) {
    this.#parent = parent;
  }

  /** Returns unfollow. */
  add(follower: Follower): () => void {
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  /** Those of its own; followers of a parent do not count. */
  get size(): number {
    return this.#followers.size;
  }

  has(follower: Follower): boolean {
    return this.#followers.has(follower) || (this.#parent?.has(follower) ?? false);
  }

  /** Tells everybody, except those who are also among `others`. */
  push(entry: Entry, others?: Followers): void {
    for (const follower of this.#all()) if (!others?.has(follower)) follower.push(entry);
  }

  /** Resolves when every follower takes entries again; undefined when all do. */
  pressure(): Promise<unknown> | undefined {
    let waits: Promise<void>[] | undefined;
    for (const follower of this.#all()) {
      const wait = follower.pressure?.();
      if (wait) waits = [...(waits ?? []), wait];
    }
    return waits && Promise.all(waits);
  }

  /** Each once. A set, because a follower may leave while it is told. */
  #all(): Iterable<Follower> {
    return this.#parent ? new Set([...this.#parent.#all(), ...this.#followers]) : this.#followers;
  }
}
