// Where things are in a JSON text, and what is wrong with it in the words of the official server's parser. Only needed
// when arguments are refused; values themselves come from JSON.parse.

/** A syntax error; `message` ends with ` at line L column C`. */
export class JsonSyntaxError extends Error {}

/** End offset of each value, by its path: keys and indexes with dots between them (`plan.0.step`). */
export interface ValueEnds {
  readonly ends: ReadonlyMap<string, number>;
  /** The same for the keys themselves. */
  readonly keyEnds: ReadonlyMap<string, number>;
  /** End offset of the outermost value. */
  readonly end: number;
}

/** `line L column C` of the character before `offset`, counted from 1. */
export function describePosition(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.split('\n').length;
  return `at line ${line} column ${Buffer.byteLength(before.slice(lineStart))}`;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = ['null', 'true', 'false'];
const MAX_DEPTH = 127;

class JsonScanner {
  readonly ends = new Map<string, number>();
  readonly keyEnds = new Map<string, number>();
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): number {
    this.#value(0, '');
    const end = this.#at;
    this.#blanks();
    if (this.#at < this.#text.length) this.#fail('trailing characters', 1);
    return end;
  }

  #fail(message: string, ahead = 0): never {
    throw new JsonSyntaxError(
      `${message} ${describePosition(this.#text, Math.min(this.#at + ahead, this.#text.length))}`,
    );
  }

  #blanks(): void {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? 'x')) this.#at++;
  }

  #value(depth: number, path: string): void {
    this.#blanks();
    const char = this.#text[this.#at];
    if (depth > MAX_DEPTH) this.#fail('recursion limit exceeded');
    if (char === undefined) this.#fail('EOF while parsing a value');
    if (char === '{' || char === '[') this.#members(depth, char === '{', path);
    else if (char === '"') this.#string();
    else this.#scalar(char);
  }

  #scalar(char: string): void {
    const word = WORDS.find((one) => one[0] === char);
    NUMBER.lastIndex = this.#at;
    if (word !== undefined) {
      this.#word(word);
      return;
    }
    const number = NUMBER.exec(this.#text);
    if (number === null) this.#fail(char === '-' ? 'invalid number' : 'expected value', 1);
    this.#at += number[0].length;
  }

  #word(word: string): void {
    for (const char of word) {
      if (this.#at >= this.#text.length) this.#fail('EOF while parsing a value');
      if (this.#text[this.#at] !== char) this.#fail('expected ident', 1);
      this.#at++;
    }
  }

  #members(depth: number, object: boolean, path: string): void {
    const close = object ? '}' : ']';
    const eof = object ? 'EOF while parsing an object' : 'EOF while parsing a list';
    this.#at++;
    for (let index = 0; ; index++) {
      this.#blanks();
      const char = this.#text[this.#at];
      if (char === undefined) this.#fail(eof);
      if (char === close && index === 0) break;
      if (char === close) this.#fail('trailing comma', 1);
      const child = `${path}${object ? this.#key(path) : index}`;
      this.#value(depth + 1, `${child}.`);
      this.ends.set(child, this.#at);
      this.#blanks();
      const next = this.#text[this.#at];
      if (next === undefined) this.#fail(eof);
      if (next === close) break;
      if (next !== ',') this.#fail(`expected \`,\` or \`${close}\``, 1);
      this.#at++;
    }
    this.#at++;
  }

  #key(path: string): string {
    const start = this.#at;
    if (this.#text[start] !== '"') this.#fail('key must be a string', 1);
    this.#string();
    const key = JSON.parse(this.#text.slice(start, this.#at)) as string;
    this.keyEnds.set(path + key, this.#at);
    this.#blanks();
    if (this.#at >= this.#text.length) this.#fail('EOF while parsing an object');
    if (this.#text[this.#at] !== ':') this.#fail('expected `:`', 1);
    this.#at++;
    return key;
  }

  #string(): void {
    for (this.#at++; ; this.#at++) {
      const char = this.#text[this.#at];
      if (char === undefined) this.#fail('EOF while parsing a string');
      if (char === '"') break;
      if (char < ' ') this.#fail('control character (\\u0000-\\u001F) found while parsing a string', 1);
      if (char === '\\') this.#escape();
    }
    this.#at++;
  }

  #escape(): void {
    this.#at++;
    const char = this.#text[this.#at];
    if (char === undefined) this.#fail('EOF while parsing a string');
    if (!'"\\/bfnrtu'.includes(char)) this.#fail('invalid escape', 1);
    if (char !== 'u') return;
    if (!/^[0-9a-fA-F]{4}$/.test(this.#text.slice(this.#at + 1, this.#at + 5))) this.#fail('invalid escape', 1);
    this.#at += 4;
  }
}

/** Throws JsonSyntaxError. */
export function scanJson(text: string): ValueEnds {
  const scanner = new JsonScanner(text);
  const end = scanner.scan();
  return { ends: scanner.ends, keyEnds: scanner.keyEnds, end };
}

/** The value, or what is wrong with the text. */
export function parseJson(text: string): { value: unknown } | { fault: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { fault: syntaxFault(text) };
  }
}

function syntaxFault(text: string): string {
  try {
    scanJson(text);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error.message;
    throw error;
  }
  return 'expected value at line 1 column 1';
}
