// Which items of a turn a rollout keeps, and so which are there when the turn is read later.
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';

/**
 * A command that never came to run (declined, or denied by the sandbox after somebody had said yes) is told to those who
 * watch and not kept, as in the official server: what the model called and what it was answered stands beside it.
 */
export function isKept(item: ThreadItem): boolean {
  return item.type !== 'commandExecution' || item.source !== 'agent';
}
