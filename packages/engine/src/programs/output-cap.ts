// One output stream of a program, bounded from its beginning: what comes after the cap is dropped, and that is said.

export interface CappedChunk {
  readonly bytes: Buffer;
  /** With this chunk the cap is reached; no other follows. */
  readonly capReached: boolean;
}

export class OutputCap {
  #room: number;
  #reached = false;

  /** `bytes` null: no bound. */
  constructor(bytes: number | null) {
    this.#room = bytes ?? Number.POSITIVE_INFINITY;
  }

  get reached(): boolean {
    return this.#reached;
  }

  /** What of it is kept; undefined once the cap was reached. */
  take(bytes: Buffer): CappedChunk | undefined {
    if (this.#reached) return undefined;
    const kept = bytes.length > this.#room ? bytes.subarray(0, this.#room) : bytes;
    this.#room -= kept.length;
    this.#reached = this.#room === 0;
    return { bytes: kept, capReached: this.#reached };
  }
}
