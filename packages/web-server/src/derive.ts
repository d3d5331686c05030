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

/** What follows the message in the log. Does not change the ledger. */
export function derivedEvents(ledger: TurnLedger, message: ServerMessage): ServerMessage[] {
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
      ...(message.emittedAtMs === undefined ? {} : { emittedAtMs: message.emittedAtMs }),
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
