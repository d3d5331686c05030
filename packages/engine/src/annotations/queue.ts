// Input that waits for a thread to be idle, in order of arrival: ids are UUIDv7, so they sort by time.
import { randomUUIDv7 } from 'node:crypto';
import type { QueuedSubmission } from '@codex/protocol/thread/queue.ts';
import type { AnnotationFile, Row } from './annotation-file.ts';

export function enqueue(
  file: AnnotationFile,
  threadId: string,
  submission: Omit<QueuedSubmission, 'id'>,
): QueuedSubmission {
  const queued = { id: randomUUIDv7(), ...submission };
  file.run('INSERT INTO queue VALUES ($id, $thread, $json)', {
    id: queued.id,
    thread: threadId,
    json: JSON.stringify(queued),
  });
  return queued;
}

/** At most `limit` from position `offset` on. */
export function readQueue(file: AnnotationFile, threadId: string, offset: number, limit: number): QueuedSubmission[] {
  return file
    .all('SELECT submission_json FROM queue WHERE thread_id = $thread ORDER BY id LIMIT $limit OFFSET $offset', {
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

/** False when it was not there any more. */
export function dequeue(file: AnnotationFile, threadId: string, id: string): boolean {
  return file.run('DELETE FROM queue WHERE thread_id = $thread AND id = $id', { thread: threadId, id }) > 0;
}

function submissionOf(row: Row): QueuedSubmission {
  return JSON.parse(String(row.submission_json)) as QueuedSubmission;
}
