// The key of an edit as clients write it: names with dots between them, quoted where they hold dots themselves.

/** Throws an Error that says what is wrong with the text. */
export function parseKeyPath(text: string): string[] {
  if (text.trim() === '') throw new Error('keyPath must not be empty');
  const path: string[] = [];
  let segment = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '"' && segment === '' && !isQuoted) {
      const end = endOfQuoted(text, at);
      segment = readQuoted(text.slice(at, end + 1));
      isQuoted = true;
      at = end;
    } else if (character === '.') {
      path.push(complete(segment, isQuoted));
      segment = '';
      isQuoted = false;
    } else segment += character;
  }
  return [...path, complete(segment, isQuoted)];
}

function endOfQuoted(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  throw new Error('unterminated quoted keyPath segment');
}

function readQuoted(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    throw new Error('invalid quoted keyPath segment');
  }
}

function complete(segment: string, isQuoted: boolean): string {
  const name = isQuoted ? segment : segment.trim();
  if (name === '') throw new Error('keyPath segments must not be empty');
  return name;
}
