// Brings the thread index up to date with the files. Folders whose mtime changed are looked into at once; the files found
// there are read in the background, the newest first, in small slices, so that requests are served meanwhile.
import { statSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTick } from 'node:timers/promises';
import { Backlog, type UnreadFile } from './backlog.ts';
import type { IndexDatabase } from './index-database.ts';
import { statStored } from './packed.ts';
import { archiveFolder, creationTimes, currentFiles, dayFolders, sessionsFolder } from './paths.ts';
import type { LocateBase } from './resume-state.ts';
import { readThreadRow } from './row-reader.ts';

/** How long one slice may keep the event loop. */
const sliceMs = 5;
/** A folder that changed this recently may change again without a newer mtime. */
const settleMs = 1000;
/** More than are read in a slice. */
const batch = 200;

export interface BuilderOptions {
  readonly codexHome: string;
  readonly db: IndexDatabase;
  readonly nameOf: (id: string) => string | null;
  readonly locate: LocateBase;
  /** Told when the background work cannot go on. */
  readonly failed: (error: unknown) => void;
}

export class IndexBuilder {
  readonly backlog = new Backlog();
  readonly #options: BuilderOptions;
  /** The mtime with which a folder was looked into; what is found there is in the index or the backlog. */
  readonly #folders: Map<string, number>;
  readonly #changed = new Set<string>();
  #survey: Promise<void> | undefined;
  #reading: Promise<void> | undefined;
  #stopped = false;

  constructor(options: BuilderOptions) {
    this.#options = options;
    this.#folders = options.db.folders();
  }

  /** Finds what is new. Calls at the same time share one look at the folders. */
  async survey(): Promise<void> {
    this.#survey ??= this.#lookIntoFolders().finally(() => {
      this.#survey = undefined;
    });
    await this.#survey;
    if (this.backlog.size > 0) void this.#readOn();
    else this.#keepFolders();
  }

  /** Resolves when everything that was found is read. */
  async complete(): Promise<void> {
    await this.survey();
    while (this.backlog.size > 0 && !this.#stopped) await this.#readOn();
  }

  /** Reads these now, as many as a slice has time for; returns how many. */
  read(files: readonly UnreadFile[]): number {
    const until = performance.now() + sliceMs;
    let count = 0;
    this.#options.db.transaction(() => {
      for (const unread of files) {
        this.#add(unread);
        this.backlog.remove(unread.id);
        count += 1;
        if (performance.now() > until) return;
      }
    });
    return count;
  }

  stop(): void {
    this.#stopped = true;
    this.backlog.clear();
  }

  async #lookIntoFolders(): Promise<void> {
    const { db, codexHome } = this.#options;
    const gone = new Set(this.#folders.keys());
    const archive = archiveFolder(codexHome);
    const sessions = sessionsFolder(codexHome);
    let until = performance.now() + sliceMs;
    for (const folder of [sessions, ...dayFolders(sessions), archive]) {
      const mtimeMs = mtimeOf(folder);
      if (mtimeMs === undefined) continue;
      gone.delete(folder);
      if (mtimeMs !== this.#folders.get(folder)) this.#lookInto(folder, mtimeMs, folder === archive);
      if (performance.now() < until) continue;
      await nextTick();
      if (this.#stopped) return;
      until = performance.now() + sliceMs;
    }
    for (const folder of gone) {
      this.#folders.delete(folder);
      this.#changed.delete(folder);
      db.removeFolder(folder);
    }
  }

  #lookInto(folder: string, mtimeMs: number, archived: boolean): void {
    const { db } = this.#options;
    const isSettled = Date.now() - mtimeMs > settleMs;
    const known = db.filesIn(folder);
    for (const [id, { name, file }] of currentFiles(folder)) {
      if (known.get(id) !== file) this.backlog.add({ id, file, folder, archived, ...creationTimes(id, name) });
      known.delete(id);
    }
    for (const id of known.keys()) db.remove(id);
    this.#folders.set(folder, isSettled ? mtimeMs : 0);
    this.#changed.add(folder);
  }

  #readOn(): Promise<void> {
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #readAll(): Promise<void> {
    try {
      while (this.backlog.size > 0) {
        await nextTick();
        if (this.#stopped) return;
        this.read(this.backlog.newest(batch));
      }
      this.#keepFolders();
    } catch (error) {
      if (!this.#stopped) this.#options.failed(error);
    }
  }

  /** Only when all is read: whoever is stopped before that looks into them again. */
  #keepFolders(): void {
    if (this.#changed.size === 0) return;
    const { db } = this.#options;
    db.transaction(() => {
      for (const folder of this.#changed) db.putFolder(folder, this.#folders.get(folder) ?? 0);
    });
    this.#changed.clear();
  }

  #add({ id, file, folder, archived }: UnreadFile): void {
    const { db, locate, nameOf } = this.#options;
    const other = db.get(id);
    if (other && other.row.path !== file && isLater(other.row.path, file)) return;
    const read = readThreadRow(file, archived, locate);
    if (read?.row.id === id) db.put({ ...read, folder, row: { ...read.row, name: nameOf(id) } });
  }
}

/** Whether `file` still exists and has a later name than `other`: a revert on another day. */
function isLater(file: string, other: string): boolean {
  return statStored(file) !== undefined && path.basename(file) > path.basename(other);
}

function mtimeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
