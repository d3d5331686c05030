// The conversation as the model sees it, in order. Guarantees that every call it hands out has an output, whatever an
// interrupt or a crash cut off.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { pairCalls } from '../rollouts/history.ts';

export class History {
  #items: ResponseItem[];

  constructor(items: Iterable<ResponseItem> = []) {
    this.#items = [...items];
  }

  get length(): number {
    return this.#items.length;
  }

  push(item: ResponseItem): void {
    this.#items.push(item);
  }

  /** After a compaction. */
  replace(items: Iterable<ResponseItem>): void {
    this.#items = [...items];
  }

  /** As they were said, open calls and all. */
  items(): readonly ResponseItem[] {
    return this.#items;
  }

  /** What a provider accepts: every call has an output, every output a call. */
  forModel(): ResponseItem[] {
    return pairCalls(this.#items);
  }
}
