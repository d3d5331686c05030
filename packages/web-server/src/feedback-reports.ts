// Reports of users in CODEX_HOME/feedback, private. One stays until an uploader has taken it.
import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface FeedbackReport {
  readonly classification: string;
  readonly reason: string | null;
  readonly thread_id: string;
  /** The thread's file, when there is one. */
  readonly rollout_path: string | null;
  readonly include_logs: boolean;
  readonly tags: unknown;
}

/** Returns the place of the file. */
export async function keepReport(codexHome: string, report: FeedbackReport): Promise<string> {
  const folder = join(codexHome, 'feedback');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${randomUUID()}.json`);
  const text = JSON.stringify({ ...report, created_at: new Date().toISOString() }, null, 2);
  await writeFile(path, `${text}\n`, { mode: 0o600, flag: 'wx' });
  return path;
}

export function removeReport(path: string): Promise<void> {
  return rm(path, { force: true });
}
