// Where a sandbox policy lets patches write, and what stays read-only inside: repository data and agent settings.
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';

const protectedNames: ReadonlySet<string> = new Set(['.git', '.agents', '.codex']);

/** The path with all links of its existing part resolved: a link may lead out of a root. */
function realLocation(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realLocation(parent), path.slice(parent.length).replace(/^\/+/, ''));
  }
}

export function writableRoots(policy: SandboxPolicy, cwd: string): string[] {
  if (policy.type !== 'workspaceWrite') return [];
  const roots = [cwd, ...(policy.writableRoots ?? [])];
  if (!policy.excludeSlashTmp) roots.push('/tmp');
  if (!policy.excludeTmpdirEnvVar) roots.push(tmpdir());
  return roots.map((root) => realLocation(resolve(cwd, root)));
}

function isInside(path: string, root: string): boolean {
  const inner = relative(root, path);
  if (inner === '') return true;
  const [first = ''] = inner.split(sep);
  return first !== '..' && !protectedNames.has(first);
}

/** `paths` are absolute. */
export function areAllWritable(paths: readonly string[], policy: SandboxPolicy, cwd: string): boolean {
  if (policy.type === 'dangerFullAccess' || policy.type === 'externalSandbox') return true;
  const roots = writableRoots(policy, cwd);
  return paths.every((path) => {
    const location = realLocation(path);
    return roots.some((root) => isInside(location, root));
  });
}
