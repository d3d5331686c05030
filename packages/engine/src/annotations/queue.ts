// Input that waits for a thread to be idle, in the order of the rows.
import { randomUUIDv7 } from 'node:crypto';
import type { QueuedSubmission } from '@codex/protocol/thread/queue.ts';
import type { AnnotationFile, Row } from './annotation-file.ts';

export function enqueue(
  file: AnnotationFile,
  threadId: string,
  submission: Omit<QueuedSubmission, 'id'>,
): QueuedSubmission {
  const queued = { id: randomUUIDv7(), ...submission };
  insert(file, threadId, queued);
  return queued;
}

function insert(file: AnnotationFile, threadId: string, queued: QueuedSubmission): void {
  const row = { id: queued.id, thread: threadId, json: JSON.stringify(queued) };
  file.run('INSERT INTO queue VALUES ($id, $thread, $json)', row);
}

/** At most `limit` from position `offset` on; -1: all. */
export function readQueue(file: AnnotationFile, threadId: string, offset: number, limit: number): QueuedSubmission[] {
  return file
    .all('SELECT submission_json FROM queue WHERE thread_id = $thread ORDER BY rowid LIMIT $limit OFFSET $offset', {
      thread: threadId,
      limit,
      offset,
    })
    .map(submissionOf);
}

export function findQueued(file: AnnotationFile, threadId: string, id: string): QueuedSubmission | undefined {
  const row = file.get('SELECT submission_json FROM queue WHERE thread_id = $thread AND id = $id', {
    thread: threadId,
    id,
  });
  return row && submissionOf(row);
}

export function replaceQueued(file: AnnotationFile, queued: QueuedSubmission): void {
  file.run('UPDATE queue SET submission_json = $json WHERE id = $id', { id: queued.id, json: JSON.stringify(queued) });
}

/** False when `ids` are not all that wait, each once. */
export function reorderQueue(file: AnnotationFile, threadId: string, ids: readonly string[]): boolean {
  return file.transaction(() => {
    const waiting = new Map(readQueue(file, threadId, 0, -1).map((queued) => [queued.id, queued]));
    const isWhole =
      ids.length === waiting.size && new Set(ids).size === ids.length && ids.every((id) => waiting.has(id));
    if (!isWhole) return false;
    for (const id of ids) {
      dequeue(file, threadId, id);
      insert(file, threadId, waiting.get(id) as QueuedSubmission);
    }
    return true;
  });
}

/** False when it was not there any more. */
export function dequeue(file: AnnotationFile, threadId: string, id: string): boolean {
  return file.run('DELETE FROM queue WHERE thread_id = $thread AND id = $id', { thread: threadId, id }) > 0;
}

function submissionOf(row: Row): QueuedSubmission {
  return JSON.parse(String(row.submission_json)) as QueuedSubmission;
}
