// Applies the chunks of an update to a text. What a patch does not change keeps its bytes, line ends included.
import { type Chunk, type ChunkLine, PatchError } from './parse.ts';
import { seekLines } from './seek.ts';

interface FileLine {
  readonly text: string;
  readonly end: '\n' | '\r\n';
}

interface FileText {
  readonly lines: readonly FileLine[];
  /** The texts alone, for searching. */
  readonly texts: readonly string[];
  /** What most lines end with; added ones follow. */
  readonly usualEnd: '\n' | '\r\n';
}

interface Replacement {
  readonly start: number;
  readonly count: number;
  readonly lines: readonly FileLine[];
}

const isOld = ({ mark }: ChunkLine) => mark !== '+';

function readText(text: string): FileText {
  const rows = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const windows = rows.filter((row) => row.endsWith('\r')).length;
  const usualEnd = windows * 2 > rows.length ? '\r\n' : '\n';
  const lines = rows.map((row, index): FileLine => {
    if (row.endsWith('\r')) return { text: row.slice(0, -1), end: '\r\n' };
    return { text: row, end: index === rows.length - 1 && !text.endsWith('\n') ? usualEnd : '\n' };
  });
  return { lines, texts: lines.map((line) => line.text), usualEnd };
}

/** Where the chunk goes. A last empty line of context may be one too many: models end their patches with it. */
function placeChunk(chunk: Chunk, file: FileText, from: number, path: string) {
  const wanted = chunk.lines.filter(isOld).map(({ text }) => text);
  const at = seekLines(file.texts, wanted, from, chunk.atEnd);
  if (at !== undefined) return { at, lines: chunk.lines };
  const last = chunk.lines.at(-1);
  if (last?.mark === ' ' && last.text === '' && wanted.length > 1) {
    const shorter = seekLines(file.texts, wanted.slice(0, -1), from, chunk.atEnd);
    if (shorter !== undefined) return { at: shorter, lines: chunk.lines.slice(0, -1) };
  }
  throw new PatchError(`Failed to find expected lines in ${path}:\n${wanted.join('\n')}`);
}

/** Lines of the file where the chunk only names them, lines of the chunk where it adds them. */
function replaceAt(at: number, chunkLines: readonly ChunkLine[], file: FileText): Replacement {
  const lines: FileLine[] = [];
  let old = at;
  for (const { mark, text } of chunkLines) {
    if (mark === '+') lines.push({ text, end: file.usualEnd });
    else if (mark === ' ') lines.push(file.lines[old++] as FileLine);
    else old++;
  }
  return { start: at, count: old - at, lines };
}

function findReplacements(chunks: readonly Chunk[], file: FileText, path: string): Replacement[] {
  const replacements: Replacement[] = [];
  let from = 0;
  for (const chunk of chunks) {
    if (chunk.context !== undefined) {
      const context = seekLines(file.texts, [chunk.context], from, false);
      if (context === undefined) throw new PatchError(`Failed to find context '${chunk.context}' in ${path}`);
      from = context + 1;
    }
    if (!chunk.lines.some(isOld)) {
      replacements.push(replaceAt(file.lines.length, chunk.lines, file));
      continue;
    }
    const { at, lines } = placeChunk(chunk, file, from, path);
    const replacement = replaceAt(at, lines, file);
    replacements.push(replacement);
    from = at + replacement.count;
  }
  return replacements.sort((one, other) => one.start - other.start);
}

/** Throws PatchError, naming `path`. The result ends with a line end, or is empty. */
export function updateText(text: string, chunks: readonly Chunk[], path: string): string {
  const file = readText(text);
  const result: FileLine[] = [];
  let copied = 0;
  for (const { start, count, lines } of findReplacements(chunks, file, path)) {
    result.push(...file.lines.slice(copied, start), ...lines);
    copied = start + count;
  }
  result.push(...file.lines.slice(copied));
  return result.map(({ text: line, end }) => line + end).join('');
}
