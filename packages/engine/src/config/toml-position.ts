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

/** null when the text does not name the key. */
export function locateValue(text: string, key: readonly string[]): Span | null {
  let table: readonly string[] = [];
  let nearest: Span | null = null;
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
    if (depth === key.length && !found.isHeader) return span(index, found.column, found.value);
    if (depth > 0 && !nearest) nearest = span(index, found.column, found.value);
  }
  return nearest;
}

interface Line {
  readonly path: readonly string[];
  readonly isHeader: boolean;
  /** Of the value, or of the key of a header; counted from 0. */
  readonly column: number;
  readonly value: string;
}

function readLine(line: string, table: readonly string[]): Line | null {
  const opened = header.exec(line);
  if (opened?.[1] !== undefined && opened[2] !== undefined) {
    return {
      path: splitKey(opened[2]),
      isHeader: true,
      column: opened[1].length,
      value: opened[2].split('.', 1)[0] ?? '',
    };
  }
  const assigned = assignment.exec(line);
  if (!assigned) return null;
  const [, indent = '', name = '', equals = '', value = ''] = assigned;
  const column = indent.length + name.length + equals.length;
  return { path: [...table, ...splitKey(name)], isHeader: false, column, value };
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

function span(lineIndex: number, column: number, value: string): Span {
  const length = literal.exec(value)?.[0].length ?? 1;
  const line = lineIndex + 1;
  return { start: { line, column: column + 1 }, end: { line, column: column + Math.max(length, 1) } };
}
