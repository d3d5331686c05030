// How clients see an item: it starts, it completes. What is completed stands in the rollout, if it is an item to keep.
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import { isKept } from '../rollouts/kept-items.ts';
import { itemCompleted } from '../rollouts/records.ts';
import type { Turn } from './turn.ts';
import type { TurnHost } from './turn-host.ts';

/** The thread as far as items need it. */
export type ItemHost = Pick<TurnHost, 'id' | 'commit'>;

type TurnId = Pick<Turn, 'id'>;

/** Returns when it started. */
export function startItem(item: ThreadItem, turn: TurnId, thread: ItemHost, startedAtMs: number = Date.now()): number {
  const started = { ...item, startedAtMs, completedAtMs: null };
  const params = { item: started, threadId: thread.id, turnId: turn.id, startedAtMs };
  thread.commit({ method: 'item/started', params });
  return startedAtMs;
}

export interface Times {
  /** Default: it takes no time. */
  readonly startedAtMs?: number | undefined;
  /** Default: now. */
  readonly completedAtMs?: number;
}

/** Returns the item with its times. `extra`: what the rollout keeps of it beside. */
export function completeItem<T extends ThreadItem>(
  item: T,
  turn: TurnId,
  thread: ItemHost,
  { completedAtMs = Date.now(), startedAtMs = completedAtMs }: Times = {},
  extra?: Readonly<Record<string, unknown>>,
): T {
  const ids = { threadId: thread.id, turnId: turn.id };
  const completed = { ...item, startedAtMs, completedAtMs };
  const params = { item: completed, ...ids, contentTokenCount: null, completedAtMs };
  thread.commit({ method: 'item/completed', params }, isKept(item) ? [itemCompleted(ids, completed, extra)] : []);
  return completed;
}

/** An item that is whole as soon as it starts. */
export function showItem<T extends ThreadItem>(
  item: T,
  turn: TurnId,
  thread: ItemHost,
  extra?: Readonly<Record<string, unknown>>,
): T {
  const now = startItem(item, turn, thread);
  return completeItem(item, turn, thread, { startedAtMs: now, completedAtMs: now }, extra);
}
