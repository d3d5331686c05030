// Joins words to one shell command line and splits it again, quoting exactly as the official server does.

const unquotedSafe = /^[\w+\-./:@\]]*$/;

/** `['/bin/bash', '-lc', 'a b']` -> `/bin/bash -lc 'a b'`. */
export function joinShellWords(words: readonly string[]): string {
  return words.map(quote).join(' ');
}

/** The words of a POSIX command line; undefined when a quote or an escape is left open. */
export function splitShellWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < line.length) {
    const char = line[at] as string;
    if (/[ \t\n]/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at += 1;
      continue;
    }
    const piece = char === "'" ? readSingle(line, at) : char === '"' ? readDouble(line, at) : readPlain(line, at);
    if (!piece) return undefined;
    word = (word ?? '') + piece.text;
    at = piece.end;
  }
  if (word !== undefined) words.push(word);
  return words;
}

interface Piece {
  text: string;
  end: number;
}

function readSingle(line: string, at: number): Piece | undefined {
  const close = line.indexOf("'", at + 1);
  return close < 0 ? undefined : { text: line.slice(at + 1, close), end: close + 1 };
}

function readDouble(line: string, at: number): Piece | undefined {
  let text = '';
  for (let i = at + 1; i < line.length; i += 1) {
    const char = line[i] as string;
    if (char === '"') return { text, end: i + 1 };
    const next = line[i + 1];
    if (char === '\\' && next !== undefined && '$`"\\\n'.includes(next)) {
      i += 1;
      text += next === '\n' ? '' : next;
    } else {
      text += char;
    }
  }
  return undefined;
}

function readPlain(line: string, at: number): Piece | undefined {
  if (line[at] !== '\\') return { text: line[at] as string, end: at + 1 };
  const next = line[at + 1];
  if (next === undefined) return undefined;
  return { text: next === '\n' ? '' : next, end: at + 2 };
}

function quote(word: string): string {
  if (word === '') return "''";
  let rest = word;
  let quoted = '';
  while (rest !== '') {
    const length = longestChunk(rest);
    quoted += quoteChunk(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return quoted;
}

/** Length of the longest prefix that one kind of quoting can hold. A caret is only safe right after `'`. */
function longestChunk(text: string): number {
  const caret = text.startsWith('^') ? 1 : 0;
  const single = caret + (/^[^'^\\]*/.exec(text.slice(caret))?.[0].length ?? 0);
  if (caret) return single;
  const double = /^[^`$!^]*/.exec(text)?.[0].length ?? 0;
  return Math.max(single, double);
}

function quoteChunk(chunk: string): string {
  if (unquotedSafe.test(chunk)) return chunk;
  if (!/['\\]/.test(chunk)) return `'${chunk}'`;
  return `"${chunk.replace(/["\\$`]/g, '\\$&')}"`;
}
