// Where in a TOML text the value of a key stands. A line scanner, good enough to point at a mistake: inside inline
// tables and multi-line values it points at their beginning.

/** Counted from 1; `end` is the last character. */
export interface Span {
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
}

const SEGMENT = String.raw`(?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+)`;
const KEY = String.raw`${SEGMENT}(?:\s*\.\s*${SEGMENT})*`;
const header = new RegExp(String.raw`^(\s*\[\[?\s*)(${KEY})\s*\]`);
const assignment = new RegExp(String.raw`^(\s*)(${KEY})(\s*=\s*)(.*)$`);
const segments = new RegExp(SEGMENT, 'g');
const literal = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,\]}#]+)/;

export interface Position {
  readonly key: Span;
  /** Of a table with a header of its own: that of the header's first key. */
  readonly value: Span;
}

/** null when the text does not name the key. */
export function locate(text: string, key: readonly string[]): Position | null {
  let table: readonly string[] = [];
  let nearest: Position | null = null;
  let quotes: string | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    if (quotes !== null) {
      if (line.includes(quotes)) quotes = null;
      continue;
    }
    const found = readLine(line, table);
    if (!found) continue;
    if (found.isHeader) table = found.path;
    quotes = openQuotes(found.value);
    const depth = commonDepth(found, key);
    if (depth === key.length && !found.isHeader) return position(index, found);
    if (depth > 0 && !nearest) nearest = position(index, found);
  }
  return nearest;
}

interface Line {
  readonly path: readonly string[];
  readonly isHeader: boolean;
  /** As written, and where; columns count from 0. */
  readonly key: string;
  readonly keyColumn: number;
  /** What stands after `=`; the first key of a header. */
  readonly value: string;
  readonly valueColumn: number;
}

function readLine(line: string, table: readonly string[]): Line | null {
  const opened = header.exec(line);
  if (opened?.[1] !== undefined && opened[2] !== undefined) {
    const key = opened[2].match(segments)?.[0] ?? opened[2];
    const column = opened[1].length;
    return { path: splitKey(opened[2]), isHeader: true, key, keyColumn: column, value: key, valueColumn: column };
  }
  const assigned = assignment.exec(line);
  if (!assigned) return null;
  const [, indent = '', key = '', equals = '', value = ''] = assigned;
  const keyColumn = indent.length;
  const valueColumn = keyColumn + key.length + equals.length;
  return { path: [...table, ...splitKey(key)], isHeader: false, key, keyColumn, value, valueColumn };
}

/** A dotted key in its parts, quotes removed. */
export function splitKey(key: string): string[] {
  return (key.match(segments) ?? []).map((part) => {
    if (part.startsWith("'")) return part.slice(1, -1);
    return part.startsWith('"') ? unquote(part) : part;
  });
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted.slice(1, -1);
  }
}

/** How far the line leads to the key: all of it for the key itself or a table around it, else 0. */
function commonDepth({ path, isHeader }: Line, key: readonly string[]): number {
  const shorter = Math.min(path.length, key.length);
  for (let i = 0; i < shorter; i++) if (path[i] !== key[i]) return 0;
  return isHeader || path.length <= key.length ? path.length : 0;
}

function openQuotes(value: string): string | null {
  const quotes = /^("""|''')/.exec(value)?.[1];
  return quotes && !value.slice(3).includes(quotes) ? quotes : null;
}

function position(lineIndex: number, { key, keyColumn, value, valueColumn }: Line): Position {
  return {
    key: span(lineIndex, keyColumn, key.length),
    value: span(lineIndex, valueColumn, literal.exec(value)?.[0].length ?? 1),
  };
}

function span(lineIndex: number, column: number, length: number): Span {
  const line = lineIndex + 1;
  return { start: { line, column: column + 1 }, end: { line, column: column + Math.max(length, 1) } };
}
