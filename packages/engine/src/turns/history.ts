// The conversation as the model sees it, in order. Guarantees that every call it hands out has an output, whatever an
// interrupt or a crash cut off.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { answerOpenCalls } from '../rollouts/history.ts';

export class History {
  readonly #items: ResponseItem[];

  constructor(items: Iterable<ResponseItem> = []) {
    this.#items = [...items];
  }

  get length(): number {
    return this.#items.length;
  }

  push(item: ResponseItem): void {
    this.#items.push(item);
  }

  forModel(): ResponseItem[] {
    return answerOpenCalls(this.#items);
  }
}
