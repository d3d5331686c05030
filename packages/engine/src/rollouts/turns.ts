// Projection 2: rollout lines -> the turns that clients read. A turn without an end is interrupted and keeps the items
// that were completed in it.
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import type { Turn, TurnError, TurnItemsView } from '@codex/protocol/turn/turn.ts';
import { parseItemLine } from './item-line.ts';
import type { StoredItem } from './item-rows.ts';
import { LegacyItems, legacyItemEvents } from './legacy-items.ts';
import { parseCodexErrorInfoLine } from './naming.ts';
import type { EventMsg, RolloutLine } from './rollout-line.ts';

export interface StoredTurn {
  readonly turn: Turn;
  /** Ordinal of the line that began the turn; cursors refer to it. In legacy threads it counts the lines seen. */
  readonly ordinal: number;
  /** Ordinal of the line that ended it; null while there is none. */
  readonly endOrdinal: number | null;
  /** Ordinal of each item's line, by item id. */
  readonly itemOrdinals: ReadonlyMap<string, number>;
}

/**
 * - `recorded`: its beginning is in the file, or (reviews) its end is and it stands there.
 * - `named`: only legacy events tell of it, by its id.
 * - `implied`: a legacy user message began it; it ends where the next one begins.
 */
type Origin = 'recorded' | 'named' | 'implied';

interface OpenTurn extends StoredTurn {
  readonly origin: Origin;
  endOrdinal: number | null;
  readonly itemOrdinals: Map<string, number>;
}

type TurnAct = (event: EventMsg, ordinal: number) => void;

/** Event types that matter to turns; pass as `wanted` to the reader. */
export function isTurnLine(type: string, event: string | undefined): boolean {
  return type === 'event_msg' && event !== 'token_count' && event !== 'thread_settings_applied';
}

export class TurnsProjection {
  readonly #turns = new Map<string, OpenTurn>();
  readonly #legacyItems = new LegacyItems();
  #open: OpenTurn | undefined;
  #lines = 0;

  readonly #acts: Readonly<Record<string, TurnAct>> = {
    task_started: (event, ordinal) => this.#begin(event, ordinal),
    turn_started: (event, ordinal) => this.#begin(event, ordinal),
    task_complete: (event, ordinal) => this.#end(event, ordinal, outcomeOf(event)),
    turn_complete: (event, ordinal) => this.#end(event, ordinal, outcomeOf(event)),
    turn_aborted: (event, ordinal) => this.#end(event, ordinal, { status: 'interrupted' }),
    item_completed: (event, ordinal) => this.#addStored(event, ordinal),
    thread_rolled_back: (event) => this.#rollBack(Math.max(1, Number(event.num_turns))),
  };

  add(line: RolloutLine): void {
    const ordinal = line.ordinal ?? this.#lines;
    this.#lines += 1;
    if (line.type !== 'event_msg') return;
    const event = line.payload;
    const act = this.#acts[event.type];
    if (act) act(event, ordinal);
    else if (legacyItemEvents.has(event.type)) this.#addLegacy(event, ordinal);
  }

  /** Turns in order, every item included. `live`: the last turn may still be running. */
  turns(live = false): StoredTurn[] {
    const turns = [...this.#turns.values()];
    return turns.map((stored, index) => {
      const running = stored.turn.status === 'inProgress';
      if (!running || (live && index === turns.length - 1)) return stored;
      return { ...stored, turn: { ...stored.turn, status: 'interrupted' } };
    });
  }

  #begin(event: EventMsg, ordinal: number): void {
    const id = text(event.turn_id) ?? `rollout-${ordinal}`;
    this.#open = this.#turnOf(id, ordinal, 'recorded');
    this.#open.turn.rootTurnId = text(event.root_turn_id) ?? id;
    this.#open.turn.startedAt = number(event.started_at);
  }

  #end(event: EventMsg, ordinal: number, outcome: Partial<Turn>): void {
    const id = text(event.turn_id);
    const ended = id === undefined ? this.#open : this.#atItsEnd(this.#turnOf(id, ordinal, 'recorded'), ordinal);
    if (ended) {
      Object.assign(ended.turn, outcome, timesOf(event, ended.origin));
      ended.endOrdinal = ordinal;
    }
    if (ended === this.#open) this.#open = undefined;
  }

  /** A turn whose beginning was not recorded stands where it ended. */
  #atItsEnd(turn: OpenTurn, ordinal: number): OpenTurn {
    if (turn.origin !== 'recorded' || turn.turn.startedAt !== null || turn === this.#open) return turn;
    const { id } = turn.turn;
    const moved = { ...turn, ordinal };
    this.#turns.delete(id);
    this.#turns.set(id, moved);
    return moved;
  }

  #addStored(event: EventMsg, ordinal: number): void {
    const item = parseItemLine(event.item as StoredItem, {
      startedAtMs: number(event.started_at_ms),
      completedAtMs: number(event.completed_at_ms),
    });
    if (item && 'id' in item) putItem(this.#turnOf(String(event.turn_id), ordinal, 'recorded'), item, ordinal);
  }

  #addLegacy(event: EventMsg, ordinal: number): void {
    const owner = this.#ownerOf(event, ordinal);
    const item = this.#legacyItems.itemOf(event, owner.turn.items);
    if (item) putItem(owner, item, ordinal);
  }

  #ownerOf(event: EventMsg, ordinal: number): OpenTurn {
    const id = text(event.turn_id);
    const known = id === undefined ? undefined : this.#turns.get(id);
    if (known) return known;
    const nextImplied = event.type === 'user_message' && this.#open?.origin === 'implied';
    if (this.#open && !nextImplied) return this.#open;
    if (id !== undefined) return this.#turnOf(id, ordinal, 'named');
    this.#open = this.#turnOf(`rollout-${ordinal}`, ordinal, 'implied');
    return this.#open;
  }

  #rollBack(count: number): void {
    const dropped = [...this.#turns.values()].slice(-count);
    for (const { turn } of dropped) {
      this.#turns.delete(turn.id);
      this.#legacyItems.forget(turn.items);
    }
    this.#open = undefined;
  }

  #turnOf(id: string, ordinal: number, origin: Origin): OpenTurn {
    const known = this.#turns.get(id);
    if (known) return known;
    const turn: Turn = {
      id,
      rootTurnId: origin === 'recorded' ? id : null,
      items: [],
      itemsView: 'full',
      status: origin === 'implied' ? 'completed' : 'inProgress',
      error: null,
      startedAt: null,
      completedAt: null,
      durationMs: null,
    };
    const opened: OpenTurn = { turn, ordinal, endOrdinal: null, itemOrdinals: new Map(), origin };
    this.#turns.set(id, opened);
    return opened;
  }
}

/** A later line of the same item replaces the earlier one in its place. */
function putItem(owner: OpenTurn, item: ThreadItem & { id: string }, ordinal: number): void {
  const { items } = owner.turn;
  if (!owner.itemOrdinals.has(item.id)) {
    owner.itemOrdinals.set(item.id, ordinal);
    items.push(item);
    return;
  }
  items[items.findIndex((other) => 'id' in other && other.id === item.id)] = item;
}

function outcomeOf(event: EventMsg): Partial<Turn> {
  const error = event.error ? turnError(event.error as Record<string, unknown>) : null;
  return { status: error ? 'failed' : 'completed', error };
}

function timesOf(event: EventMsg, origin: Origin): Partial<Turn> {
  const startedAt = number(event.started_at);
  return {
    ...(startedAt !== null && origin === 'recorded' && { startedAt }),
    completedAt: number(event.completed_at),
    durationMs: number(event.duration_ms),
  };
}

function turnError(line: Record<string, unknown>): TurnError {
  return {
    message: String(line.message ?? ''),
    codexErrorInfo: parseCodexErrorInfoLine(line.codex_error_info),
    additionalDetails: text(line.additional_details) ?? null,
    misalignment: null,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

const isConclusion = (item: ThreadItem) =>
  'type' in item && item.type === 'agentMessage' && item.phase !== 'commentary';

/**
 * The turn with as many of its items as `view` shows. `summary`: the first user message and the last agent message that
 * is no commentary.
 */
export function turnView(turn: Turn, view: TurnItemsView): Turn {
  if (view === 'full') return turn;
  if (view === 'notLoaded') return { ...turn, items: [], itemsView: 'notLoaded' };
  const first = turn.items.find((item) => 'type' in item && item.type === 'userMessage');
  const last = turn.items.findLast(isConclusion);
  const items = [first, last].filter((item) => item !== undefined);
  return { ...turn, items, itemsView: 'summary' };
}
