// The rules of a permission profile as rollouts hold them: with the working directory filled in.
import { isAbsolute, join } from 'node:path';
import type { FileSystemPath, FileSystemSandboxEntry } from '@codex/protocol/config/permissions.ts';
import type { FileRules } from '../enforced-policy.ts';

/** `file_system` of a permission profile. */
export function fileSystemLine({ entries, globScanMaxDepth }: FileRules, cwd: string): Record<string, unknown> {
  return {
    type: 'restricted',
    entries: placedEntries(entries, cwd),
    ...(globScanMaxDepth !== null && { glob_scan_max_depth: globScanMaxDepth }),
  };
}

export function placedEntries(entries: readonly FileSystemSandboxEntry[], cwd: string): FileSystemSandboxEntry[] {
  return entries.map(({ path, access }) => ({ path: placed(path, cwd), access }));
}

function placed(path: FileSystemPath, cwd: string): FileSystemPath {
  if (path.type !== 'special' || path.value.kind !== 'project_roots') return path;
  const full = join(cwd, path.value.subpath ?? '');
  return /[*?[]/.test(path.value.subpath ?? '')
    ? { type: 'glob_pattern', pattern: full }
    : { type: 'path', path: full };
}

/** Undefined for lines that this version cannot enforce as they are. */
export function parseFileSystemLine(line: unknown): FileRules | undefined {
  const { entries, glob_scan_max_depth: depth } = (line ?? {}) as Record<string, unknown>;
  if (!Array.isArray(entries) || !entries.every(isEntry)) return undefined;
  return { entries, globScanMaxDepth: typeof depth === 'number' ? depth : null };
}

const kinds: ReadonlySet<unknown> = new Set(['root', 'minimal', 'tmpdir', 'slash_tmp']);

function isEntry(value: unknown): value is FileSystemSandboxEntry {
  const { path, access } = value as { path?: Record<string, unknown>; access?: unknown };
  if (access !== 'read' && access !== 'write' && access !== 'deny') return false;
  if (path?.type === 'path') return typeof path.path === 'string' && isAbsolute(path.path);
  if (path?.type === 'glob_pattern') return typeof path.pattern === 'string' && access === 'deny';
  return path?.type === 'special' && kinds.has((path.value as { kind?: unknown } | undefined)?.kind);
}
