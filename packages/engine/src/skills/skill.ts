// What a skill is to the engine, and where skills come from.
import type { SkillErrorInfo } from '@codex/protocol/skills/list.ts';
import type { SkillDependencies, SkillInterface, SkillScope } from '@codex/protocol/skills/skill.ts';

/** A folder under which skills are searched for. */
export interface SkillRoot {
  /** Absolute; need not exist. */
  readonly path: string;
  readonly scope: SkillScope;
}

/** What SKILL.md and the file beside it say. */
export interface SkillText {
  readonly name: string;
  /** One line. */
  readonly description: string;
  readonly shortDescription: string | null;
  readonly interface: SkillInterface | null;
  readonly dependencies: SkillDependencies | null;
  /** Whether the model may decide by itself to use it; otherwise it has to be named. */
  readonly isImplicit: boolean;
}

export interface FoundSkill extends SkillText {
  /** Its SKILL.md without symbolic links: what identifies it. */
  readonly path: string;
  /** Its SKILL.md below the root; `/` on every system. */
  readonly pathInRoot: string;
}

export interface Skill extends FoundSkill {
  readonly root: SkillRoot;
  readonly isEnabled: boolean;
}

/** What one root holds. */
export interface RootScan {
  /** By name, then by path. */
  readonly skills: readonly FoundSkill[];
  /** By path. */
  readonly errors: readonly SkillErrorInfo[];
}

/** What one working directory sees. */
export interface SkillCatalog {
  /** Roots with a short name for each that has skills: by scope (repo, user, system, admin), then by name, then by path. */
  readonly skills: readonly Skill[];
  readonly errors: readonly SkillErrorInfo[];
  /** In the order in which they are searched. */
  readonly roots: readonly SkillRoot[];
}
