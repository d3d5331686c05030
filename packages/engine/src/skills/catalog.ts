// Puts what the roots hold together: each file once, in the order in which clients are shown it.
import type { SkillScope } from '@codex/protocol/skills/skill.ts';
import type { IsEnabled } from './rules.ts';
import { byNameAndPath } from './scan-root.ts';
import type { RootScan, Skill, SkillCatalog, SkillRoot } from './skill.ts';

const shownFirst: readonly SkillScope[] = ['repo', 'user', 'system', 'admin'];

export function catalogOf(
  scans: ReadonlyArray<{ readonly root: SkillRoot; readonly scan: RootScan }>,
  isEnabled: IsEnabled,
): SkillCatalog {
  const skills = new Map<string, Skill>();
  for (const { root, scan } of scans) {
    for (const skill of scan.skills) {
      if (!skills.has(skill.path)) skills.set(skill.path, { ...skill, root, isEnabled: isEnabled(skill) });
    }
  }
  const errors = new Map(scans.flatMap(({ scan }) => scan.errors.map((error) => [error.path, error] as const)));
  return {
    skills: inOrder([...skills.values()], shownFirst),
    errors: [...errors.values()],
    roots: scans.map(({ root }) => root),
  };
}

/** By scope as given, then by name, then by path. */
export function inOrder(skills: readonly Skill[], scopes: readonly SkillScope[]): Skill[] {
  const rank = ({ root }: Skill) => scopes.indexOf(root.scope);
  return [...skills].sort((a, b) => rank(a) - rank(b) || byNameAndPath(a, b));
}
