// A planned patch as clients see it: `changes` of a fileChange item.
import type { FileUpdateChange } from '@codex/protocol/item/file-change.ts';
import { type FormatHunks, loadHunks } from './hunks.ts';
import type { PlannedChange } from './plan.ts';

const CONTEXT_LINES = 1;

function describeChange(change: PlannedChange, formatHunks: FormatHunks): FileUpdateChange {
  const { path } = change;
  if (change.type === 'add') return { path, kind: { type: 'add' }, diff: change.after ?? '' };
  if (change.type === 'delete') return { path, kind: { type: 'delete' }, diff: change.before ?? '' };
  const hunks = formatHunks(change.before ?? '', change.after ?? '', CONTEXT_LINES);
  const moved = change.movePath === undefined ? '' : `\n\nMoved to: ${change.movePath}`;
  return { path, kind: { type: 'update', move_path: change.movePath ?? null }, diff: hunks + moved };
}

/** Sorted by path. */
export async function describeChanges(changes: readonly PlannedChange[]): Promise<FileUpdateChange[]> {
  const formatHunks = await loadHunks();
  const described = changes.map((change) => describeChange(change, formatHunks));
  return described.sort((one, other) => (one.path < other.path ? -1 : 1));
}
