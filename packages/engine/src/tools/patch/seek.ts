// Finds the lines of a patch in a file, exactly at first, then ever more forgiving: without trailing blanks, without
// blanks around, with typographic characters taken for their plain ones.

type Normalise = (line: string) => string;

const plainCharacters: ReadonlyArray<readonly [RegExp, string]> = [
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/[\u2018-\u201b]/g, "'"],
  [/[\u201c-\u201f]/g, '"'],
  [/[\u00a0\u2002-\u200a\u202f\u205f\u3000]/g, ' '],
];

const passes: readonly Normalise[] = [
  (line) => line,
  (line) => line.trimEnd(),
  (line) => line.trim(),
  (line) => plainCharacters.reduce((text, [typographic, plain]) => text.replace(typographic, plain), line.trim()),
];

/** Index of the first line of the match at or after `from`, or undefined. `atEnd`: only the end of the file will do. */
export function seekLines(
  lines: readonly string[],
  wanted: readonly string[],
  from: number,
  atEnd: boolean,
): number | undefined {
  const last = lines.length - wanted.length;
  const first = atEnd ? Math.max(from, last) : from;
  if (wanted.length === 0) return from;
  for (const normalise of passes) {
    const pattern = wanted.map(normalise);
    for (let at = first; at <= last; at++) {
      if (pattern.every((line, index) => normalise(lines[at + index] as string) === line)) return at;
    }
  }
  return undefined;
}
