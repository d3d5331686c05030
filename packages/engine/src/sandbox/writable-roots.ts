// Where a sandbox policy lets commands and patches write, and what stays read-only inside: repository data and settings
// of agents.
import { lstatSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';

export const protectedNames: readonly string[] = ['.git', '.agents', '.codex', '.aws'];

export interface WriteScope {
  readonly policy: SandboxPolicy;
  /** Absolute. */
  readonly cwd: string;
  /** Of the commands: names TMPDIR. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The path with all links of its existing part resolved: a link may lead out of a root. */
export function realLocation(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realLocation(parent), path.slice(parent.length).replace(/^\/+/, ''));
  }
}

/** As named by the policy: links are not resolved yet. */
function namedRoots({ policy, cwd, env }: WriteScope): string[] {
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

export function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** Whether `path` is `folder` or lies below it; both absolute and resolved. */
export function contains(folder: string, path: string): boolean {
  const inner = relative(folder, path);
  return inner === '' || (inner.split(sep)[0] !== '..' && !isAbsolute(inner));
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
  if (scope.policy.type === 'dangerFullAccess' || scope.policy.type === 'externalSandbox') return true;
  const roots = writableRoots(scope);
  const kept = protectedHome(scope.codexHome, roots);
  return paths.every((path) => {
    const location = realLocation(path);
    return roots.some((root) => isInside(location, root)) && !kept.some((folder) => contains(folder, location));
  });
}
