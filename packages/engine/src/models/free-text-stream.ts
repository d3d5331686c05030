// The text of `{"input": "…"}` while the JSON still arrives in pieces: what patches are shown from before their call is
// complete. Guarantees that the pieces, put together, are the text; nothing is given of anything else.

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };

export class FreeTextStream {
  /** What has come and cannot be read yet. */
  #rest = '';
  #state: 'before' | 'inside' | 'after' = 'before';

  /** The text that this piece of JSON adds. */
  take(json: string): string {
    this.#rest += json;
    if (this.#state === 'before') this.#open();
    return this.#state === 'inside' ? this.#read() : '';
  }

  #open(): void {
    const opening = /^\s*\{\s*"input"\s*:\s*"/.exec(this.#rest);
    if (!opening) return;
    this.#rest = this.#rest.slice(opening[0].length);
    this.#state = 'inside';
  }

  #read(): string {
    // An escape that is cut off waits for its end.
    const whole = /^(?:[^"\\]+|\\u[0-9a-fA-F]{4}|\\[^u])*/.exec(this.#rest)?.[0] ?? '';
    this.#rest = this.#rest.slice(whole.length);
    if (this.#rest.startsWith('"')) this.#state = 'after';
    return whole.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code: string | undefined, char: string) =>
      code === undefined ? (escapes[char] ?? char) : String.fromCharCode(Number.parseInt(code, 16)),
    );
  }
}
