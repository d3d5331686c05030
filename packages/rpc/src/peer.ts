// The asking side of a connection: sends requests, matches answers, and passes on what the other side says by itself.
// Guarantee: every request settles: with its answer, its signal's reason, or ConnectionClosedError.
import type { Channel, CloseReason } from './channel.ts';
import { Mailbox } from './mailbox.ts';
import {
  type ErrorObject,
  isResponse,
  type MessageId,
  type NotificationMessage,
  type RequestMessage,
} from './message.ts';

/** The other side refused a request. */
export class ResponseError extends Error {
  readonly code: number;
  readonly data: unknown;

  constructor({ code, message, data }: ErrorObject) {
    super(message);
    this.name = 'ResponseError';
    this.code = code;
    this.data = data;
  }
}

/** The connection ended before the answer came. Whether the request was carried out is unknown. */
export class ConnectionClosedError extends Error {
  readonly reason: CloseReason;

  constructor(reason: CloseReason) {
    super(reason.message);
    this.name = 'ConnectionClosedError';
    this.reason = reason;
  }
}

export type Incoming = RequestMessage | NotificationMessage;
export type Outcome = { readonly result: unknown } | { readonly error: ErrorObject };

type Pending = Pick<PromiseWithResolvers<unknown>, 'resolve' | 'reject'>;

/** Messages that may wait in `incoming` before reading pauses. */
const incomingHighWater = 1024;

export class Peer {
  /**
   * Notifications and requests of the other side, in their order, for one consumer. Reading pauses while many wait,
   * so a consumer must not await a request of its own before it takes the next message.
   */
  readonly incoming: Mailbox<Incoming> = new Mailbox(incomingHighWater);
  readonly closed: Promise<CloseReason>;
  readonly #channel: Channel;
  readonly #pending = new Map<MessageId, Pending>();
  #nextId = 0;
  #reason: CloseReason | undefined;

  constructor(channel: Channel) {
    this.#channel = channel;
    this.closed = channel.closed;
    void this.#read();
  }

  request(method: string, params: unknown, signal?: AbortSignal): Promise<unknown> {
    if (this.#reason) return Promise.reject(new ConnectionClosedError(this.#reason));
    if (signal?.aborted) return Promise.reject(signal.reason);
    const id = this.#nextId;
    this.#nextId += 1;
    const answer = Promise.withResolvers<unknown>();
    this.#pending.set(id, answer);
    void this.#channel.send({ method, id, ...(params === undefined ? {} : { params }) });
    if (!signal) return answer.promise;
    const abandon = () => this.#take(id)?.reject(signal.reason);
    signal.addEventListener('abort', abandon, { once: true });
    return answer.promise.finally(() => signal.removeEventListener('abort', abandon));
  }

  notify(method: string, params?: unknown): void {
    void this.#channel.send({ method, ...(params === undefined ? {} : { params }) });
  }

  /** Answers a request of the other side. */
  respond(id: MessageId, outcome: Outcome): void {
    void this.#channel.send('error' in outcome ? { error: outcome.error, id } : { id, result: outcome.result });
  }

  close(): Promise<void> {
    return this.#channel.close();
  }

  #take(id: MessageId): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  /** Waits for room, but not beyond the end of the channel: answers that came before it are still to be read. */
  async #pass(message: Incoming): Promise<void> {
    const room = this.incoming.put(message);
    if (room) await Promise.race([room, this.closed]);
  }

  async #read(): Promise<void> {
    for await (const message of this.#channel.messages) {
      if (!isResponse(message)) await this.#pass(message);
      else if ('error' in message) this.#take(message.id)?.reject(new ResponseError(message.error));
      else this.#take(message.id)?.resolve(message.result);
    }
    void this.#channel.close();
    this.#end(await this.closed);
  }

  #end(reason: CloseReason): void {
    this.#reason ??= reason;
    this.incoming.end();
    for (const pending of this.#pending.values()) pending.reject(new ConnectionClosedError(this.#reason));
    this.#pending.clear();
  }
}
