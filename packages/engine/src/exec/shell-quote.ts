// Quotes words for display in a POSIX shell line, byte for byte as the official server prints commands.

const UNQUOTED = 1;
const SINGLE = 2;
const DOUBLE = 4;

const UNQUOTED_SAFE = /[A-Za-z0-9+\-./:@\]_]/;

/** The ways in which a character may be written. A backslash is kept out of '…' because fish reads it there. */
function waysToWrite(char: string): number {
  let ways = 0;
  if (UNQUOTED_SAFE.test(char)) ways |= UNQUOTED;
  if (!"'^\\".includes(char)) ways |= SINGLE;
  if (!'`$!^'.includes(char)) ways |= DOUBLE;
  return ways;
}

/** Length and way of the longest run from `start` that one way can write. */
function nextRun(word: string, start: number): { end: number; ways: number } {
  // A leading ^ is only safe directly after an opening single quote, whatever that quote cannot hold otherwise.
  let ways = word[start] === '^' ? SINGLE : UNQUOTED | SINGLE | DOUBLE;
  let end = word[start] === '^' ? start + 1 : start;
  for (; end < word.length; end++) {
    const both = ways & waysToWrite(word[end] as string);
    if (both === 0) break;
    ways = both;
  }
  return { end, ways };
}

function writeRun(text: string, ways: number): string {
  if (ways & UNQUOTED) return text;
  if (ways & SINGLE) return `'${text}'`;
  return `"${text.replace(/["\\$`]/g, '\\$&')}"`;
}

/** One word, quoted so that a shell reads back exactly `word`. */
export function quoteWord(word: string): string {
  if (word === '') return "''";
  let quoted = '';
  for (let at = 0; at < word.length; ) {
    const { end, ways } = nextRun(word, at);
    quoted += writeRun(word.slice(at, end), ways);
    at = end;
  }
  return quoted;
}

export function quoteCommand(argv: readonly string[]): string {
  return argv.map(quoteWord).join(' ');
}
