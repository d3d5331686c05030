// Output of one command, bounded: the first and the last half of the cap are kept, the middle is counted and dropped.
// Cuts fall between characters, so the text is always valid.

export const OUTPUT_CAP_BYTES = 1024 * 1024;

/** First byte of a character, at or after `at`. */
function nextBoundary(bytes: Buffer, at: number): number {
  let boundary = at;
  while (boundary < bytes.length && ((bytes[boundary] as number) & 0xc0) === 0x80) boundary++;
  return boundary;
}

/** Start of the character that `at` lies in. */
function previousBoundary(bytes: Buffer, at: number): number {
  let boundary = at;
  while (boundary > 0 && ((bytes[boundary] as number) & 0xc0) === 0x80) boundary--;
  return boundary;
}

export class OutputBuffer {
  /** Bytes ever written. */
  totalBytes = 0;
  readonly #headCap: number;
  readonly #tailCap: number;
  #head: Buffer[] = [];
  #headBytes = 0;
  #headFull = false;
  #tail: Buffer[] = [];
  #tailBytes = 0;

  constructor(capBytes = OUTPUT_CAP_BYTES) {
    this.#headCap = Math.floor(capBytes / 2);
    this.#tailCap = capBytes - this.#headCap;
  }

  write(text: string): void {
    if (text === '') return;
    let bytes: Buffer = Buffer.from(text, 'utf8');
    this.totalBytes += bytes.length;
    if (!this.#headFull) bytes = this.#fillHead(bytes);
    if (bytes.length > 0) this.#fillTail(bytes);
  }

  /** Bytes that were dropped between head and tail. */
  get omittedBytes(): number {
    return this.totalBytes - this.#headBytes - this.#tailBytes;
  }

  /** Everything kept; a line that says how much is missing stands for the dropped middle. */
  text(): string {
    const head = Buffer.concat(this.#head).toString('utf8');
    const tail = Buffer.concat(this.#tail).toString('utf8');
    if (this.omittedBytes === 0) return head + tail;
    return `${head}\n... ${this.omittedBytes} bytes omitted ...\n${tail}`;
  }

  #fillHead(bytes: Buffer): Buffer {
    const room = this.#headCap - this.#headBytes;
    const cut = bytes.length <= room ? bytes.length : previousBoundary(bytes, room);
    this.#head.push(bytes.subarray(0, cut));
    this.#headBytes += cut;
    this.#headFull = cut < bytes.length;
    return bytes.subarray(cut);
  }

  #fillTail(bytes: Buffer): void {
    this.#tail.push(bytes);
    this.#tailBytes += bytes.length;
    while (this.#tailBytes > this.#tailCap) {
      const first = this.#tail[0] as Buffer;
      const excess = this.#tailBytes - this.#tailCap;
      const cut = excess >= first.length ? first.length : nextBoundary(first, excess);
      if (cut === first.length) this.#tail.shift();
      else this.#tail[0] = first.subarray(cut);
      this.#tailBytes -= cut;
    }
  }
}
