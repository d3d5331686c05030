// Splits a rules file into tokens, each with its place. Knows comments, strings in all their quotings, and that line
// ends inside brackets mean nothing.

/** A place in a file; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export type TokenKind = 'name' | 'string' | 'symbol' | 'lineEnd' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** The value of a string, the spelling of everything else. */
  readonly text: string;
  readonly start: Place;
  /** Just behind the token. */
  readonly end: Place;
}

/** What is wrong with a rules file, and where. `message` has no place in it. */
export class RulesError extends Error {
  readonly start: Place;
  readonly end: Place;

  constructor(message: string, start: Place, end: Place = start) {
    super(message);
    this.start = start;
    this.end = end;
  }
}

const BLANK = /^(?:[ \t\r]|\\\r?\n|#[^\n]*)+/;
const NAME = /^[A-Za-z_]\w*/;
const STRING_START = /^(r?)("""|'''|"|')/;
const SYMBOLS: ReadonlySet<string> = new Set('()[]=,+;');
const DEPTH: Readonly<Record<string, number>> = { '(': 1, '[': 1, ')': -1, ']': -1 };
const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
};
const CODE_ESCAPE = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/;

export function tokenize(text: string): Token[] {
  return new Tokenizer(text.replace(/^\uFEFF/, '')).run();
}

class Tokenizer {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): Token[] {
    for (;;) {
      this.#advance(BLANK.exec(this.#rest)?.[0].length ?? 0);
      if (this.#at >= this.#text.length) break;
      this.#next();
    }
    this.#push('end', 'end of file', 0);
    return this.#tokens;
  }

  get #rest(): string {
    return this.#text.slice(this.#at);
  }

  get #place(): Place {
    return { line: this.#line, column: this.#at - this.#lineStart + 1 };
  }

  #next(): void {
    const rest = this.#rest;
    const first = rest[0] as string;
    const quoting = STRING_START.exec(rest);
    const name = NAME.exec(rest)?.[0];
    if (first === '\n') this.#lineEnd();
    else if (quoting) this.#string(quoting[0].length, quoting[2] as string, quoting[1] === 'r');
    else if (name !== undefined) this.#push('name', name, name.length);
    else this.#symbol(first);
  }

  #symbol(symbol: string): void {
    if (!SYMBOLS.has(symbol)) throw new RulesError(`unexpected character ${JSON.stringify(symbol)}`, this.#place);
    this.#depth = Math.max(0, this.#depth + (DEPTH[symbol] ?? 0));
    this.#push('symbol', symbol, 1);
  }

  #lineEnd(): void {
    if (this.#depth > 0) this.#advance(1);
    else this.#push('lineEnd', 'end of line', 1);
  }

  #string(skip: number, quote: string, raw: boolean): void {
    const start = this.#place;
    const rest = this.#rest;
    let value = '';
    let at = skip;
    while (!rest.startsWith(quote, at)) {
      const char = rest[at];
      if (char === undefined || (char === '\n' && quote.length === 1)) {
        throw new RulesError('this string is not closed', start);
      }
      const { text, length } =
        char === '\\' ? this.#escape(rest.slice(at, at + 6), raw, start) : { text: char, length: 1 };
      value += text;
      at += length;
    }
    this.#push('string', value, at + quote.length);
  }

  /** `sequence` begins with the backslash. */
  #escape(sequence: string, raw: boolean, start: Place): { text: string; length: number } {
    const char = sequence[1];
    if (char === undefined) throw new RulesError('this string is not closed', start);
    if (raw) return { text: `\\${char}`, length: 2 };
    const code = CODE_ESCAPE.exec(sequence);
    if (code)
      return { text: String.fromCharCode(Number.parseInt(code[1] ?? code[2] ?? '', 16)), length: code[0].length };
    const text = ESCAPES[char];
    if (text === undefined) throw new RulesError(`unknown escape \\${char} in this string`, start);
    return { text, length: 2 };
  }

  #push(kind: TokenKind, text: string, length: number): void {
    const start = this.#place;
    this.#advance(length);
    this.#tokens.push({ kind, text, start, end: kind === 'lineEnd' ? start : this.#place });
  }

  #advance(length: number): void {
    const end = this.#at + length;
    for (let at = this.#text.indexOf('\n', this.#at); at >= 0 && at < end; at = this.#text.indexOf('\n', at + 1)) {
      this.#line++;
      this.#lineStart = at + 1;
    }
    this.#at = end;
  }
}
