// Tells of changes at once, then at most once in a while: the last change is always told.

export class Throttle {
  readonly #act: () => void;
  readonly #pauseMs: number;
  #timer: NodeJS.Timeout | null = null;
  #isDue = false;

  constructor(act: () => void, pauseMs: number) {
    this.#act = act;
    this.#pauseMs = pauseMs;
  }

  call(): void {
    if (this.#timer) {
      this.#isDue = true;
      return;
    }
    this.#timer = setTimeout(() => this.#resume(), this.#pauseMs).unref();
    this.#act();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#isDue = false;
  }

  #resume(): void {
    this.#timer = null;
    if (!this.#isDue) return;
    this.#isDue = false;
    this.call();
  }
}
