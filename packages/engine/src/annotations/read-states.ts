// Where the user's reading of a thread stands.
import type { ThreadReadState } from '@codex/protocol/thread/read-state.ts';
import type { AnnotationFile } from './annotation-file.ts';

/** Of a stored thread of which nothing is noted. */
export function initialReadState(threadId: string): ThreadReadState {
  return { firstUnread: null, revision: `initial:${threadId}` };
}

export function readReadState(file: AnnotationFile, threadId: string): ThreadReadState | null {
  return readReadStates(file, [threadId])[threadId] ?? null;
}

/** Those that are known, by thread. */
export function readReadStates(file: AnnotationFile, threadIds: readonly string[]): Record<string, ThreadReadState> {
  const sql = 'SELECT * FROM read_states WHERE thread_id IN (SELECT value FROM json_each($ids))';
  const rows = file.glance(sql, { ids: JSON.stringify(threadIds) });
  return Object.fromEntries(
    rows.map((row) => [String(row.thread_id), JSON.parse(String(row.state_json)) as ThreadReadState]),
  );
}

export function writeReadState(file: AnnotationFile, threadId: string, state: ThreadReadState): void {
  file.run('INSERT OR REPLACE INTO read_states VALUES ($id, $json)', { id: threadId, json: JSON.stringify(state) });
}
