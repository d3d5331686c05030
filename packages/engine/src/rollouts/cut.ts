// Where a conversation can be cut: after one of its turns, or at its end. A cut is a place in the file of the thread or
// in one of the files it builds on.
import path from 'node:path';
import { invalidRequest } from '../errors.ts';
import { foldLines } from './fold-lines.ts';
import { threadIdOf } from './paths.ts';
import { type ReadLine, readThread } from './reader.ts';
import type { LocateBase } from './resume-state.ts';
import type { HistoryBase } from './rollout-line.ts';

export interface Cut {
  readonly file: string;
  /** First byte that is left out. */
  readonly endOffset: number;
  /** First ordinal that is left out; 0 in legacy files. */
  readonly endOrdinal: number;
  /** The turn that the cut leaves without an end; null when there is none. */
  readonly openTurn: { readonly id: string; readonly startedAt: number | null } | null;
}

export type CutWish = { readonly after: string } | { readonly before: string } | 'end';

/**
 * null: nothing is left. Throws EngineError `turn not found: …`. The end of a turn is its last line; where that was
 * never written, the line before the next turn.
 */
export async function findCut(file: string, locate: LocateBase, wish: CutWish): Promise<Cut | null> {
  const marks = new TurnMarks();
  const wanted = (type: string, event?: string) => wish === 'end' || type !== 'event_msg' || event !== 'item_completed';
  await foldLines(readThread(file, locate, { wanted }), (read) => marks.add(read));
  if (wish === 'end') return marks.end();
  const id = 'after' in wish ? wish.after : wish.before;
  const at = marks.turns.findIndex((turn) => turn.id === id);
  if (at < 0) throw invalidRequest(`turn not found: ${id}`);
  const last = 'after' in wish ? at : at - 1;
  return last < 0 ? null : marks.endOf(last);
}

interface TurnMark {
  readonly id: string;
  readonly startedAt: number | null;
  end: Cut | null;
  /** Where the next turn begins, if this one has no end. */
  next: Cut | null;
}

class TurnMarks {
  readonly turns: TurnMark[] = [];
  #last: Cut | null = null;

  add(read: ReadLine): void {
    const { line } = read;
    if (line.type === 'event_msg') {
      const { type, turn_id: id } = line.payload;
      if (type === 'task_started' || type === 'turn_started') this.#begin(read, String(id), line.payload.started_at);
      else if (ends.has(type)) this.#end(read, id === undefined ? undefined : String(id));
      else if (type === 'thread_rolled_back') this.turns.splice(-Math.max(1, Number(line.payload.num_turns)));
    }
    this.#last = cutAfter(read);
  }

  end(): Cut | null {
    const open = this.turns.at(-1);
    if (!this.#last || !open || open.end) return this.#last;
    return { ...this.#last, openTurn: { id: open.id, startedAt: open.startedAt } };
  }

  endOf(index: number): Cut | null {
    const turn = this.turns[index];
    return turn?.end ?? turn?.next ?? this.end();
  }

  #begin(read: ReadLine, id: string, startedAt: unknown): void {
    const before = this.turns.at(-1);
    if (before && !before.end) before.next = cutBefore(read, { id: before.id, startedAt: before.startedAt });
    this.turns.push({ id, startedAt: typeof startedAt === 'number' ? startedAt : null, end: null, next: null });
  }

  #end(read: ReadLine, id: string | undefined): void {
    const turn = id === undefined ? this.turns.at(-1) : this.turns.find((one) => one.id === id);
    if (turn) turn.end = cutAfter(read);
  }
}

const ends: ReadonlySet<string> = new Set(['task_complete', 'turn_complete', 'turn_aborted']);

function cutAfter({ file, end, line }: ReadLine): Cut {
  return { file, endOffset: end, endOrdinal: (line.ordinal ?? -1) + 1, openTurn: null };
}

function cutBefore({ file, offset, line }: ReadLine, openTurn: Cut['openTurn']): Cut {
  return { file, endOffset: offset, endOrdinal: line.ordinal ?? 0, openTurn };
}

/** The cut as the first line of a file names it that goes on from there. */
export function baseAt({ file, endOffset, endOrdinal }: Cut): HistoryBase {
  const threadId = threadIdOf(file);
  if (threadId === undefined) throw invalidRequest(`${path.basename(file)} is no rollout of a thread`);
  return { thread_id: threadId, end_ordinal_exclusive: endOrdinal, end_byte_offset: endOffset };
}
