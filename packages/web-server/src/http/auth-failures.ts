// Wrong tokens by address: the first ones are free, then each makes the next wait longer. Valid tokens never wait.
import { logger } from '@codex/telemetry/logger.ts';

const free = 20;
const firstWaitMs = 1_000;
const longestWaitMs = 60_000;
/** Forgotten after this long without a failure. */
const forgetMs = 10 * 60_000;
/** The one that failed longest ago goes when there are more. */
const maxAddresses = 10_000;

interface Failures {
  readonly count: number;
  readonly last: number;
}

export class AuthFailures {
  readonly #byAddress = new Map<string, Failures>();
  readonly #now: () => number;
  #total = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  get total(): number {
    return this.#total;
  }

  /** Counts a wrong token. Returns how long the client is to wait, in milliseconds; 0: it may try again at once. */
  add(address: string): number {
    this.#total += 1;
    const now = this.#now();
    const known = this.#byAddress.get(address);
    logger.warn('wrong token', { address });
    const count = known && now - known.last < forgetMs ? known.count + 1 : 1;
    this.#byAddress.delete(address);
    this.#byAddress.set(address, { count, last: now });
    const [oldest] = this.#byAddress.keys();
    if (this.#byAddress.size > maxAddresses && oldest !== undefined) this.#byAddress.delete(oldest);
    return count <= free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(16, count - free - 1));
  }
}
