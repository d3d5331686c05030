// Where the skills of a working directory are searched for: the user's folders, the server's own, the administrator's,
// and those of the project around it, unless the user marked that project as untrusted.
import { access } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { SkillErrorInfo } from '@codex/protocol/skills/list.ts';
import type { Config } from '../config/config.ts';
import { nearestAncestor, repositoryRoot, trustAt } from '../config/project-trust.ts';
import type { SkillRoot } from './skill.ts';

/** What a directory belongs to. */
export interface Project {
  /** From the project's root down to the directory. */
  readonly directories: readonly string[];
  /** Whose trust counts for it, nearest first. */
  readonly places: readonly string[];
}

export interface Surroundings {
  readonly codexHome: string;
  readonly homeDirectory: string;
  readonly extraRoots: readonly string[];
}

export interface Roots {
  /** Where a skill is in two of them, the first counts. */
  readonly searched: readonly SkillRoot[];
  /** Left out because the project is not trusted. */
  readonly refused: readonly SkillRoot[];
}

const ADMIN_ROOT = '/etc/codex/skills';

export async function projectOf(cwd: string, markers: readonly string[]): Promise<Project> {
  const directory = resolve(cwd);
  const root = (markers.length > 0 && (await nearestAncestor(directory, markers))) || directory;
  const directories = [directory];
  for (let at = directory; at !== root && at !== dirname(at); at = dirname(at)) directories.unshift(dirname(at));
  const repository = await repositoryRoot(directory);
  return { directories, places: [directory, root, ...(repository === null ? [] : [repository])] };
}

export function skillRoots(
  { directories, places }: Project,
  { codexHome, homeDirectory, extraRoots }: Surroundings,
  { projects, skills }: Pick<Config, 'projects' | 'skills'>,
): Roots {
  const ofProject = (folder: string, names: readonly string[]): SkillRoot[] =>
    names.map((name) => join(name, folder)).map((path) => ({ path: join(path, 'skills'), scope: 'repo' }));
  const isProjects = ({ path }: SkillRoot) => path !== join(codexHome, 'skills');
  const own = ofProject('.codex', directories.toReversed()).filter(isProjects);
  const shared = ofProject('.agents', directories);
  const isTrusted = trustAt(projects, places) !== 'untrusted';
  const users = [join(codexHome, 'skills'), join(homeDirectory, '.agents', 'skills'), ...extraRoots];
  const searched: SkillRoot[] = [
    ...(isTrusted ? own : []),
    ...users.map((path) => ({ path, scope: 'user' as const })),
    ...(skills.hasBundled ? [{ path: join(codexHome, 'skills', '.system'), scope: 'system' as const }] : []),
    { path: ADMIN_ROOT, scope: 'admin' },
    ...(isTrusted ? shared : []),
  ];
  return { searched: withoutRepeats(searched), refused: isTrusted ? [] : [...own, ...shared] };
}

/** One error for each refused root that is there. */
export async function refusals(refused: readonly SkillRoot[]): Promise<SkillErrorInfo[]> {
  const message = 'ignored because the project is marked as untrusted';
  const errors = refused.map(({ path }) =>
    access(path).then(
      () => [{ path, message }],
      () => [],
    ),
  );
  return (await Promise.all(errors)).flat();
}

function withoutRepeats(roots: readonly SkillRoot[]): SkillRoot[] {
  const seen = new Set<string>();
  return roots.filter(({ path }) => !seen.has(path) && seen.add(path));
}
