// One root of skills: searched when somebody asks, remembered until something changes below it.
import { RootWatch } from './root-watch.ts';
import type { RootScan, SkillRoot } from './skill.ts';

export class ScannedRoot {
  readonly #root: SkillRoot;
  readonly #onChange: () => void;
  #scan: Promise<RootScan> | null = null;
  #watch: RootWatch | null = null;

  constructor(root: SkillRoot, onChange: () => void) {
    this.#root = root;
    this.#onChange = onChange;
  }

  /** `isWatched`: the answer has to be up to date, now and whenever it is asked for again. */
  scan(isWatched: boolean): Promise<RootScan> {
    if (isWatched && !this.#watch?.isWhole) {
      this.#watch ??= new RootWatch(() => this.#changed());
      this.#scan = null;
    }
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
    const { scanRoot } = await import('./scan-root.ts');
    watch?.begin(this.#root.path);
    const scan = await scanRoot(this.#root, (folder) => watch?.add(folder));
    watch?.end();
    return scan;
  }
}
