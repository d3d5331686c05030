// What the log says about a thread's last turn: which items began and ended, which asks are open. A fold over logged
// messages, so that it is the same whether events were seen live or are read back after a crash.
import type { EventLog } from './event-log.ts';
import { type Ask, isAsk, type ServerMessage } from './messages.ts';

export interface TurnLedger {
  /** The last turn that started; undefined before the first. */
  turnId: string | undefined;
  running: boolean;
  readonly startedItems: Set<string>;
  readonly completedItems: Set<string>;
  /** Paths of a file change that were already announced, by item. */
  readonly announcedPaths: Map<string, Set<string>>;
  /** Asks without an answer: connection of the ask, by request id. */
  readonly openAsks: Map<number | string, string | null>;
  /** Those of them that the backend ends without a word, by the item that they belong to. */
  readonly quietAsks: Map<string, number | string>;
  /** Tokens of the context, as far as the last usage told. */
  contextTokens: number | undefined;
  /** A compaction that was not told of as thread/compacted yet. */
  compaction: { readonly tokensBefore: number | undefined; readonly complete: boolean } | undefined;
}

export function emptyLedger(): TurnLedger {
  return {
    turnId: undefined,
    running: false,
    startedItems: new Set(),
    completedItems: new Set(),
    announcedPaths: new Map(),
    openAsks: new Map(),
    quietAsks: new Map(),
    contextTokens: undefined,
    compaction: undefined,
  };
}

const pageSize = 500;

/** The ledger of a thread as its log has it: of the last turn, as far as it was told. */
export function readLedger(log: EventLog, threadId: string): TurnLedger {
  const ledger = emptyLedger();
  const { turnStart } = log.position(threadId);
  for (let after = Math.max(0, turnStart - 1); ; ) {
    const page = log.read(threadId, after, pageSize, { deltas: false });
    for (const event of page) record(ledger, event.message, event.connection);
    const last = page.at(-1);
    if (!last) return ledger;
    after = last.seq;
  }
}

/** Changes the ledger by one message. `connection` is where an ask lives. */
export function record(ledger: TurnLedger, message: ServerMessage, connection: string | null): void {
  if (isAsk(message)) recordAsk(ledger, message, connection);
  else folds[message.method]?.(ledger, message.params as Fields);
}

function recordAsk(ledger: TurnLedger, { method, id, params }: Ask, connection: string | null): void {
  ledger.openAsks.set(id, connection);
  if (method === 'item/tool/call') ledger.quietAsks.set(String(params.callId), id);
}

/** Is this a lifecycle event the ledger already has? Happens where a snapshot and the live stream overlap. */
export function isRecorded(ledger: TurnLedger, message: ServerMessage): boolean {
  const { turn, item, requestId = '' } = message.params as Fields;
  const recorded: Record<string, () => boolean> = {
    'turn/started': () => ledger.turnId === turn?.id,
    'turn/completed': () => ledger.turnId === turn?.id && !ledger.running,
    'item/started': () => ledger.startedItems.has(item?.id ?? ''),
    'item/completed': () => ledger.completedItems.has(item?.id ?? ''),
    'serverRequest/resolved': () => !ledger.openAsks.has(requestId),
  };
  return recorded[message.method]?.() ?? false;
}

/** Nothing runs and nothing waits: a crash now would leave no gap. */
export function isSettled(ledger: TurnLedger): boolean {
  return !ledger.running && ledger.openAsks.size === 0;
}

interface Fields {
  readonly turn?: { readonly id: string };
  readonly item?: { readonly id: string; readonly type?: string };
  readonly tokenUsage?: { readonly last?: { readonly totalTokens?: number } };
  readonly requestId?: number | string;
  readonly itemId?: string;
  readonly file_path?: string;
}

const folds: Readonly<Record<string, (ledger: TurnLedger, fields: Fields) => void>> = {
  'turn/started': (ledger, { turn }) => {
    ledger.turnId = turn?.id;
    ledger.running = true;
    ledger.startedItems.clear();
    ledger.completedItems.clear();
    ledger.announcedPaths.clear();
  },
  'turn/completed': (ledger, { turn }) => {
    if (turn?.id === ledger.turnId) ledger.running = false;
  },
  'item/started': (ledger, { item }) => {
    if (!item) return;
    ledger.startedItems.add(item.id);
    if (item.type === 'contextCompaction') ledger.compaction = { tokensBefore: ledger.contextTokens, complete: false };
  },
  'item/completed': (ledger, { item }) => {
    if (!item) return;
    ledger.completedItems.add(item.id);
    if (item.type !== 'contextCompaction') return;
    const tokensBefore = ledger.compaction ? ledger.compaction.tokensBefore : ledger.contextTokens;
    ledger.compaction = { tokensBefore, complete: true };
  },
  'thread/tokenUsage/updated': (ledger, { tokenUsage }) => {
    ledger.contextTokens = tokenUsage?.last?.totalTokens ?? ledger.contextTokens;
  },
  'thread/compacted': (ledger) => {
    ledger.compaction = undefined;
  },
  'item/fileChange/outputDelta': (ledger, { itemId, file_path }) => {
    if (itemId === undefined || file_path === undefined) return;
    const paths = ledger.announcedPaths.get(itemId) ?? new Set();
    ledger.announcedPaths.set(itemId, paths.add(file_path));
  },
  'serverRequest/resolved': (ledger, { requestId }) => {
    if (requestId === undefined) return;
    ledger.openAsks.delete(requestId);
    for (const [itemId, id] of ledger.quietAsks) if (id === requestId) ledger.quietAsks.delete(itemId);
  },
};
