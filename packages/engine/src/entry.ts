// What followers of the engine are told: notifications and asks, in one total order per thread.
import type { ServerNotification, ServerRequest } from '@codex/protocol/methods.ts';

/** `followers`: connections that follow the thread. `all`: every initialised connection. */
export type Audience = 'followers' | 'all';

/**
 * One committed entry. `message` is the wire message itself and is shared by all followers: nobody changes it, so its
 * text is serialised once. Asks (`'id' in message`) travel in the same stream as notifications; their ids come from
 * one counter of the engine and are used verbatim on every connection.
 */
export interface Entry {
  readonly audience: Audience;
  readonly message: ServerNotification | ServerRequest;
}

/** Somebody who is told entries; a connection, usually. */
export interface Follower {
  /** Called inside the commit. Must return at once and must not throw. */
  push(entry: Entry): void;
  /** A promise while this follower can take no more and the model stream should wait for it; else undefined. */
  pressure?(): Promise<void> | undefined;
}
