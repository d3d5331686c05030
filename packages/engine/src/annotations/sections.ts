// The sections of a sidebar, and which thread stands where in them. One section is always there.
import { randomUUIDv7 } from 'node:crypto';
import type { ThreadSection } from '@codex/protocol/thread/thread.ts';
import { EngineError, invalidRequest } from '../errors.ts';
import type { AnnotationFile, Row } from './annotation-file.ts';

/** The same on every server. */
export const pinnedSection: ThreadSection = {
  id: '01984de2-8f74-7c91-a3b2-5c5e937cf318',
  name: 'Pinned',
  appearance: null,
};

const maxPage = 100;

export function listSections(
  file: AnnotationFile,
  cursor: string | null,
  limit: number | null,
): { data: ThreadSection[]; nextCursor: string | null } {
  const stored = file.all('SELECT * FROM sections ORDER BY id').map(sectionOf);
  const rest = [pinnedSection, ...stored].filter(({ id }) => cursor === null || id > cursor);
  const data = rest.slice(0, Math.max(1, Math.min(limit ?? maxPage, maxPage)));
  return { data, nextCursor: data.length < rest.length ? (data.at(-1)?.id ?? null) : null };
}

export function createSection(
  file: AnnotationFile,
  name: string,
  appearance: ThreadSection['appearance'],
): ThreadSection {
  const section = { id: randomUUIDv7(), name: sectionName(name), appearance: appearance ?? null };
  writeSection(file, section);
  return section;
}

/** `appearance` undefined: as it was. */
export function updateSection(
  file: AnnotationFile,
  id: string,
  name: string,
  appearance: ThreadSection['appearance'],
): ThreadSection {
  const trimmed = sectionName(name);
  if (id === pinnedSection.id) throw invalidParams('the built-in pinned section cannot be renamed');
  const known = findSection(file, id);
  if (!known) throw notFound(id);
  const section = { ...known, name: trimmed, ...(appearance !== undefined && { appearance }) };
  writeSection(file, section);
  return section;
}

/** Its threads stand in no section any more. */
export function deleteSection(file: AnnotationFile, id: string): void {
  if (id === pinnedSection.id) throw invalidParams('the built-in pinned section cannot be deleted');
  if (!findSection(file, id)) throw notFound(id);
  file.transaction(() => {
    file.run('DELETE FROM section_threads WHERE section_id = $id', { id });
    file.run('DELETE FROM sections WHERE id = $id', { id });
  });
}

export function findSection(file: AnnotationFile, id: string): ThreadSection | undefined {
  if (id === pinnedSection.id) return pinnedSection;
  const row = file.get('SELECT * FROM sections WHERE id = $id', { id });
  return row && sectionOf(row);
}

/** Puts the thread into the section, before another one or at its end; null takes it out of every section. */
export function moveThread(
  file: AnnotationFile,
  threadId: string,
  sectionId: string | null,
  beforeThreadId: string | null,
): void {
  if (sectionId === null) {
    if (beforeThreadId !== null) throw invalidRequest('beforeThreadId requires a non-null sectionId');
    file.run('DELETE FROM section_threads WHERE thread_id = $id', { id: threadId });
    return;
  }
  if (!findSection(file, sectionId)) throw invalidRequest(`section ${sectionId} does not exist`);
  if (beforeThreadId === threadId) throw invalidRequest(`thread ${threadId} cannot be moved before itself`);
  file.transaction(() => {
    const others = threadsOfSection(file, sectionId).filter((id) => id !== threadId);
    const at = beforeThreadId === null ? others.length : others.indexOf(beforeThreadId);
    if (at < 0) throw invalidRequest(`before thread ${beforeThreadId} is not in section ${sectionId}`);
    enter(file, threadId, sectionId);
    others.splice(at, 0, threadId);
    for (const [position, id] of others.entries()) {
      file.run('UPDATE section_threads SET position = $position WHERE thread_id = $id', { position, id });
    }
  });
}

/** In their order. */
export function threadsOfSection(file: AnnotationFile, sectionId: string): string[] {
  const sql = 'SELECT thread_id FROM section_threads WHERE section_id = $id ORDER BY position';
  return file.all(sql, { id: sectionId }).map((row) => String(row.thread_id));
}

/** A thread that stays in its section keeps the time at which it came. */
function enter(file: AnnotationFile, threadId: string, sectionId: string): void {
  const sql = 'SELECT entered_at FROM section_threads WHERE thread_id = $id AND section_id = $section';
  const before = file.get(sql, { id: threadId, section: sectionId });
  file.run('INSERT OR REPLACE INTO section_threads VALUES ($id, $section, 0, $entered)', {
    id: threadId,
    section: sectionId,
    entered: Number(before?.entered_at ?? Date.now()),
  });
}

function writeSection(file: AnnotationFile, { id, name, appearance }: ThreadSection): void {
  file.run('INSERT OR REPLACE INTO sections VALUES ($id, $name, $appearance)', {
    id,
    name,
    appearance: appearance ? JSON.stringify(appearance) : null,
  });
}

export function sectionOf(row: Row): ThreadSection {
  const { id, name, appearance_json: appearance } = row;
  return {
    id: String(id),
    name: String(name),
    appearance: appearance === null ? null : (JSON.parse(String(appearance)) as ThreadSection['appearance']),
  };
}

function sectionName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') throw invalidParams('section name must not be empty');
  return trimmed;
}

function notFound(id: string): EngineError {
  return invalidParams(`thread section not found: ${id}`);
}

function invalidParams(message: string): EngineError {
  return new EngineError('invalid_params', message);
}
