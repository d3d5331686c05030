// The skills of one thread: what its model is told of them, and the texts of those that its user asks for.
import type { UserInput } from '@codex/protocol/item/user-input.ts';
import type { Config } from '../config/config.ts';
import type { SkillStore } from './skill-store.ts';

export type ThreadConfig = Pick<Config, 'projectRootMarkers' | 'projects' | 'skills' | 'features'>;

export class ThreadSkills {
  readonly #store: SkillStore;
  readonly #config: ThreadConfig;
  #warnings: string[] = [];
  #omitted = 0;

  constructor(store: SkillStore, config: ThreadConfig) {
    this.#store = store;
    this.#config = config;
  }

  /** Looks for them in the time before the first turn. */
  prepare(cwd: string): void {
    // Whoever needs them is told what is wrong.
    if (this.#config.skills.isTold) this.#catalog(cwd).catch(() => {});
  }

  /** The block that names the skills; null when there is nothing to tell. `contextWindow` is in tokens. */
  async block(cwd: string, contextWindow: number): Promise<string | null> {
    const { skills, features } = this.#config;
    if (!skills.isTold) return null;
    const { renderSkills } = await import('./render.ts');
    const withDescriptions = features.omit_skill_descriptions !== true;
    const rendered = renderSkills(await this.#catalog(cwd), { contextWindow, withDescriptions });
    if (!rendered) return null;
    if (rendered.omitted > 0 && rendered.omitted !== this.#omitted) this.#warnings.push(omission(rendered.omitted));
    this.#omitted = rendered.omitted;
    return this.#store.intern(rendered.text);
  }

  /** A block for each skill that the input asks for. */
  async asked(input: readonly UserInput[], cwd: string): Promise<readonly string[]> {
    if (!input.some((part) => part.type === 'skill' || (part.type === 'text' && part.text.includes('$')))) return [];
    const [{ mentionedSkills }, { injectSkills }] = await Promise.all([import('./mentions.ts'), import('./inject.ts')]);
    const catalog = await this.#catalog(cwd);
    const { blocks, warnings } = await injectSkills(mentionedSkills(input, catalog.skills));
    this.#warnings.push(...warnings);
    return blocks;
  }

  /** Sentences for the clients, each once. */
  takeWarnings(): string[] {
    const warnings = this.#warnings;
    this.#warnings = [];
    return warnings;
  }

  #catalog(cwd: string) {
    return this.#store.catalog({ cwd, config: this.#config, isWatched: true });
  }
}

function omission(count: number): string {
  const skills = count === 1 ? '1 additional skill was' : `${count} additional skills were`;
  return `Exceeded skills context budget. All skill descriptions were removed and ${skills} not included in the model-visible skills list.`;
}
