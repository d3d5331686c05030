// The contract of a channel: messages in, messages out, one end. Everything above it is the same for every wire.
import type { Message } from './message.ts';

/**
 * - `local`: this side closed it.
 * - `ended`: the other side closed it in an orderly way.
 * - `lost`: the wire broke, or the process behind it died.
 * - `too_large`: a message was larger than the channel allows.
 * - `slow`: the other side did not read fast enough and its queue was full.
 */
export type CloseCode = 'local' | 'ended' | 'lost' | 'too_large' | 'slow';

export interface CloseReason {
  readonly code: CloseCode;
  /** For people. */
  readonly message: string;
}

export interface Channel {
  /**
   * True: this is the only client of the process, so a slow reader may slow the producer down, and reading may stop
   * while much is in hand. False: one client of several, who is refused or closed instead.
   */
  readonly exclusive: boolean;
  /**
   * For one consumer. Pulled: while nobody pulls, the sender feels it. Ends when the other side sends no more or the
   * channel is closed, and never throws; what was no message is left out. Whoever reads it to the end calls `close`:
   * until then the other side may still be listening.
   */
  readonly messages: AsyncIterable<Message>;
  /**
   * Messages leave in the order of the calls. Undefined: there is room for more. A promise: it resolves when there is
   * room again (also at the end); whoever sends on without waiting makes the buffer grow. Never rejects; after the
   * end messages are dropped.
   */
  send(message: Message): Promise<void> | undefined;
  /** Resolves once, when the channel has ended. */
  readonly closed: Promise<CloseReason>;
  /** Stops reading, writes what was sent, ends. A second call changes nothing. */
  close(reason?: CloseReason): Promise<void>;
}

export const closedLocally: CloseReason = { code: 'local', message: 'connection closed' };
export const endedByPeer: CloseReason = { code: 'ended', message: 'the other side closed the connection' };

/** Largest message that any channel reads, in bytes. A larger one closes the channel with `too_large`. */
export const maxMessageBytes = 128 * 1024 * 1024;

export function lost(error: unknown): CloseReason {
  return { code: 'lost', message: error instanceof Error ? error.message : String(error) };
}
