// Reads the patch language: an envelope around file operations, updates being lists of chunks. Nothing is looked up.
import { markers } from './markers.ts';

/** A patch that cannot be read or does not fit the files; the message is for the model. */
export class PatchError extends Error {}

export interface Chunk {
  /** A line to find first; the chunk is looked for after it. */
  readonly context: string | undefined;
  /** Never empty. */
  readonly lines: readonly ChunkLine[];
  /** What must be there are the last lines of the file. */
  readonly atEnd: boolean;
}

/** ` ` stays, `-` goes, `+` comes. */
export interface ChunkLine {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** Paths are as written in the patch. */
export type Operation =
  | { readonly type: 'add'; readonly path: string; readonly content: string }
  | { readonly type: 'delete'; readonly path: string }
  | {
      readonly type: 'update';
      readonly path: string;
      readonly moveTo: string | undefined;
      readonly chunks: readonly Chunk[];
    };

const {
  begin: BEGIN,
  end: END,
  add: ADD,
  delete: DELETE,
  update: UPDATE,
  move: MOVE,
  endOfFile: END_OF_FILE,
} = markers;

function badHunk(line: number, message: string): PatchError {
  return new PatchError(`invalid hunk at line ${line}, ${message}`);
}

/** Models sometimes wrap the patch as a here-document; the wrapper goes. */
function unwrapHereDocument(lines: string[]): string[] {
  const first = lines[0] ?? '';
  const last = lines.at(-1) ?? '';
  const wrapped = lines.length >= 4 && /^<<(EOF|'EOF'|"EOF")$/.test(first) && last.endsWith('EOF');
  return wrapped ? lines.slice(1, -1) : lines;
}

class PatchReader {
  readonly #lines: readonly string[];
  #at = 1;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  /** Operations between the first and the last line. */
  operations(): Operation[] {
    const operations: Operation[] = [];
    while (this.#at < this.#lines.length - 1) operations.push(this.#operation());
    return operations;
  }

  /** Number of the current line, as people count. */
  get #number(): number {
    return this.#at + 1;
  }

  #peek(): string | undefined {
    return this.#at < this.#lines.length - 1 ? this.#lines[this.#at] : undefined;
  }

  #operation(): Operation {
    const header = (this.#peek() ?? '').trim();
    const number = this.#number;
    this.#at++;
    if (header.startsWith(ADD)) return { type: 'add', path: header.slice(ADD.length), content: this.#addedContent() };
    if (header.startsWith(DELETE)) return { type: 'delete', path: header.slice(DELETE.length) };
    if (header.startsWith(UPDATE)) return this.#update(header.slice(UPDATE.length), number);
    const known = `'${ADD}{path}', '${DELETE}{path}', '${UPDATE}{path}'`;
    throw badHunk(number, `'${header}' is not a valid hunk header. Valid hunk headers: ${known}`);
  }

  #addedContent(): string {
    let content = '';
    for (let line = this.#peek(); line?.startsWith('+'); line = this.#peek()) {
      content += `${line.slice(1)}\n`;
      this.#at++;
    }
    return content;
  }

  #update(path: string, header: number): Operation {
    const move = this.#peek();
    const moveTo = move?.startsWith(MOVE) ? move.slice(MOVE.length).trim() : undefined;
    if (moveTo !== undefined) this.#at++;
    const chunks: Chunk[] = [];
    for (let line = this.#peek(); line !== undefined && !this.#startsOperation(line); line = this.#peek()) {
      if (line.trim() === '') this.#at++;
      else chunks.push(this.#chunk(chunks.length === 0));
    }
    if (chunks.length === 0) throw badHunk(header, `Update file hunk for path '${path}' is empty`);
    return { type: 'update', path, moveTo, chunks };
  }

  #startsOperation(line: string): boolean {
    return line.startsWith('***') && line.trimEnd() !== END_OF_FILE;
  }

  #chunk(first: boolean): Chunk {
    const header = this.#peek()?.trimEnd();
    const headed = header === '@@' || header?.startsWith('@@ ');
    if (!headed && !first) {
      throw badHunk(this.#number, `Expected update hunk to start with a @@ context marker, got: '${this.#peek()}'`);
    }
    if (!headed) return this.#chunkLines(undefined);
    this.#at++;
    return this.#chunkLines(header?.slice(3) || undefined);
  }

  #chunkLines(context: string | undefined): Chunk {
    const lines: ChunkLine[] = [];
    for (let line = this.#peek(); line !== undefined; line = this.#peek()) {
      const mark = line[0] ?? ' '; // an empty line is an empty line of context
      if (mark !== ' ' && mark !== '-' && mark !== '+') break;
      lines.push({ mark, text: line.slice(1) });
      this.#at++;
    }
    if (lines.length === 0) throw this.#noChunkLines();
    const atEnd = this.#peek()?.trimEnd() === END_OF_FILE;
    if (atEnd) this.#at++;
    return { context, lines, atEnd };
  }

  #noChunkLines(): PatchError {
    const line = this.#peek();
    if (line === undefined || line.startsWith('***')) {
      return badHunk(this.#number, 'Update hunk does not contain any lines');
    }
    const rule = "Every line should start with ' ' (context line), '+' (added line), or '-' (removed line)";
    return badHunk(this.#number, `Unexpected line found in update hunk: '${line}'. ${rule}`);
  }
}

/** Throws PatchError. No operations: the patch is empty. */
export function parsePatch(text: string): Operation[] {
  const lines = unwrapHereDocument(text.trim().split(/\r?\n/));
  const first = (lines[0] ?? '').trim();
  const last = (lines.at(-1) ?? '').trim();
  if (first !== BEGIN && text.trim() !== '') {
    throw new PatchError(`invalid patch: The first line of the patch must be '${BEGIN}'`);
  }
  if (last !== END || lines.length < 2)
    throw new PatchError(`invalid patch: The last line of the patch must be '${END}'`);
  return new PatchReader(lines).operations();
}
