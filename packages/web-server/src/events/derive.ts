// Events that REST clients are promised and the backend does not send: made from what it does send, and logged with
// numbers of their own so that a replay repeats them exactly.
import type { ServerMessage } from './messages.ts';
import type { TurnLedger } from './turn-ledger.ts';

interface Change {
  readonly path: string;
  readonly diff: string;
  readonly kind: { readonly type: string };
}

const changeTypes: Readonly<Record<string, string>> = { add: 'added', delete: 'deleted', update: 'modified' };

/** What follows the message in the log. `turnsRemoved`: by the compaction that ends now. Does not change the ledger. */
export function derivedEvents(ledger: TurnLedger, message: ServerMessage, turnsRemoved: () => number): ServerMessage[] {
  const all = [fileChanges(ledger, message), compacted(ledger, message, turnsRemoved), endedAsks(ledger, message)];
  return all.flat().map((event) => ({
    ...event,
    ...(message.emittedAtMs === undefined ? {} : { emittedAtMs: message.emittedAtMs }),
  }));
}

/** One per changed path that was not announced yet. */
function fileChanges(ledger: TurnLedger, message: ServerMessage): ServerMessage[] {
  const { threadId, turnId } = message.params;
  const source = changesOf(message);
  if (!source) return [];
  const announced = ledger.announcedPaths.get(source.itemId);
  return source.changes
    .filter((change) => !announced?.has(change.path))
    .map((change) => ({
      method: 'item/fileChange/outputDelta',
      params: {
        threadId,
        turnId,
        itemId: source.itemId,
        delta: change.diff,
        file_path: change.path,
        change_type: changeTypes[change.kind.type] ?? 'modified',
      },
    }));
}

function changesOf(message: ServerMessage): { itemId: string; changes: readonly Change[] } | undefined {
  const { item, itemId, changes } = message.params as {
    item?: { id: string; type: string; changes?: readonly Change[] };
    itemId?: string;
    changes?: readonly Change[];
  };
  if (item?.type === 'fileChange') return { itemId: item.id, changes: item.changes ?? [] };
  if (message.method === 'item/fileChange/patchUpdated' && itemId && changes) return { itemId, changes };
  return undefined;
}

interface Usage {
  readonly tokenUsage?: { readonly last?: { readonly totalTokens?: number } };
}

/** The first word about the size of the context after a compaction, or the end of its turn, says what was saved. */
function compacted(ledger: TurnLedger, message: ServerMessage, turnsRemoved: () => number): ServerMessage[] {
  const { compaction } = ledger;
  if (!compaction?.complete) return [];
  const isUsage = message.method === 'thread/tokenUsage/updated';
  if (!isUsage && message.method !== 'turn/completed') return [];
  const after = isUsage ? (message.params as Usage).tokenUsage?.last?.totalTokens : ledger.contextTokens;
  const saved = Math.max(0, (compaction.tokensBefore ?? 0) - (after ?? 0));
  const { threadId } = message.params;
  const params = { threadId, turnId: ledger.turnId ?? '', removed_turns: turnsRemoved(), saved_tokens: saved };
  return [{ method: 'thread/compacted', params }];
}

/** The end of its item, or of its turn, is all that the backend tells of the end of a quiet ask. */
function endedAsks(ledger: TurnLedger, { method, params }: ServerMessage): ServerMessage[] {
  if (method !== 'item/completed' && method !== 'turn/completed') return [];
  const { item, threadId } = params as { item?: { id: string }; threadId?: string };
  const ended = [...ledger.quietAsks].filter(([itemId]) => method === 'turn/completed' || itemId === item?.id);
  return ended.map(([, requestId]) => ({ method: 'serverRequest/resolved', params: { threadId, requestId } }));
}

/** The older names of two events of the process, for clients that still listen for them. */
export function olderTwins(message: ServerMessage): ServerMessage[] {
  const { authMode, loginId, success, error } = message.params;
  if (message.method === 'account/updated') return [{ method: 'authStatusChange', params: { auth_method: authMode } }];
  if (message.method !== 'account/login/completed') return [];
  return [{ method: 'loginChatGptComplete', params: { login_id: loginId, success, error } }];
}
