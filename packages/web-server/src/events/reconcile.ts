// Closes the gap between the log and the thread: which events must be appended so that the log ends where the thread
// stands. Pure; used when the server starts after a crash and when it begins to follow a thread.
import type { Turn } from '@codex/protocol/turn/turn.ts';
import type { ServerMessage } from './messages.ts';
import type { TurnLedger } from './turn-ledger.ts';

export interface ThreadState {
  readonly threadId: string;
  /** The newest turns with all their items, oldest first. Reaches back at least to the ledger's turn, if it still exists. */
  readonly turns: readonly Turn[];
  /** False: the thread is not in memory, so no turn runs and no ask can be answered any more. */
  readonly loaded: boolean;
  /** Since when the log knew that something would come, Unix time in milliseconds; 0: it expected nothing. */
  readonly unsettledSince: number;
}

/** The missing events in the order in which they belong. Unix time `now` in milliseconds stamps them. */
export function missingEvents(ledger: TurnLedger, state: ThreadState, now: number): ServerMessage[] {
  const events: ServerMessage[] = [];
  const emit = (method: string, params: Record<string, unknown>) =>
    events.push({ method, params: { threadId: state.threadId, ...params }, emittedAtMs: now });
  const at = state.turns.findIndex((turn) => turn.id === ledger.turnId);
  if (at < 0 && ledger.running) emit('turn/completed', { turn: interrupted(ledger.turnId ?? '') });
  for (const turn of turnsToTell(ledger, state, at)) tellTurn(ledger, turn, state.loaded, now, emit);
  if (!state.loaded) for (const requestId of ledger.openAsks.keys()) emit('serverRequest/resolved', { requestId });
  return events;
}

/** From the turn the log knows last; a log that knows none needs those that it expected, and the one that runs now. */
function turnsToTell(ledger: TurnLedger, state: ThreadState, at: number): readonly Turn[] {
  if (at >= 0) return state.turns.slice(at);
  const told = ledger.turnId !== undefined && !ledger.running ? state.turns.slice(-1) : state.loaded ? state.turns : [];
  return state.turns.filter((turn) => isExpected(turn, state) || (isRunning(turn) && told.includes(turn)));
}

function isExpected({ startedAt }: Turn, { unsettledSince }: ThreadState): boolean {
  return unsettledSince > 0 && startedAt != null && startedAt >= Math.floor(unsettledSince / 1000);
}

type Emit = (method: string, params: Record<string, unknown>) => void;

function tellTurn(ledger: TurnLedger, turn: Turn, loaded: boolean, now: number, emit: Emit): void {
  const known = turn.id === ledger.turnId;
  if (known && !ledger.running) return;
  if (!known) emit('turn/started', { turn: bare(turn, 'inProgress') });
  for (const item of turn.items) tellItem(ledger, turn, item, now, emit);
  if (turn.status !== 'inProgress' || !loaded) emit('turn/completed', { turn: closing(turn) });
}

function tellItem(ledger: TurnLedger, turn: Turn, item: Turn['items'][number], now: number, emit: Emit): void {
  const { id, startedAtMs, completedAtMs, status } = item as {
    id: string;
    startedAtMs?: number | null;
    completedAtMs?: number | null;
    status?: string;
  };
  if (!ledger.startedItems.has(id)) {
    emit('item/started', { item, turnId: turn.id, startedAtMs: startedAtMs ?? now });
  }
  const open = status === 'inProgress' || (turn.status === 'inProgress' && completedAtMs == null);
  if (!open && !ledger.completedItems.has(id)) {
    emit('item/completed', { item, turnId: turn.id, completedAtMs: completedAtMs ?? now });
  }
}

function isRunning(turn: Turn): boolean {
  return turn.status === 'inProgress';
}

function bare(turn: Turn, status: Turn['status']): Turn {
  return { ...turn, status, items: [], itemsView: 'notLoaded', error: null, completedAt: null, durationMs: null };
}

/** turn/completed carries the last agent message of a turn that came to its end, and no items otherwise. */
function closing(turn: Turn): Turn {
  if (turn.status === 'inProgress') return bare(turn, 'interrupted');
  const message = turn.items.findLast((item) => 'type' in item && item.type === 'agentMessage');
  if (!message || turn.status === 'interrupted') return { ...turn, items: [], itemsView: 'notLoaded' };
  return { ...turn, items: [message], itemsView: 'summary' };
}

function interrupted(id: string): Turn {
  return { id, items: [], itemsView: 'notLoaded', status: 'interrupted', error: null };
}
