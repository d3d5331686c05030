// Cuts a stream of bytes into lines of text, wherever the chunks are cut: inside lines, inside UTF-8 sequences.
// Work is linear in the bytes; what is held back is at most one unfinished line.

const newline = 0x0a;

export class LineTooLongError extends Error {
  constructor(limit: number) {
    super(`a line is longer than ${limit} bytes`);
    this.name = 'LineTooLongError';
  }
}

export class LineSplitter {
  readonly #limit: number;
  #held: Buffer[] = [];
  #heldBytes = 0;

  /** `limit`: bytes of the longest line that is held together. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The lines that this chunk completes, without their line ends. Throws LineTooLongError. */
  push(chunk: Buffer): string[] {
    const end = chunk.lastIndexOf(newline);
    if (end < 0) {
      this.#hold(chunk);
      return [];
    }
    const text = this.#join(chunk.subarray(0, end));
    if (end + 1 < chunk.length) this.#hold(chunk.subarray(end + 1));
    return text.split('\n');
  }

  /** The last line, when the stream ended without a line end. */
  end(): string[] {
    return this.#heldBytes > 0 ? [this.#join(Buffer.alloc(0))] : [];
  }

  #hold(bytes: Buffer): void {
    this.#heldBytes += bytes.length;
    if (this.#heldBytes > this.#limit) throw new LineTooLongError(this.#limit);
    this.#held.push(bytes);
  }

  #join(last: Buffer): string {
    if (this.#held.length === 0) return last.toString('utf8');
    const text = Buffer.concat([...this.#held, last]).toString('utf8');
    this.#held = [];
    this.#heldBytes = 0;
    return text;
  }
}
