// The part of YAML that people write about skills: maps, lists, plain, quoted and block scalars, flow lists and maps.
// More forgiving than YAML where a value on one line is plainly meant as text (`description: Use when: …`). Depth and
// work are bounded by the text; whatever it cannot read is a YamlError that says where.
import { quotedScalar, readFlow } from './yaml-inline.ts';

export interface Place {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

export type YamlNode = Place &
  (
    | { readonly kind: 'scalar'; readonly text: string; readonly isQuoted: boolean }
    | { readonly kind: 'list'; readonly items: readonly YamlNode[] }
    | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, YamlNode> }
  );

export class YamlError extends Error {
  constructor(message: string, place?: Place) {
    super(place ? `${message} at line ${place.line} column ${place.column}` : message);
    this.name = 'YamlError';
  }
}

const MAX_DEPTH = 32;
const BLOCK_SCALAR = /^([|>])[-+0-9]{0,2}\s*(?:#.*)?$/;

/** Reads one document. */
export function parseYaml(text: string): YamlNode {
  const lines = text.split(/\r?\n/);
  const end = lines.indexOf('...');
  const reader = new Reader(end < 0 ? lines : lines.slice(0, end));
  const node = reader.node(0, 0);
  reader.expectEnd();
  return node;
}

/** Null values and the empty one. */
export function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && !node.isQuoted && ['', '~', 'null', 'Null', 'NULL'].includes(node.text);
}

class Reader {
  readonly #lines: string[];
  #at = 0;

  constructor(lines: readonly string[]) {
    this.#lines = [...lines];
  }

  /** The value that begins at the next line with content, if that is indented by at least `indent`. */
  node(indent: number, depth: number): YamlNode {
    if (depth > MAX_DEPTH) throw new YamlError('nested too deeply', this.#place(0));
    const line = this.#next();
    if (line === undefined || indentOf(line) < indent)
      return { kind: 'scalar', text: '', isQuoted: false, ...this.#place(0) };
    const own = indentOf(line);
    if (isItem(line.slice(own))) return this.#list(own, depth);
    if (keyOf(line.slice(own)) !== null) return this.#map(own, depth);
    this.#at += 1;
    return this.#inline(line.slice(own), own - 1, own, depth);
  }

  expectEnd(): void {
    const line = this.#next();
    if (line !== undefined) throw new YamlError('did not find expected key', this.#place(indentOf(line)));
  }

  #map(indent: number, depth: number): YamlNode {
    const place = this.#place(indent);
    const entries = new Map<string, YamlNode>();
    for (let line = this.#next(); line !== undefined && indentOf(line) === indent; line = this.#next()) {
      const found = keyOf(line.slice(indent));
      if (!found) break;
      if (entries.has(found.key)) throw new YamlError(`duplicate field \`${found.key}\``);
      this.#at += 1;
      entries.set(found.key, this.#value(line, indent, indent + found.length, depth));
    }
    return { kind: 'map', entries, ...place };
  }

  /** What follows a key whose colon ends before `start`. */
  #value(line: string, indent: number, start: number, depth: number): YamlNode {
    const rest = line.slice(start).trimStart();
    if (rest !== '' && !rest.startsWith('#')) return this.#inline(rest, indent, line.length - rest.length, depth);
    const next = this.#next();
    // A list may stand right below its key.
    const isBelow = next !== undefined && indentOf(next) === indent && isItem(next.slice(indent));
    return this.node(isBelow ? indent : indent + 1, depth + 1);
  }

  #list(indent: number, depth: number): YamlNode {
    const place = this.#place(indent);
    const items: YamlNode[] = [];
    for (let line = this.#next(); line !== undefined && indentOf(line) === indent; line = this.#next()) {
      if (!isItem(line.slice(indent))) break;
      // Without its dash the item is a value that is indented further.
      this.#lines[this.#at] = `${' '.repeat(indent + 1)}${line.slice(indent + 1)}`;
      items.push(this.node(indent + 1, depth + 1));
    }
    return { kind: 'list', items, ...place };
  }

  /** A value that begins in the line before; `indent` is that of what it belongs to. */
  #inline(rest: string, indent: number, column: number, depth: number): YamlNode {
    const place = { line: this.#at, column: column + 1 };
    const style = BLOCK_SCALAR.exec(rest)?.[1];
    if (style) return { kind: 'scalar', text: this.#block(indent, style === '>'), isQuoted: true, ...place };
    if (rest.startsWith('"') || rest.startsWith("'")) return { ...this.#quoted(rest, place), ...place };
    const flow = /^[[{]/.test(rest) ? readFlow(rest, place, MAX_DEPTH - depth) : null;
    return flow ?? { kind: 'scalar', text: this.#plain(rest, indent), isQuoted: false, ...place };
  }

  #quoted(first: string, place: Place): YamlNode {
    // More and more lines at once, so that the work stays in proportion to the text.
    for (let count = 0; ; count = count * 2 + 1) {
      const more = this.#lines.slice(this.#at, this.#at + count);
      const pieces = [first.trimEnd(), ...more.map((line) => (line.trim() === '' ? '\n' : ` ${line.trim()}`))];
      const found = quotedScalar(pieces.join(''));
      if (found) {
        this.#at += this.#endOfQuote(pieces, found.length, place);
        return { kind: 'scalar', text: found.text, isQuoted: true, ...place };
      }
      if (this.#at + count < this.#lines.length) continue;
      throw new YamlError('found unexpected end of stream while scanning a quoted scalar', place);
    }
  }

  /** How many lines after its first one a quoted scalar takes; nothing but a comment may follow it. */
  #endOfQuote(pieces: readonly string[], length: number, place: Place): number {
    let left = length;
    const last = pieces.findIndex((piece) => {
      if (left <= piece.length) return true;
      left -= piece.length;
      return false;
    });
    if (/^\s*(?:#.*)?$/.test(pieces[last]?.slice(left) ?? '')) return last;
    throw new YamlError('did not find expected key', place);
  }

  #plain(first: string, indent: number): string {
    const parts = [withoutComment(first)];
    for (let line = this.#next(); line !== undefined && indentOf(line) > indent; line = this.#next()) {
      if (keyOf(line.trim())) {
        throw new YamlError('mapping values are not allowed in this context', this.#place(indentOf(line)));
      }
      parts.push(withoutComment(line.trim()));
      this.#at += 1;
    }
    return parts.join(' ').trim();
  }

  #block(indent: number, isFolded: boolean): string {
    const lines: string[] = [];
    for (let line = this.#lines[this.#at]; line !== undefined; line = this.#lines[this.#at]) {
      if (line.trim() !== '' && indentOf(line) <= indent) break;
      lines.push(line);
      this.#at += 1;
    }
    const margin = Math.min(...lines.filter((line) => line.trim() !== '').map(indentOf));
    const text = lines.map((line) => line.slice(margin)).join('\n');
    return isFolded ? text.replace(/([^\n])\n(?=[^\n])/g, '$1 ') : text;
  }

  /** The next line with content, where the reader then stands. */
  #next(): string | undefined {
    for (; this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#lines[this.#at] ?? '';
      if (/^\s*\t/.test(line) && line.trim() !== '') {
        throw new YamlError('found character that cannot start any token', this.#place(line.indexOf('\t')));
      }
      if (!/^\s*(?:#.*)?$/.test(line)) return line;
    }
    return undefined;
  }

  #place(column: number): Place {
    return { line: this.#at + 1, column: column + 1 };
  }
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function isItem(text: string): boolean {
  return text === '-' || text.startsWith('- ');
}

/** The key that a line begins with; `length` goes past its colon. */
function keyOf(text: string): { readonly key: string; readonly length: number } | null {
  if (/^[[{#]/.test(text)) return null;
  const quoted = /^["']/.test(text) ? quotedScalar(text) : null;
  if (quoted) {
    const colon = /^\s*:(?=\s|$)/.exec(text.slice(quoted.length));
    return colon ? { key: quoted.text, length: quoted.length + colon[0].length } : null;
  }
  const colon = /:(?=\s|$)/.exec(text);
  return colon ? { key: text.slice(0, colon.index).trim(), length: colon.index + 1 } : null;
}

function withoutComment(text: string): string {
  const comment = /\s#/.exec(text);
  return (comment ? text.slice(0, comment.index) : text).trim();
}
