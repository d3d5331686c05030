// The places of everything in a TOML text: sections, entries, values. Reads texts that a parser has accepted already.

/** `key = value`, at the top of a section or in an inline table. Offsets into the text. */
export interface Entry {
  /** From the root of the document. */
  readonly path: readonly string[];
  /** How many parts of the path stand in front of the key: those of its section or inline table. */
  readonly depth: number;
  readonly keyStart: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  /** What is in the braces; null when the value is no inline table. */
  readonly inline: readonly Entry[] | null;
}

/** A header with what follows it; the first one has none. */
export interface Section {
  readonly path: readonly string[];
  /** One of several tables of a list, or inside one. */
  readonly inList: boolean;
  /** Of the line with the header; both 0 for the first section. */
  readonly start: number;
  readonly headerEnd: number;
  readonly entries: readonly Entry[];
}

export function readDocument(text: string): Section[] {
  const scanner = new Scanner(text);
  let section = { path: [] as readonly string[], inList: false, start: 0, headerEnd: 0, entries: [] as Entry[] };
  const sections = [section];
  const lists: (readonly string[])[] = [];
  for (scanner.skipBlank(); !scanner.atEnd; scanner.skipBlank()) {
    if (scanner.peek() !== '[') {
      section.entries.push(scanner.entry(section.path));
      continue;
    }
    const start = lineStart(text, scanner.at);
    const { path, isList } = scanner.header();
    if (isList) lists.push(path);
    const inList = lists.some((list) => startsWith(path, list));
    section = { path, inList, start, headerEnd: lineEnd(text, scanner.at), entries: [] };
    sections.push(section);
  }
  return sections;
}

export function startsWith(path: readonly string[], prefix: readonly string[]): boolean {
  return prefix.length <= path.length && prefix.every((part, i) => part === path[i]);
}

/** Where the line of the offset begins. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

/** Behind the line break of the line of the offset. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

class Scanner {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
    if (text.startsWith('\ufeff')) this.at = 1;
  }

  get atEnd(): boolean {
    return this.at >= this.#text.length;
  }

  peek(): string {
    return this.#text[this.at] ?? '';
  }

  /** Spaces, line breaks and comments. */
  skipBlank(): void {
    this.#skip(/(?:[ \t\r\n]+|#[^\n]*)*/y);
  }

  header(): { path: string[]; isList: boolean } {
    const isList = this.#text.startsWith('[[', this.at);
    this.at += isList ? 2 : 1;
    const path = this.#key();
    this.#skip(/[ \t]*\]\]?/y);
    return { path, isList };
  }

  entry(above: readonly string[]): Entry {
    const keyStart = this.at;
    const path = [...above, ...this.#key()];
    this.#skip(/[ \t]*=[ \t]*/y);
    const valueStart = this.at;
    const inline = this.#value(path);
    return { path, depth: above.length, keyStart, valueStart, valueEnd: this.at, inline };
  }

  #key(): string[] {
    const parts: string[] = [];
    do {
      this.#skip(/[ \t]*/y);
      parts.push(this.#keyPart());
    } while (this.#skip(/[ \t]*\./y));
    return parts;
  }

  #keyPart(): string {
    const part = this.#take(/"(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+/y);
    if (part.startsWith("'")) return part.slice(1, -1);
    return part.startsWith('"') ? unescaped(part.slice(1, -1)) : part;
  }

  #value(path: readonly string[]): Entry[] | null {
    const next = this.peek();
    if (next === '{') return this.#inlineTable(path);
    if (next === '[') this.#list();
    else if (!this.#skip(/"""(?:[^"\\]|\\[\s\S]|"(?!""))*"{3,5}|'''(?:[^']|'(?!''))*'{3,5}/y)) {
      this.#skip(/"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,\]}#](?:[^\n,\]}#]*[^\s,\]}#])?/y);
    }
    return null;
  }

  #list(): void {
    this.at += 1;
    for (this.skipBlank(); !this.atEnd && !this.#skip(/\]/y); this.skipBlank()) {
      this.#value([]);
      this.skipBlank();
      this.#skip(/,/y);
    }
  }

  #inlineTable(path: readonly string[]): Entry[] {
    const entries: Entry[] = [];
    this.at += 1;
    for (this.skipBlank(); !this.atEnd && !this.#skip(/\}/y); this.skipBlank()) {
      entries.push(this.entry(path));
      this.skipBlank();
      this.#skip(/,/y);
    }
    return entries;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  #skip(pattern: RegExp): boolean {
    return this.#take(pattern) !== '';
  }
}

const escapes: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\u001b' };

function unescaped(text: string): string {
  return text.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|(.))/g,
    (_, short, long, byte, one) => {
      const code = short ?? long ?? byte;
      return code === undefined ? (escapes[one] ?? one) : String.fromCodePoint(Number.parseInt(code, 16));
    },
  );
}
