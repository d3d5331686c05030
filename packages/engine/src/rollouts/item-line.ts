// Wire item (`type: "commandExecution"`, camelCase) <-> stored item (`type: "CommandExecution"`, mostly snake_case):
// the payload of `item_completed` lines. Reading back what was written gives the same wire item.
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import { itemRows, type StoredItem } from './item-rows.ts';

/** Times of an item live beside it in the line. */
export interface ItemTimes {
  readonly startedAtMs: number | null;
  readonly completedAtMs: number | null;
}

/** The stored form, without times. */
export function itemLine(item: ThreadItem): StoredItem {
  const { type, id } = item as { type: string; id: string };
  const row = itemRows[type];
  if (!row) throw new TypeError(`an item of type ${type} cannot be stored`);
  return { type: row.stored, id, ...withoutUndefined(row.write(item as unknown as Record<string, unknown>)) };
}

/** The wire form; undefined for a stored type that this version does not know. */
export function parseItemLine(stored: StoredItem, times: ItemTimes): ThreadItem | undefined {
  const row = rowsByStoredType.get(stored.type);
  if (!row) return undefined;
  return { type: row.type, id: stored.id, ...row.read(stored), ...times } as unknown as ThreadItem;
}

const rowsByStoredType = new Map(Object.entries(itemRows).map(([type, row]) => [row.stored, { type, ...row }]));

function withoutUndefined(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
