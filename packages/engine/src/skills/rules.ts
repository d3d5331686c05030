// Which skills are switched on: of the `[[skills.config]]` entries, weakest layer first, the last that means a skill
// counts, whether by the path of its SKILL.md or by its name.
import { realpath } from 'node:fs/promises';
import type { SkillRule } from '../config/config.ts';
import type { FoundSkill } from './skill.ts';

export type IsEnabled = (skill: Pick<FoundSkill, 'path' | 'name'>) => boolean;

export async function enabledBy(rules: readonly SkillRule[]): Promise<IsEnabled> {
  const known = await Promise.all(rules.map(withRealPath));
  // What names both, or neither, means nothing for sure.
  const clear = known.filter(({ path, name }) => (path === null) !== (name === null));
  return (skill) => clear.findLast(({ path, name }) => path === skill.path || name === skill.name)?.enabled ?? true;
}

async function withRealPath({ path, name, enabled }: SkillRule): Promise<SkillRule> {
  const real = path === null ? null : await realpath(path).catch(() => path);
  return { path: real, name: name?.trim() ?? null, enabled };
}
