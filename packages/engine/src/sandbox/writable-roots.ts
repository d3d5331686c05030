// Where a sandbox policy lets commands and patches write, and what stays read-only inside: repository data and settings
// of agents.
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { type EnforcedPolicy, isUnrestricted } from '../enforced-policy.ts';
import { accessTo, pathRules } from './file-rules.ts';
import { contains, isLink, realLocation } from './real-location.ts';

export const protectedNames: readonly string[] = ['.git', '.agents', '.codex', '.aws'];

export interface WriteScope {
  readonly policy: EnforcedPolicy;
  /** Absolute. */
  readonly cwd: string;
  /** Of the commands: names TMPDIR. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** As named by the policy: links are not resolved yet. */
function namedRoots({ policy, cwd, env }: WriteScope): string[] {
  if (policy.rules) {
    return pathRules(policy.rules, { cwd, env }).flatMap(({ path, access }) => (access === 'write' ? [path] : []));
  }
  if (policy.type !== 'workspaceWrite') return [];
  const roots = [cwd, ...(policy.writableRoots ?? [])];
  if (!policy.excludeSlashTmp) roots.push('/tmp');
  if (!policy.excludeTmpdirEnvVar && env.TMPDIR && isAbsolute(env.TMPDIR)) roots.push(env.TMPDIR);
  return [...new Set(roots.map((root) => resolve(cwd, root)))];
}

/**
 * The directories themselves, without repetition. A root that is reached through a link in another root is none:
 * whoever may write there could point it anywhere.
 */
export function writableRoots(scope: WriteScope): string[] {
  const named = namedRoots(scope);
  const real = named.map(realLocation);
  const kept = real.filter((_, index) => {
    const others = real.filter((_, other) => other !== index);
    return !crossesLinkIn(named[index] as string, others);
  });
  return [...new Set(kept)];
}

function crossesLinkIn(path: string, folders: readonly string[]): boolean {
  for (let at = path; dirname(at) !== at; at = dirname(at)) {
    if (!isLink(at)) continue;
    const holder = realLocation(dirname(at));
    if (folders.some((folder) => contains(folder, holder))) return true;
  }
  return false;
}

function isInside(path: string, root: string): boolean {
  const [first = ''] = relative(root, path).split(sep);
  return contains(root, path) && !protectedNames.includes(first);
}

/** The server's home when it lies inside a root and none lies in it: it decides what commands may do. */
export function protectedHome(codexHome: string, roots: readonly string[]): string[] {
  const home = realLocation(codexHome);
  const isCovered = roots.some((root) => contains(root, home)) && !roots.some((root) => contains(home, root));
  return isCovered ? [home] : [];
}

/** `paths` are absolute. */
export function areAllWritable(paths: readonly string[], scope: WriteScope & { readonly codexHome: string }): boolean {
  const { rules } = scope.policy;
  if (isUnrestricted(scope.policy)) return true;
  const roots = writableRoots(scope);
  const kept = protectedHome(scope.codexHome, roots);
  return paths.every((path) => {
    const location = realLocation(path);
    if (rules && accessTo(location, rules, scope) !== 'write') return false;
    return roots.some((root) => isInside(location, root)) && !kept.some((folder) => contains(folder, location));
  });
}
