// One root of skills: searched when somebody asks, remembered until something changes below it.
import { RootWatch } from './root-watch.ts';
import type { RootScan, SkillRoot } from './skill.ts';

/** How long an answer counts where changes may go unnoticed. */
const UNWATCHED_MS = 5000;

export class ScannedRoot {
  readonly #root: SkillRoot;
  readonly #onChange: () => void;
  #scan: Promise<RootScan> | null = null;
  #watch: RootWatch | null = null;
  #scannedAt = 0;

  constructor(root: SkillRoot, onChange: () => void) {
    this.#root = root;
    this.#onChange = onChange;
  }

  /** `isWatched`: the answer has to be up to date, now and whenever it is asked for again; see UNWATCHED_MS. */
  scan(isWatched: boolean): Promise<RootScan> {
    if (isWatched && !this.#watch) {
      this.#watch = new RootWatch(() => this.#changed());
      this.#scan = null;
    }
    if (isWatched && !this.#watch?.isWhole && performance.now() - this.#scannedAt > UNWATCHED_MS) this.#scan = null;
    this.#scan ??= this.#search();
    return this.#scan;
  }

  /** The next answer is read from the disk. */
  forget(): void {
    this.#scan = null;
  }

  close(): void {
    this.#watch?.close();
    this.#watch = null;
  }

  #changed(): void {
    this.#scan = null;
    this.#onChange();
  }

  async #search(): Promise<RootScan> {
    const watch = this.#watch;
    this.#scannedAt = performance.now();
    const { scanRoot } = await import('./scan-root.ts');
    watch?.begin(this.#root.path);
    const scan = await scanRoot(this.#root, (folder) => watch?.add(folder));
    watch?.end();
    return scan;
  }
}
