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
  /** Ordinal of the line that began the turn; cursors refer to it. Its index among the turns in legacy threads. */
  readonly ordinal: number;
  /** Ordinal of each item's line, by item id. */
  readonly itemOrdinals: ReadonlyMap<string, number>;
}

interface OpenTurn extends StoredTurn {
  itemOrdinals: Map<string, number>;
  /** Items of legacy events have no ids of their own. */
  legacy: boolean;
}

/** Event types that matter to turns; pass as `wanted` to the reader. */
export function isTurnLine(type: string, event: string | undefined): boolean {
  return type === 'event_msg' && event !== 'token_count' && event !== 'thread_settings_applied';
}

export class TurnsProjection {
  readonly #turns = new Map<string, OpenTurn>();
  readonly #legacyItems = new LegacyItems();
  #open: OpenTurn | undefined;
  #lines = 0;

  add(line: RolloutLine): void {
    this.#lines += 1;
    if (line.type !== 'event_msg') return;
    const event = line.payload;
    const act = turnActs[event.type];
    if (act) act.call(this.#acts, event, line.ordinal ?? this.#lines);
    else if (legacyItemEvents.has(event.type)) this.#addLegacy(event, line.ordinal ?? this.#lines);
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

  readonly #acts: TurnActs = {
    begin: (id, rootTurnId, startedAt, ordinal) => {
      this.#open = this.#turnOf(id, ordinal);
      Object.assign(this.#open.turn, { rootTurnId, startedAt });
    },
    item: (turnId, item, ordinal) => {
      const owner = this.#turnOf(turnId, ordinal);
      owner.itemOrdinals.set(item.id, owner.itemOrdinals.get(item.id) ?? ordinal);
      putItem(owner.turn.items, item);
    },
    end: (turnId, fields, ordinal) => {
      const ended = turnId === undefined ? this.#open : this.#ended(turnId, ordinal);
      if (ended) Object.assign(ended.turn, fields);
      if (ended === this.#open) this.#open = undefined;
    },
    rollBack: (count) => {
      const last = [...this.#turns.keys()].slice(-count);
      for (const id of last) this.#turns.delete(id);
      this.#open = undefined;
    },
  };

  /** A turn whose beginning was not recorded (reviews) stands where it ended. */
  #ended(id: string, ordinal: number): OpenTurn {
    const turn = this.#turnOf(id, ordinal);
    if (turn.turn.startedAt !== null || turn === this.#open) return turn;
    const moved = { ...turn, ordinal };
    this.#turns.delete(id);
    this.#turns.set(id, moved);
    return moved;
  }

  #turnOf(id: string, ordinal: number): OpenTurn {
    const known = this.#turns.get(id);
    if (known) return known;
    const turn: OpenTurn = {
      turn: {
        id,
        rootTurnId: id,
        items: [],
        itemsView: 'full',
        status: 'inProgress',
        error: null,
        startedAt: null,
        completedAt: null,
        durationMs: null,
      },
      ordinal,
      itemOrdinals: new Map(),
      legacy: false,
    };
    this.#turns.set(id, turn);
    return turn;
  }

  #addLegacy(event: EventMsg, ordinal: number): void {
    const opensTurn = event.type === 'user_message' && !this.#open;
    const owner =
      this.#turns.get(String(event.turn_id)) ?? this.#open ?? this.#turnOf(`rollout-${this.#turns.size + 1}`, ordinal);
    if (opensTurn) this.#open = owner;
    const item = this.#legacyItems.itemOf(event, owner.turn.items);
    if (item) this.#acts.item(owner.turn.id, item, ordinal);
  }
}

interface TurnActs {
  begin(id: string, rootTurnId: string, startedAt: number | null, ordinal: number): void;
  item(turnId: string, item: ThreadItem & { id: string }, ordinal: number): void;
  end(turnId: string | undefined, fields: Partial<Turn>, ordinal: number): void;
  rollBack(count: number): void;
}

type TurnAct = (this: TurnActs, event: EventMsg, ordinal: number) => void;

function began(this: TurnActs, event: EventMsg, ordinal: number): void {
  const id = String(event.turn_id ?? `rollout-${ordinal}`);
  this.begin(id, text(event.root_turn_id) ?? id, number(event.started_at), ordinal);
}

function completed(this: TurnActs, event: EventMsg, ordinal: number): void {
  const error = event.error ? turnError(event.error as Record<string, unknown>) : null;
  this.end(text(event.turn_id), { status: error ? 'failed' : 'completed', error, ...times(event) }, ordinal);
}

function aborted(this: TurnActs, event: EventMsg, ordinal: number): void {
  this.end(text(event.turn_id), { status: 'interrupted', ...times(event) }, ordinal);
}

function itemCompleted(this: TurnActs, event: EventMsg, ordinal: number): void {
  const item = parseItemLine(event.item as StoredItem, {
    startedAtMs: number(event.started_at_ms),
    completedAtMs: number(event.completed_at_ms),
  });
  if (item && 'id' in item) this.item(String(event.turn_id), item, ordinal);
}

const turnActs: Record<string, TurnAct> = {
  task_started: began,
  turn_started: began,
  task_complete: completed,
  turn_complete: completed,
  turn_aborted: aborted,
  item_completed: itemCompleted,
  thread_rolled_back(event) {
    this.rollBack(Math.max(1, Number(event.num_turns)));
  },
};

function putItem(items: ThreadItem[], item: ThreadItem & { id: string }): void {
  const at = items.findIndex((other) => 'id' in other && other.id === item.id);
  if (at < 0) items.push(item);
  else items[at] = item;
}

function times(event: EventMsg): Partial<Turn> {
  const startedAt = number(event.started_at);
  return {
    ...(startedAt !== null && { startedAt }),
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

/** The turn with as many of its items as `view` shows. `summary`: the first user message and the last agent message. */
export function turnView(turn: Turn, view: TurnItemsView): Turn {
  if (view === 'full') return turn;
  if (view === 'notLoaded') return { ...turn, items: [], itemsView: 'notLoaded' };
  const first = turn.items.find((item) => 'type' in item && item.type === 'userMessage');
  const last = turn.items.findLast((item) => 'type' in item && item.type === 'agentMessage');
  const items = [first, last].filter((item) => item !== undefined);
  return { ...turn, items, itemsView: 'summary' };
}
