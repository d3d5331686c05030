// Facts that clients store with threads, such as the pull request one led to.
import { randomUUIDv7 } from 'node:crypto';
import type {
  ThreadAttachment,
  ThreadAttachmentAddParams,
  ThreadAttachmentAddResponse,
  ThreadAttachmentOwnerListParams,
} from '@codex/protocol/thread/attachment.ts';
import { EngineError } from '../errors.ts';
import type { AnnotationFile, Row } from './annotation-file.ts';

/** One of the same type and key stays as it is. */
export function addAttachment(
  file: AnnotationFile,
  threadId: string,
  params: ThreadAttachmentAddParams,
): ThreadAttachmentAddResponse {
  return file.transaction(() => {
    const existing = findAttachment(file, threadId, params.attachmentType, params.identityKey);
    if (existing) return { outcome: 'existing', attachment: existing };
    file.run('INSERT INTO attachments VALUES ($id, $thread, $type, $key, $payload, $now)', {
      id: randomUUIDv7(),
      thread: threadId,
      type: params.attachmentType,
      key: params.identityKey,
      payload: JSON.stringify(params.payload ?? null),
      now: Date.now(),
    });
    const attachment = findAttachment(file, threadId, params.attachmentType, params.identityKey);
    return { outcome: 'created', attachment: attachment as ThreadAttachment };
  });
}

/** What was removed; undefined when there was none. */
export function removeAttachment(
  file: AnnotationFile,
  threadId: string,
  type: string,
  key: string,
): ThreadAttachment | undefined {
  const known = findAttachment(file, threadId, type, key);
  if (known) file.run('DELETE FROM attachments WHERE id = $id', { id: known.id });
  return known;
}

const maxPage = 100;

export function listAttachments(
  file: AnnotationFile,
  threadId: string,
  cursor: string | null,
  limit: number | null,
): { data: ThreadAttachment[]; nextCursor: string | null } {
  const all = file
    .all('SELECT * FROM attachments WHERE thread_id = $thread ORDER BY id', { thread: threadId })
    .map(attachmentOf);
  const anchor = ({ createdAt, id }: ThreadAttachment) => `${threadId}|${createdAt}|${id}`;
  return pageOf(all, anchor, cursor, limit);
}

/** Ids of the threads that have the attachment. */
export function listOwners(
  file: AnnotationFile,
  params: ThreadAttachmentOwnerListParams,
  isWanted: (threadId: string) => boolean,
): { data: string[]; nextCursor: string | null } {
  const { attachmentType, identityKey, archived = null, cursor = null, limit = null } = params;
  requireNames(attachmentType, identityKey);
  const sql = 'SELECT thread_id FROM attachments WHERE type = $type AND key = $key ORDER BY thread_id';
  const rows = file.all(sql, { type: attachmentType, key: identityKey });
  const all = rows.map((row) => String(row.thread_id)).filter(isWanted);
  const anchor = (thread_id: string) =>
    JSON.stringify({ attachment_type: attachmentType, identity_key: identityKey, archived, thread_id });
  return pageOf(all, anchor, cursor, limit);
}

export function requireNames(attachmentType: string, identityKey: string): void {
  if (attachmentType === '') throw invalidParams('attachmentType must not be empty');
  if (identityKey === '') throw invalidParams('identityKey must not be empty');
}

function findAttachment(file: AnnotationFile, thread: string, type: string, key: string): ThreadAttachment | undefined {
  const sql = 'SELECT * FROM attachments WHERE thread_id = $thread AND type = $type AND key = $key';
  const row = file.get(sql, { thread, type, key });
  return row && attachmentOf(row);
}

function pageOf<T>(all: readonly T[], anchor: (entry: T) => string, cursor: string | null, limit: number | null) {
  const before = cursor === null ? -1 : all.findIndex((entry) => anchor(entry) === cursor);
  if (cursor !== null && before < 0) throw invalidParams('invalid pagination cursor');
  const rest = all.slice(before + 1);
  const data = rest.slice(0, Math.max(1, Math.min(limit ?? maxPage, maxPage)));
  const last = data.at(-1);
  return { data, nextCursor: last !== undefined && data.length < rest.length ? anchor(last) : null };
}

function attachmentOf(row: Row): ThreadAttachment {
  return {
    id: String(row.id),
    attachmentType: String(row.type),
    identityKey: String(row.key),
    payload: JSON.parse(String(row.payload_json)) as unknown,
    createdAt: Math.floor(Number(row.created_at) / 1000),
  };
}

function invalidParams(message: string): EngineError {
  return new EngineError('invalid_params', message);
}
