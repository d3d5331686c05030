// Brings the thread index up to date with the files: only folders whose mtime changed are looked into, only files that
// are new are read. Works in small slices, so that other requests are served meanwhile.
import { statSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { IndexDatabase } from './index-database.ts';
import { archiveFolder, dayFolders, listNames, sessionsFolder } from './paths.ts';
import type { LocateBase } from './resume-state.ts';
import { readThreadRow, threadIdOf } from './row-reader.ts';

/** How long one slice may keep the event loop. */
const sliceMs = 8;
/** A folder that changed this recently may change again without a newer mtime. */
const settleMs = 1000;

export interface ScanOptions {
  readonly codexHome: string;
  readonly db: IndexDatabase;
  readonly nameOf: (id: string) => string | null;
  readonly locate: LocateBase;
  readonly stopped: () => boolean;
}

export async function scanFolders(options: ScanOptions): Promise<void> {
  const { db, codexHome } = options;
  const known = db.folders();
  const archive = archiveFolder(codexHome);
  const sessions = sessionsFolder(codexHome);
  for (const folder of [archive, sessions, ...dayFolders(sessions)]) {
    const mtimeMs = mtimeOf(folder);
    const before = known.get(folder);
    known.delete(folder);
    if (mtimeMs === undefined || mtimeMs === before) continue;
    const settled = Date.now() - mtimeMs > settleMs;
    if (!(await scanFolder(folder, folder === archive, options))) return;
    db.putFolder(folder, settled ? mtimeMs : 0);
  }
  for (const gone of known.keys()) db.removeFolder(gone);
}

/** False when it was stopped. */
async function scanFolder(folder: string, archived: boolean, options: ScanOptions): Promise<boolean> {
  const { db } = options;
  const files = filesByThread(folder);
  const stale = new Map(db.inFolder(folder).map((stored) => [stored.row.id, stored.row.path]));
  const wanted = [...files].filter(([id, file]) => stale.get(id) !== file);
  for (const id of files.keys()) stale.delete(id);
  while (wanted.length > 0) {
    if (options.stopped()) return false;
    db.transaction(() => {
      const until = performance.now() + sliceMs;
      while (wanted.length > 0 && performance.now() < until) addFile(wanted.shift(), folder, archived, options);
    });
    await nextTick();
  }
  if (options.stopped()) return false;
  for (const id of stale.keys()) db.remove(id);
  return true;
}

/** The current file of each thread: later files of one thread replace earlier ones. */
function filesByThread(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of listNames(folder)) {
    const id = threadIdOf(name);
    if (id) files.set(id, path.join(folder, name));
  }
  return files;
}

function addFile(entry: [string, string] | undefined, folder: string, archived: boolean, options: ScanOptions): void {
  if (!entry) return;
  const [id, file] = entry;
  const other = options.db.get(id);
  if (other && other.row.path !== file && isLater(other.row.path, file)) return;
  const read = readThreadRow(file, archived, options.locate);
  if (!read || read.row.id !== id) return;
  options.db.put({ ...read, folder, row: { ...read.row, name: options.nameOf(id) } });
}

/** Whether `file` still exists and has a later name than `other`: a revert on another day. */
function isLater(file: string, other: string): boolean {
  return mtimeOf(file) !== undefined && path.basename(file) > path.basename(other);
}

function mtimeOf(file: string): number | undefined {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return undefined;
  }
}
