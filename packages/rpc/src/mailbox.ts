// A queue between one producer that cannot wait and one consumer that pulls. It tells the producer when to pause.

export class Mailbox<T> implements AsyncIterable<T> {
  readonly #highWater: number;
  #items: T[] = [];
  #ended = false;
  #take: ((result: IteratorResult<T>) => void) | undefined;
  #drained: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  /** From `highWater` waiting items on, `put` returns a promise. */
  constructor(highWater: number) {
    this.#highWater = highWater;
  }

  get size(): number {
    return this.#items.length;
  }

  /** Undefined: go on. A promise: resolves when half of the items are taken, or at the end. Dropped after the end. */
  put(item: T): Promise<void> | undefined {
    if (this.#ended) return undefined;
    const take = this.#take;
    if (take) {
      this.#take = undefined;
      take({ value: item, done: false });
      return undefined;
    }
    this.#items.push(item);
    if (this.#items.length < this.#highWater) return undefined;
    this.#drained ??= Promise.withResolvers<void>();
    return this.#drained.promise;
  }

  /** No more items. What waits is still delivered, unless `discard`. */
  end(discard = false): void {
    this.#ended = true;
    if (discard) this.#items = [];
    this.#take?.({ value: undefined, done: true });
    this.#take = undefined;
    this.#release();
  }

  #release(): void {
    this.#drained?.resolve();
    this.#drained = undefined;
  }

  #next(): Promise<IteratorResult<T>> {
    if (this.#items.length > 0) {
      const value = this.#items.shift() as T;
      if (this.#drained && this.#items.length <= this.#highWater / 2) this.#release();
      return Promise.resolve({ value, done: false });
    }
    if (this.#ended) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => {
      this.#take = resolve;
    });
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    return {
      next: () => this.#next(),
      return: () => {
        this.end(true);
        return Promise.resolve({ value: undefined, done: true });
      },
    };
  }
}
