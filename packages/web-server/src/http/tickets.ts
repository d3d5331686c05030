// Tickets for event streams, for clients that cannot send headers: each opens one stream once, soon, and nothing else.
import { randomBytes } from 'node:crypto';

const lifeMs = 60_000;
/** Of tickets that wait to be used; the oldest goes when there are more. */
const maxTickets = 10_000;

interface Ticket {
  /** null: the stream of the process. */
  readonly threadId: string | null;
  readonly expires: number;
}

export class Tickets {
  readonly #open = new Map<string, Ticket>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** `expires`: Unix time in milliseconds. */
  issue(threadId: string | null): { ticket: string; expires: number } {
    const ticket = randomBytes(32).toString('base64url');
    const expires = this.#now() + lifeMs;
    this.#open.set(ticket, { threadId, expires });
    for (const [name, { expires: end }] of this.#open) {
      if (end >= this.#now() && this.#open.size <= maxTickets) break;
      this.#open.delete(name);
    }
    return { ticket, expires };
  }

  /** Whether the ticket opens this stream. It is used up in any case. */
  redeem(ticket: string, threadId: string | null): boolean {
    const found = this.#open.get(ticket);
    this.#open.delete(ticket);
    return found !== undefined && found.expires >= this.#now() && found.threadId === threadId;
  }
}
