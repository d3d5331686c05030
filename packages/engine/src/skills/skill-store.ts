// The skills of one engine: found when somebody asks, remembered per root, watched once a thread uses them. Nothing is
// read when the server starts.

import type { SkillsConfigWriteParams, SkillsConfigWriteResponse } from '@codex/protocol/skills/config-write.ts';
import type { SkillsExtraRootsSetParams } from '@codex/protocol/skills/extra-roots-set.ts';
import type { SkillErrorInfo, SkillsListParams, SkillsListResponse } from '@codex/protocol/skills/list.ts';
import { logger } from '@codex/telemetry/logger.ts';
import type { Config } from '../config/config.ts';
import type { ConfigStore } from '../config/config-store.ts';
import type { Skills } from '../engine.ts';
import type { Project, Roots } from './roots.ts';
import { ScannedRoot } from './scanned-root.ts';
import type { SkillCatalog, SkillRoot } from './skill.ts';
import { type ThreadConfig, ThreadSkills } from './thread-skills.ts';
import { Throttle } from './throttle.ts';

export interface SkillStoreOptions {
  readonly codexHome: string;
  readonly homeDirectory: string;
  readonly config: ConfigStore;
  /** Tells every client that skills changed. */
  readonly announce: () => void;
}

export type SkillConfig = Pick<Config, 'projectRootMarkers' | 'projects' | 'skills'>;

export interface CatalogRequest {
  /** Absolute; need not exist. */
  readonly cwd: string;
  readonly config: SkillConfig;
  /** Whether the answer has to show every change; otherwise it may be that of an earlier time. */
  readonly isWatched: boolean;
}

const ANNOUNCE_PAUSE_MS = 1000;
/** Roots that are remembered and watched; those that were used last stay. */
const MAX_ROOTS = 500;
/** Working directories whose project is remembered. */
const MAX_PROJECTS = 500;

export class SkillStore implements Skills {
  readonly #options: SkillStoreOptions;
  readonly #roots = new Map<string, ScannedRoot>();
  readonly #projects = new Map<string, Promise<Project>>();
  readonly #announcements: Throttle;
  #extraRoots: readonly string[] = [];
  #installed: Promise<void> | null = null;
  #lastText = '';
  #isClosed = false;

  constructor(options: SkillStoreOptions) {
    this.#options = options;
    this.#announcements = new Throttle(options.announce, ANNOUNCE_PAUSE_MS);
  }

  async catalog({ cwd, config, isWatched }: CatalogRequest): Promise<SkillCatalog> {
    const [{ enabledBy }, { catalogOf }] = await Promise.all([import('./rules.ts'), import('./catalog.ts')]);
    const { searched, refused } = await this.#rootsOf(cwd, config);
    if (config.skills.hasBundled) await this.#install();
    const [isEnabled, refusals, ...scans] = await Promise.all([
      enabledBy(config.skills.rules),
      this.#refusals(refused),
      ...searched.map(async (root) => ({ root, scan: await this.#scanned(root).scan(isWatched && !this.#isClosed) })),
    ]);
    const catalog = catalogOf(scans, isEnabled);
    return { ...catalog, errors: [...catalog.errors, ...refusals] };
  }

  /** What was read from the disk counts no more. */
  forget(): void {
    this.#projects.clear();
    for (const root of this.#roots.values()) root.forget();
  }

  async list(params: SkillsListParams): Promise<SkillsListResponse> {
    const { listSkills } = await import('./skill-requests.ts');
    return listSkills(this, this.#options.config, params);
  }

  async writeConfig(params: SkillsConfigWriteParams): Promise<SkillsConfigWriteResponse> {
    const { writeSkillConfig } = await import('./skill-requests.ts');
    return writeSkillConfig(this.#options.config, params);
  }

  forThread(config: ThreadConfig): ThreadSkills {
    return new ThreadSkills(this, config);
  }

  /** In place of those set before; for this process only. */
  setExtraRoots({ extraRoots }: SkillsExtraRootsSetParams): void {
    this.#extraRoots = [...extraRoots];
    this.forget();
    this.#options.announce();
  }

  /** The same string object for the same text as last time: threads share it. */
  intern(text: string): string {
    if (text !== this.#lastText) this.#lastText = text;
    return this.#lastText;
  }

  /** Resolves when nothing is written any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#announcements.close();
    for (const root of this.#roots.values()) root.close();
    this.#roots.clear();
    await this.#installed;
  }

  async #rootsOf(cwd: string, config: SkillConfig): Promise<Roots> {
    const { projectOf, skillRoots } = await import('./roots.ts');
    const key = [cwd, ...config.projectRootMarkers].join('\0');
    let project = this.#projects.get(key);
    if (!project) {
      if (this.#projects.size >= MAX_PROJECTS) this.#projects.clear();
      project = projectOf(cwd, config.projectRootMarkers);
      this.#projects.set(key, project);
    }
    const { codexHome, homeDirectory } = this.#options;
    return skillRoots(await project, { codexHome, homeDirectory, extraRoots: this.#extraRoots }, config);
  }

  async #refusals(refused: readonly SkillRoot[]): Promise<SkillErrorInfo[]> {
    return refused.length === 0 ? [] : (await import('./roots.ts')).refusals(refused);
  }

  #scanned(root: SkillRoot): ScannedRoot {
    const key = `${root.scope}\0${root.path}`;
    const scanned = this.#roots.get(key) ?? new ScannedRoot(root, () => this.#announcements.call());
    // The last of the map is the one that was used last.
    this.#roots.delete(key);
    this.#roots.set(key, scanned);
    for (const [oldest, unused] of this.#roots) {
      if (this.#roots.size <= MAX_ROOTS) break;
      unused.close();
      this.#roots.delete(oldest);
    }
    return scanned;
  }

  async #install(): Promise<void> {
    if (this.#isClosed) return;
    this.#installed ??= import('./install-bundled.ts').then(({ installBundled }) =>
      installBundled(this.#options.codexHome).catch((error: Error) => {
        logger.warn(`The server's own skills could not be installed: ${error.message}`);
      }),
    );
    await this.#installed;
  }
}
