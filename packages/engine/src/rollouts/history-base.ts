// Finds the file that a forked or reverted thread builds on.
import path from 'node:path';
import { archiveFolder, dayFolders, listRollouts, sessionsFolder, threadIdOf } from './paths.ts';
import type { LocateBase } from './resume-state.ts';
import { withRollout } from './rollout-bytes.ts';
import type { HistoryBase } from './rollout-line.ts';
import { linesBackwards } from './tail.ts';

/** A reverted thread has several files of one id: the base is the newest that holds the line it was cut after. */
export function baseLocator(codexHome: string): LocateBase {
  return (base, file) =>
    filesOf(codexHome, base.thread_id)
      .filter((candidate) => candidate !== file)
      .findLast((candidate) => endsBaseAt(candidate, base));
}

function filesOf(codexHome: string, threadId: string): string[] {
  const sessions = sessionsFolder(codexHome);
  return [archiveFolder(codexHome), sessions, ...dayFolders(sessions)]
    .flatMap((folder) => listRollouts(folder).map((name) => path.join(folder, name)))
    .filter((file) => threadIdOf(file) === threadId)
    .sort((a, b) => (path.basename(a) < path.basename(b) ? -1 : 1));
}

/** Whether a line with the last ordinal of the base ends exactly at its offset. */
function endsBaseAt(file: string, base: HistoryBase): boolean {
  const ends = withRollout(file, (bytes) => {
    if (base.end_byte_offset > bytes.size) return false;
    const [afterOffset, last] = linesBackwards(bytes, base.end_byte_offset);
    if (afterOffset?.bytes.length !== 0 || !last) return false;
    return JSON.parse(last.bytes.toString()).ordinal === base.end_ordinal_exclusive - 1;
  });
  return ends ?? false;
}
