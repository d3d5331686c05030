// What a patch is about while the model still writes it: read line by line, nothing looked up, forgiving where the real
// reader (parse.ts) refuses. Only whole lines count.
import type { FileUpdateChange } from '@codex/protocol/item/file-change.ts';
import { markers } from './markers.ts';

interface Chunk {
  /** As written: `@@`, perhaps with a line to find. */
  header: string;
  readonly removed: string[];
  readonly added: string[];
  atEnd: boolean;
}

interface Draft {
  readonly type: 'add' | 'delete' | 'update';
  readonly path: string;
  moveTo: string | null;
  content: string;
  readonly chunks: Chunk[];
}

type State = 'waiting' | 'open' | 'ended';

export class PatchPreview {
  readonly #drafts: Draft[] = [];
  #state: State = 'waiting';
  #rest = '';

  /** Takes what came next. False: it was no part of a patch, or nothing can be shown yet. */
  take(delta: string): boolean {
    if (this.#state === 'ended') return false;
    const lines = (this.#rest + delta).split('\n');
    this.#rest = lines.pop() ?? '';
    const fits = lines.map((line) => this.#line(line.replace(/\r$/, ''))).every(Boolean);
    return fits && this.#drafts.length > 0;
  }

  /** The files it touches so far, sorted by path; paths are as written. */
  changes(): FileUpdateChange[] {
    return this.#drafts.map(shown).sort((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0));
  }

  #line(line: string): boolean {
    if (this.#state === 'ended') return true;
    if (this.#state === 'waiting') return this.#begin(line);
    const draft = this.#drafts.at(-1);
    // In an update a line that does not begin with the marker belongs to the file.
    const marker = draft?.type === 'update' ? line.trimEnd() : line.trim();
    if (marker === markers.end) this.#state = 'ended';
    else if (!this.#startDraft(marker)) return draft !== undefined && takeLine(draft, line);
    return true;
  }

  #begin(line: string): boolean {
    if (line.trim() !== markers.begin) return false;
    this.#state = 'open';
    return true;
  }

  #startDraft(marker: string): boolean {
    for (const type of ['add', 'delete', 'update'] as const) {
      if (!marker.startsWith(markers[type])) continue;
      const path = marker.slice(markers[type].length);
      this.#drafts.push({ type, path, moveTo: null, content: '', chunks: [] });
      return true;
    }
    return false;
  }
}

function takeLine(draft: Draft, line: string): boolean {
  if (draft.type === 'update') return takeUpdateLine(draft, line);
  if (draft.type === 'delete' || !line.startsWith('+')) return false;
  draft.content += `${line.slice(1)}\n`;
  return true;
}

function takeUpdateLine(draft: Draft, line: string): boolean {
  const marker = line.trimEnd();
  if (draft.chunks.length === 0 && marker.startsWith(markers.move)) {
    draft.moveTo = marker.slice(markers.move.length).trim();
    return true;
  }
  if (marker === '@@' || marker.startsWith('@@ ')) {
    draft.chunks.push(newChunk(marker));
    return true;
  }
  const mark = line[0] ?? ' ';
  if (marker === markers.endOfFile && draft.chunks.length > 0) {
    lastChunk(draft).atEnd = true;
    return true;
  }
  if (mark !== ' ' && mark !== '-' && mark !== '+') return false;
  const { removed, added } = lastChunk(draft);
  if (mark !== '+') removed.push(line.slice(1));
  if (mark !== '-') added.push(line.slice(1));
  return true;
}

function newChunk(header: string): Chunk {
  return { header, removed: [], added: [], atEnd: false };
}

/** The first chunk may lack its header. */
function lastChunk(draft: Draft): Chunk {
  const chunk = draft.chunks.at(-1) ?? newChunk('@@');
  if (draft.chunks.length === 0) draft.chunks.push(chunk);
  return chunk;
}

function shown({ type, path, content, moveTo, chunks }: Draft): FileUpdateChange {
  if (type !== 'update') return { path, kind: { type }, diff: content };
  const moved = moveTo === null ? '' : `\n\nMoved to: ${moveTo}`;
  return { path, kind: { type, move_path: moveTo }, diff: chunks.map(shownChunk).join('') + moved };
}

/** What goes as a whole, then what comes as a whole: what stays the same shows only in the file. */
function shownChunk({ header, removed, added, atEnd }: Chunk): string {
  const lines = [header, ...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)];
  return `${[...lines, ...(atEnd ? [markers.endOfFile] : [])].join('\n')}\n`;
}
