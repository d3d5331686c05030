// Tells when something changes below one root of skills. A root that is missing is waited for in the nearest folder
// above it. Bounded: with more folders than it may watch it says so, and its owner has to look for itself.
import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

const MAX_FOLDERS = 512;

/** Files whose content counts; of all others only coming and going does. */
const read = new Set(['SKILL.md', 'openai.yaml']);

interface Watched {
  readonly watcher: FSWatcher;
  /** Another folder may have taken its place. */
  readonly inode: number;
}

export class RootWatch {
  readonly #onChange: () => void;
  readonly #watched = new Map<string, Watched>();
  readonly #entered = new Set<string>();
  #isWhole = true;
  #isClosed = false;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Whether no change goes unnoticed. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** Before `root` is searched. */
  begin(root: string): void {
    this.#isWhole = true;
    this.#entered.clear();
    if (inodeOf(root) !== null) return;
    let [missing, above] = [root, dirname(root)];
    while (inodeOf(above) === null && above !== dirname(above)) [missing, above] = [above, dirname(above)];
    const name = basename(missing);
    this.#watch(above, (_, changed) => changed === name);
  }

  /** Before the folder is read, so that what comes after is not missed. */
  add(folder: string): void {
    this.#watch(folder, (event, name) => event === 'rename' || name === null || read.has(name));
  }

  /** After the search: folders that it did not come to are watched no more. */
  end(): void {
    for (const folder of this.#watched.keys()) if (!this.#entered.has(folder)) this.#unwatch(folder);
  }

  close(): void {
    this.#isClosed = true;
    for (const folder of this.#watched.keys()) this.#unwatch(folder);
  }

  #watch(folder: string, concerns: (event: string, name: string | null) => boolean): void {
    const inode = inodeOf(folder);
    if (inode === null || this.#isClosed) return;
    this.#entered.add(folder);
    if (this.#watched.get(folder)?.inode === inode) return;
    this.#unwatch(folder);
    if (this.#watched.size >= MAX_FOLDERS) {
      this.#isWhole = false;
      return;
    }
    try {
      const watcher = watch(folder, { persistent: false }, (event, name) => {
        if (concerns(event, name)) this.#onChange();
      });
      watcher.on('error', () => {
        this.#unwatch(folder);
        this.#onChange();
      });
      this.#watched.set(folder, { watcher, inode });
    } catch {
      // The system has no watches left, or the folder has just gone.
      this.#isWhole = false;
    }
  }

  #unwatch(folder: string): void {
    this.#watched.get(folder)?.watcher.close();
    this.#watched.delete(folder);
  }
}

function inodeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null;
}
