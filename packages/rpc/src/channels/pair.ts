// Two channels that are the ends of one, inside this process: messages are handed over as they are, without any text.
import { type Channel, type CloseReason, closedLocally, endedByPeer } from '../channel.ts';
import { Mailbox } from '../mailbox.ts';
import type { Message } from '../message.ts';

/** Messages that may wait for the other end before a sender is asked to wait. */
const highWater = 64;

export function channelPair(): [Channel, Channel] {
  const left = new Mailbox<Message>(highWater);
  const right = new Mailbox<Message>(highWater);
  const one = new PairEnd(left, right);
  const other = new PairEnd(right, left);
  one.join(other);
  other.join(one);
  return [one, other];
}

class PairEnd implements Channel {
  readonly exclusive = true;
  readonly messages: AsyncIterable<Message>;
  readonly closed: Promise<CloseReason>;
  readonly #inbox: Mailbox<Message>;
  readonly #outbox: Mailbox<Message>;
  readonly #settle: (reason: CloseReason) => void;
  #other: PairEnd | undefined;

  constructor(inbox: Mailbox<Message>, outbox: Mailbox<Message>) {
    this.messages = inbox;
    this.#inbox = inbox;
    this.#outbox = outbox;
    const { promise, resolve } = Promise.withResolvers<CloseReason>();
    this.closed = promise;
    this.#settle = resolve;
  }

  join(other: PairEnd): void {
    this.#other = other;
  }

  send(message: Message): Promise<void> | undefined {
    return this.#outbox.put(message);
  }

  async close(reason: CloseReason = closedLocally): Promise<void> {
    this.#inbox.end(true);
    this.#outbox.end();
    this.#settle(reason);
    this.#other?.leave(reason);
  }

  /** The other end is closed: what it sent before is still delivered. */
  leave(reason: CloseReason): void {
    this.#settle(reason.code === 'local' ? endedByPeer : reason);
  }
}
