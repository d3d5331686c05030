// Queues of work by key: first in, first out within a key, side by side otherwise. A free key starts at once.

export class Scopes {
  /** The last work of each key that has not ended. */
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Runs `work` when everything of `key` before it has ended; now and synchronously when there is nothing. */
  run<T>(key: string, work: () => T | Promise<T>): T | Promise<T> {
    const before = this.#tails.get(key);
    const result = before ? before.then(work) : work();
    if (result instanceof Promise) this.#hold(key, result);
    return result;
  }

  #hold(key: string, result: Promise<unknown>): void {
    const tail: Promise<void> = result.then(
      () => this.#leave(key, tail),
      () => this.#leave(key, tail),
    );
    this.#tails.set(key, tail);
  }

  #leave(key: string, tail: Promise<void>): void {
    if (this.#tails.get(key) === tail) this.#tails.delete(key);
  }
}
