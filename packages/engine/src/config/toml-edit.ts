// Changes one key in the text of a TOML file. Everything outside the change stays as it is, byte for byte: comments,
// order, spaces, quotes, line breaks.
import { isTable, type Path } from './rules.ts';
import { type Entry, lineEnd, lineStart, readDocument, type Section, startsWith } from './toml-document.ts';
import { tomlKey, tomlValue } from './toml-value.ts';

/** The key is, or lies in, something that has no keys. */
export class NoTableError extends Error {
  constructor() {
    super('cannot set value on non-table parent');
    this.name = 'NoTableError';
  }
}

/**
 * Sets the key. A table is written member by member: with `replace` the members that the value has not are removed, with
 * `upsert` they stay. Throws NoTableError.
 */
export function setKey(text: string, path: Path, value: unknown, strategy: 'replace' | 'upsert'): string {
  const found = find(text, path);
  if (found.isScalarAbove || found.isBelowList) throw new NoTableError();
  if (!isTable(value)) return setLeaf(text, path, value, found);
  if (!found.isTable) return insert(found.exists ? removeKey(text, path) : text, path, value);
  const gone = strategy === 'replace' ? found.members.filter((member) => !Object.hasOwn(value, member)) : [];
  const kept = gone.reduce((rest, member) => removeKey(rest, [...path, member]), text);
  const set = Object.entries(value).reduce(
    (rest, [key, member]) => setKey(rest, [...path, key], member, strategy),
    kept,
  );
  return find(set, path).exists ? set : insert(set, path, value);
}

/** Takes the key away with all that is below it. Comments above it stay. */
export function removeKey(text: string, path: Path): string {
  const sections = readDocument(text);
  for (const section of sections.toReversed()) {
    if (section.headerEnd > 0 && startsWith(section.path, path)) return removeKey(cutSection(text, section), path);
    const found = section.inList && !startsWith(path, section.path) ? undefined : entryBelow(section.entries, path);
    if (found) return removeKey(cutEntry(text, found), path);
  }
  return text;
}

/** Adds a table to a list of tables that is written as such, or to none: after the last of them or of its relatives. */
export function addListTable(text: string, path: Path, table: Readonly<Record<string, unknown>>): string {
  const headers = readDocument(text).filter(({ headerEnd }) => headerEnd > 0);
  const last =
    headers.findLast((section) => isSame(section.path, path)) ??
    headers.findLast((section) => section.path[0] === path[0]);
  const at = last ? contentEnd(text, last) : text.length;
  const members = Object.entries(table).map(([key, value]) => `${tomlKey([key])} = ${tomlValue(value)}`);
  const lines = [`[[${tomlKey(path)}]]`, ...members];
  return insertLines(text, at, text.slice(0, at).trim() === '' ? lines : ['', ...lines]);
}

interface Found {
  readonly exists: boolean;
  readonly isTable: boolean;
  readonly isScalarAbove: boolean;
  readonly isBelowList: boolean;
  readonly entry: Entry | null;
  /** First parts of the keys of a table. */
  readonly members: readonly string[];
}

function find(text: string, path: Path): Found {
  const sections = readDocument(text);
  const entries = sections.filter(({ inList }) => !inList).flatMap(({ entries }) => allEntries(entries));
  const entry = entries.find((candidate) => isSame(candidate.path, path)) ?? null;
  const headers = sections.filter(({ headerEnd }) => headerEnd > 0);
  const lists = headers.filter(({ inList }) => inList).map((section) => section.path);
  const below = [...entries.map((candidate) => candidate.path), ...headers.map((section) => section.path)].filter(
    (candidate) => candidate.length > path.length && startsWith(candidate, path),
  );
  const isListHere = lists.some((list) => isSame(list, path));
  const isTable =
    !isListHere && (below.length > 0 || entry?.inline != null || headers.some((s) => isSame(s.path, path)));
  return {
    exists: entry !== null || isTable || isListHere,
    isTable,
    isScalarAbove: entries.some(
      ({ inline, path: above }) => !inline && above.length < path.length && startsWith(path, above),
    ),
    isBelowList: lists.some((list) => list.length < path.length && startsWith(path, list)),
    entry,
    members: [...new Set(below.map((candidate) => candidate[path.length] ?? ''))],
  };
}

function setLeaf(text: string, path: Path, value: unknown, { entry, exists, isTable: isTableNow }: Found): string {
  if (entry && !isTableNow) return splice(text, entry.valueStart, entry.valueEnd, tomlValue(value));
  return insert(exists ? removeKey(text, path) : text, path, value);
}

/** Adds a key that is not there. */
function insert(text: string, path: Path, value: unknown): string {
  const sections = readDocument(text);
  const inline = sections.flatMap(({ entries }) => allEntries(entries)).filter((entry) => entry.inline);
  const braces = longest(inline.filter((entry) => startsWith(path, entry.path)));
  if (braces) return insertInBraces(text, braces, path, value);
  const dotted = dottedNeighbour(sections, path);
  const headers = sections.filter((section) => startsWith(path, section.path)).map((section) => section.path.length);
  if (dotted && commonLength(dotted.entry.path, path) > Math.max(...headers)) {
    return insertDotted(text, dotted, path, value);
  }
  const parent = path.slice(0, -1);
  const home = sections.find((section) => !section.inList && isSame(section.path, parent));
  return home && !isTable(value)
    ? insertInSection(text, home, path, value)
    : insertSection(text, sections, path, value);
}

function insertInBraces(text: string, { path: above, inline, valueEnd }: Entry, path: Path, value: unknown): string {
  const member = `${tomlKey(path.slice(above.length))} = ${tomlValue(value)}`;
  const last = inline?.at(-1);
  if (!last) return splice(text, lineBack(text, valueEnd), valueEnd, `{ ${member} }`);
  return splice(text, last.valueEnd, last.valueEnd, `, ${member}`);
}

/** Where the empty braces that end here begin. */
function lineBack(text: string, end: number): number {
  return text.lastIndexOf('{', end);
}

/** An entry like `a.b = 1` that makes `a` a table which no header may open again. */
function dottedNeighbour(sections: readonly Section[], path: Path): { entry: Entry; section: Section } | undefined {
  const found = sections.flatMap((section) =>
    section.entries
      .filter((entry) => entry.path.length > entry.depth + 1 && commonLength(entry.path, path) > entry.depth)
      .filter((entry) => commonLength(entry.path, path) < Math.min(entry.path.length, path.length))
      .map((entry) => ({ entry, section })),
  );
  return found.sort((a, b) => commonLength(a.entry.path, path) - commonLength(b.entry.path, path)).at(-1);
}

function insertDotted(
  text: string,
  { entry, section }: { entry: Entry; section: Section },
  path: Path,
  value: unknown,
): string {
  const line = `${tomlKey(path.slice(section.path.length))} = ${tomlValue(value)}`;
  return insertLines(text, lineEnd(text, entry.valueEnd), [line]);
}

function insertInSection(text: string, section: Section, path: Path, value: unknown): string {
  const line = `${tomlKey(path.slice(-1))} = ${tomlValue(value)}`;
  const last = section.entries.at(-1);
  if (last) return insertLines(text, lineEnd(text, last.valueEnd), [line]);
  if (section.headerEnd > 0) return insertLines(text, section.headerEnd, [line]);
  const start = text.startsWith('\ufeff') ? 1 : 0;
  return insertLines(text, start, text.length > start && !/^\r?\n/.test(text.slice(start)) ? [line, ''] : [line]);
}

/** After the last section of the nearest relative, else at the end. */
function insertSection(text: string, sections: readonly Section[], path: Path, value: unknown): string {
  const header = isTable(value) ? path : path.slice(0, -1);
  const lines = sectionLines(header, isTable(value) ? value : { [path.at(-1) ?? '']: value });
  const headers = sections.filter(({ headerEnd }) => headerEnd > 0);
  const relatives = headers.filter((section) => section.path[0] === path[0]);
  const nearest = relatives.sort((a, b) => commonLength(a.path, path) - commonLength(b.path, path)).at(-1);
  const common = nearest ? commonLength(nearest.path, path) : 0;
  const last = relatives
    .filter((section) => commonLength(section.path, path) === common)
    .sort(byStart)
    .at(-1);
  const at = last ? contentEnd(text, last) : text.length;
  const isEmpty = text.slice(0, at).trim() === '';
  return insertLines(text, at, isEmpty ? lines : ['', ...lines]);
}

function sectionLines(header: Path, table: Readonly<Record<string, unknown>>): string[] {
  const members = Object.entries(table);
  const leaves = members.filter(([, member]) => !isTable(member));
  const inner = members.flatMap(([key, member]) =>
    isTable(member) ? ['', ...sectionLines([...header, key], member)] : [],
  );
  const own = leaves.map(([key, member]) => `${tomlKey([key])} = ${tomlValue(member)}`);
  const isNeeded = leaves.length > 0 || members.length === 0;
  return isNeeded ? [`[${tomlKey(header)}]`, ...own, ...inner] : inner.slice(1);
}

/** Takes the section away with the blank line before it; comments stay. */
export function cutSection(text: string, section: Section): string {
  const blank = /(?:^|\n)(\r?\n)$/.exec(text.slice(0, section.start))?.[1] ?? '';
  return splice(text, section.start - blank.length, contentEnd(text, section), '');
}

/** Behind the last line that belongs to the section for sure: comments after it may belong to the next one. */
function contentEnd(text: string, { entries, headerEnd }: Section): number {
  const last = entries.at(-1);
  return last ? lineEnd(text, last.valueEnd) : headerEnd;
}

function entryBelow(entries: readonly Entry[], path: Path): { entry: Entry; siblings: readonly Entry[] } | undefined {
  for (const entry of entries) {
    if (startsWith(entry.path, path)) return { entry, siblings: entries };
    const inner = entry.inline && startsWith(path, entry.path) ? entryBelow(entry.inline, path) : undefined;
    if (inner) return inner;
  }
  return undefined;
}

/** A line of its own, or a member of an inline table with one of the commas around it. */
function cutEntry(text: string, { entry, siblings }: { entry: Entry; siblings: readonly Entry[] }): string {
  const start = lineStart(text, entry.keyStart);
  if (text.slice(start, entry.keyStart).replace('\ufeff', '').trim() === '' && !isBraced(text, entry)) {
    return splice(text, start === 0 && text.startsWith('\ufeff') ? 1 : start, lineEnd(text, entry.valueEnd), '');
  }
  const i = siblings.indexOf(entry);
  const next = siblings[i + 1];
  const previous = siblings[i - 1];
  if (next) return splice(text, entry.keyStart, next.keyStart, '');
  return splice(text, previous ? previous.valueEnd : entry.keyStart, entry.valueEnd, '');
}

/** Whether a comma or brace follows, as after members of inline tables that stand on lines of their own. */
function isBraced(text: string, { valueEnd }: Entry): boolean {
  return /^(?:\s|#[^\n]*)*[,}]/.test(text.slice(valueEnd));
}

function insertLines(text: string, at: number, lines: readonly string[]): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const gap = at > 0 && text[at - 1] !== '\n' && text[at - 1] !== '\ufeff' ? newline : '';
  return splice(text, at, at, gap + lines.map((line) => line + newline).join(''));
}

function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end);
}

function allEntries(entries: readonly Entry[]): Entry[] {
  return entries.flatMap((entry) => [entry, ...allEntries(entry.inline ?? [])]);
}

function longest(entries: readonly Entry[]): Entry | undefined {
  return [...entries].sort((a, b) => a.path.length - b.path.length).at(-1);
}

function byStart(a: Section, b: Section): number {
  return a.start - b.start;
}

function isSame(a: Path, b: Path): boolean {
  return a.length === b.length && startsWith(a, b);
}

function commonLength(a: Path, b: Path): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}
