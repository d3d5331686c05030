// A limit of requests per minute with a valid token. Off unless configured. What is not used is saved for bursts.
import { HttpError } from '../rest/errors.ts';

const minuteMs = 60_000;

export class RateLimit {
  readonly #perMinute: number;
  readonly #now: () => number;
  #left: number;
  #at: number;

  constructor(perMinute: number, now: () => number = Date.now) {
    this.#perMinute = perMinute;
    this.#now = now;
    this.#left = perMinute;
    this.#at = now();
  }

  /** Counts a request. */
  take(): HttpError | undefined {
    const now = this.#now();
    this.#left = Math.min(this.#perMinute, this.#left + ((now - this.#at) / minuteMs) * this.#perMinute);
    this.#at = now;
    if (this.#left >= 1) {
      this.#left -= 1;
      return undefined;
    }
    const seconds = Math.ceil(((1 - this.#left) / this.#perMinute) * 60);
    return new HttpError(429, 'RATE_LIMITED', 'Too many requests', { headers: { 'retry-after': String(seconds) } });
  }
}
