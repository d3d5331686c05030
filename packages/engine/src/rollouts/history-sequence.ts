// Numbers the items of the model's history: the `metadata` of response_item lines.
import type { HistoryMetadata } from './rollout-line.ts';

/**
 * `history_sequence` counts every item of a thread from 1. `sampled_through_sequence` is the last item that the model
 * had been given when it last answered.
 */
export class HistorySequence {
  #last: number;
  #sampled: number;
  #asked: number;

  constructor(last = 0, sampled = 0) {
    this.#last = last;
    this.#sampled = sampled;
    this.#asked = last;
  }

  /** Number of the latest item. */
  get last(): number {
    return this.#last;
  }

  /** Call when a model request is sent: everything numbered so far is in it. */
  requestSent(): void {
    this.#asked = this.#last;
  }

  /** Metadata of an item that did not come from the model. */
  next(): HistoryMetadata {
    this.#last += 1;
    return { history_sequence: this.#last, sampled_through_sequence: this.#sampled, client_authored: false };
  }

  /** Metadata of an item that the model said. */
  nextFromModel(): HistoryMetadata {
    this.#sampled = this.#asked;
    return this.next();
  }
}
