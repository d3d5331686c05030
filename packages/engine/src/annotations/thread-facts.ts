// Single facts about a thread that clients set, and the one place where a thread is shown with all of them.
import type { ThreadMemoryMode } from '@codex/protocol/thread/memory-mode.ts';
import type { GitInfo, Thread } from '@codex/protocol/thread/thread.ts';
import type { AnnotationFile, Row } from './annotation-file.ts';
import { threadTables } from './schema.ts';
import { pinnedSection, sectionOf } from './sections.ts';

/** `gitInfo` null: clients forgot all of it; undefined: what the rollout says holds. */
export interface ThreadFacts {
  readonly gitInfo?: GitInfo | null;
  readonly daybreakEnabled?: boolean;
  readonly memoryMode?: ThreadMemoryMode;
}

export function writeFacts(file: AnnotationFile, threadId: string, facts: ThreadFacts): void {
  file.run('INSERT OR IGNORE INTO thread_facts VALUES ($id, NULL, NULL, NULL)', { id: threadId });
  file.run(
    `UPDATE thread_facts SET git_json = coalesce($git, git_json), daybreak = coalesce($daybreak, daybreak),
      memory_mode = coalesce($memory, memory_mode) WHERE thread_id = $id`,
    {
      id: threadId,
      git: facts.gitInfo === undefined ? null : JSON.stringify(facts.gitInfo),
      daybreak: facts.daybreakEnabled === undefined ? null : Number(facts.daybreakEnabled),
      memory: facts.memoryMode ?? null,
    },
  );
}

const sql = `SELECT asked.value AS thread_id, section_id, entered_at, project_id, git_json, daybreak,
    sections.id, sections.name, sections.appearance_json
  FROM json_each($ids) asked
  LEFT JOIN section_threads ON section_threads.thread_id = asked.value
  LEFT JOIN sections ON sections.id = section_id
  LEFT JOIN project_threads ON project_threads.thread_id = asked.value
  LEFT JOIN thread_facts ON thread_facts.thread_id = asked.value`;

/** The threads with what clients noted about them. */
export function annotate<T extends Thread>(file: AnnotationFile, threads: readonly T[]): T[] {
  const rows = file.glance(sql, { ids: JSON.stringify(threads.map(({ id }) => id)) });
  const known = new Map(rows.map((row) => [String(row.thread_id), row]));
  return threads.map((thread) => withNotes(thread, known.get(thread.id)));
}

/** Everything that is noted about the thread is forgotten. */
export function forgetThread(file: AnnotationFile, threadId: string): void {
  if (file.all('SELECT 1').length === 0) return;
  file.transaction(() => {
    for (const table of threadTables) file.run(`DELETE FROM ${table} WHERE thread_id = $id`, { id: threadId });
  });
}

function withNotes<T extends Thread>(thread: T, row: Row | undefined): T {
  if (!row) return thread;
  const section = row.section_id === pinnedSection.id ? pinnedSection : row.id === null ? null : sectionOf(row);
  return {
    ...thread,
    section,
    sectionEnteredAt: section && Math.floor(Number(row.entered_at) / 1000),
    projectId: row.project_id === null ? thread.projectId : String(row.project_id),
    ...(row.git_json !== null && { gitInfo: JSON.parse(String(row.git_json)) as GitInfo | null }),
    daybreakEnabled: row.daybreak === null ? thread.daybreakEnabled : row.daybreak === 1,
  };
}
