// The one bounded queue of what leaves a connection. While the other side keeps up it is empty; while it lags,
// neighbouring deltas are joined; when it is full the connection ends. Nothing is dropped from the middle.
import type { Channel } from './channel.ts';
import type { Message, NotificationMessage } from './message.ts';

/** How notifications of one method join: two neighbours that agree in `same` become one, texts in `append` in a row. */
export interface MergeRule {
  readonly same: readonly string[];
  readonly append: string;
}

/** By method. Methods without a row never join. */
export type MergeRules = Readonly<Record<string, MergeRule>>;

export interface OutboundOptions {
  readonly mergeRules: MergeRules;
  /** Bytes that may wait, approximately; beyond them the connection is closed as `slow`. */
  readonly limitBytes: number;
  /** From here on `pressure` asks producers to wait. Undefined: this connection never slows anybody down. */
  readonly pressureBytes?: number;
}

interface Queued {
  message: Message;
  bytes: number;
}

/** Joined deltas stay below this, so that no single message grows without bound. */
const maxJoinedBytes = 256 * 1024;

export class Outbound {
  readonly #channel: Channel;
  readonly #options: OutboundOptions;
  #queue: Queued[] = [];
  #bytes = 0;
  #blocked = false;
  #relaxed = false;
  #relief: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  constructor(channel: Channel, options: OutboundOptions) {
    this.#channel = channel;
    this.#options = options;
    channel.closed.then(() => this.#clear());
  }

  /** Sends now or as soon as there is room, in the order of the calls. */
  push(message: Message): void {
    if (this.#blocked) this.#enqueue(message);
    else this.#send(message);
  }

  /** A promise while producers should wait, which resolves when half of the queue has left or the channel is closed. */
  pressure(): Promise<void> | undefined {
    const { pressureBytes } = this.#options;
    if (this.#relaxed || pressureBytes === undefined || this.#bytes < pressureBytes) return undefined;
    this.#relief ??= Promise.withResolvers<void>();
    return this.#relief.promise;
  }

  /** From now on nobody is asked to wait: the end is near, and producers must come to theirs. */
  relax(): void {
    this.#relaxed = true;
    this.#relieve();
  }

  #send(message: Message): void {
    const room = this.#channel.send(message);
    if (!room) return;
    this.#blocked = true;
    room.then(() => this.#drain());
  }

  #enqueue(message: Message): void {
    const tail = this.#queue.at(-1);
    const joined = tail && join(tail, message, this.#options.mergeRules);
    const bytes = joined ?? approximateBytes(message);
    if (joined === undefined) this.#queue.push({ message, bytes });
    this.#bytes += bytes;
    if (this.#bytes <= this.#options.limitBytes) return;
    this.#clear();
    void this.#channel.close({ code: 'slow', message: 'too many messages wait for a reader that is too slow' });
  }

  #drain(): void {
    this.#blocked = false;
    let sent = 0;
    while (!this.#blocked && sent < this.#queue.length) {
      const { message, bytes } = this.#queue[sent] as Queued;
      sent += 1;
      this.#bytes -= bytes;
      this.#send(message);
    }
    this.#queue.splice(0, sent);
    if (this.#bytes <= (this.#options.pressureBytes ?? 0) / 2) this.#relieve();
  }

  #clear(): void {
    this.#queue = [];
    this.#bytes = 0;
    this.#relieve();
  }

  #relieve(): void {
    this.#relief?.resolve();
    this.#relief = undefined;
  }
}

/** Joins `next` into the tail and returns the bytes it added, or undefined when the two do not belong together. */
function join(tail: Queued, next: Message, rules: MergeRules): number | undefined {
  const first = tail.message;
  if (!('method' in first) || !('method' in next) || first.method !== next.method || 'id' in first) return undefined;
  const rule = rules[first.method];
  const [before, after] = [fieldsOf(first), fieldsOf(next)];
  if (!rule || !before || !after || !rule.same.every((field) => before[field] === after[field])) return undefined;
  const [head, text] = [before[rule.append], after[rule.append]];
  if (typeof head !== 'string' || typeof text !== 'string' || tail.bytes + text.length > maxJoinedBytes)
    return undefined;
  const params = { ...before, [rule.append]: head + text };
  tail.message = { ...first, params } satisfies NotificationMessage;
  tail.bytes += text.length;
  return text.length;
}

function fieldsOf(message: { readonly params?: unknown }): Record<string, unknown> | undefined {
  const { params } = message;
  return typeof params === 'object' && params !== null ? (params as Record<string, unknown>) : undefined;
}

/** Length of the message's text without writing it: strings count, structure is estimated. */
export function approximateBytes(value: unknown): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 8;
  let bytes = 2;
  for (const [key, member] of Object.entries(value)) bytes += key.length + 4 + approximateBytes(member);
  return bytes;
}
