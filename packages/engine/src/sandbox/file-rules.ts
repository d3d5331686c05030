// The rules of a policy as paths: special places and the working directory filled in, patterns looked up on the disk.
// The longest path that contains a file decides about it.
import { globSync } from 'node:fs';
import { isAbsolute, join, matchesGlob, resolve } from 'node:path';
import type { FileSystemAccessMode, FileSystemPath } from '@codex/protocol/config/permissions.ts';
import type { FileRules } from '../enforced-policy.ts';
import { contains, realLocation } from './real-location.ts';

export interface RulePlace {
  /** Absolute working directory of the turn. */
  readonly cwd: string;
  /** Of the commands: names TMPDIR. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface PathRule {
  /** Absolute; links are not resolved yet. */
  readonly path: string;
  readonly access: FileSystemAccessMode;
}

/** What programs need to run at all. */
const minimal = ['/bin', '/sbin', '/usr', '/etc', '/lib', '/lib64', '/nix/store', '/run/current-system/sw'];

/** Without patterns, which only deny. */
export function pathRules({ entries }: FileRules, place: RulePlace): PathRule[] {
  return entries.flatMap(({ path, access }) => locations(path, place).map((one) => ({ path: one, access })));
}

function locations(path: FileSystemPath, { cwd, env }: RulePlace): string[] {
  if (path.type === 'path') return [resolve(cwd, path.path)];
  if (path.type === 'glob_pattern') return [];
  const { value } = path;
  if (value.kind === 'root') return ['/'];
  if (value.kind === 'minimal') return minimal;
  if (value.kind === 'slash_tmp') return ['/tmp'];
  if (value.kind === 'tmpdir') return env.TMPDIR && isAbsolute(env.TMPDIR) ? [env.TMPDIR] : [];
  if (value.kind !== 'project_roots') return [];
  return isPattern(value.subpath ?? '') ? [] : [join(cwd, value.subpath ?? '')];
}

/** Patterns of what is denied; absolute. */
export function deniedPatterns({ entries }: FileRules, { cwd }: RulePlace): string[] {
  return entries.flatMap(({ path, access }) => {
    if (access !== 'deny') return [];
    if (path.type === 'glob_pattern') return [resolve(cwd, path.pattern)];
    const subpath = path.type === 'special' && path.value.kind === 'project_roots' ? (path.value.subpath ?? '') : '';
    return isPattern(subpath) ? [join(cwd, subpath)] : [];
  });
}

/** What a location, without links, may be used for. */
export function accessTo(location: string, rules: FileRules, place: RulePlace): FileSystemAccessMode {
  if (deniedPatterns(rules, place).some((pattern) => matchesGlob(location, pattern))) return 'deny';
  return deciding(location, rules, place)?.access ?? 'deny';
}

/** Of rules for the same path the last one counts. */
function deciding(location: string, rules: FileRules, place: RulePlace): PathRule | undefined {
  let longest: PathRule | undefined;
  for (const rule of pathRules(rules, place)) {
    const path = realLocation(rule.path);
    if (contains(path, location) && path.length >= (longest?.path.length ?? 0)) longest = { ...rule, path };
  }
  return longest;
}

/** Existing files and directories that match what is denied. */
export function deniedMatches(rules: FileRules, place: RulePlace): string[] {
  return deniedPatterns(rules, place).flatMap((pattern) => {
    const fixed = fixedPart(pattern);
    const deepest = rules.globScanMaxDepth ?? Number.POSITIVE_INFINITY;
    const isTooDeep = (path: string) => path.slice(fixed.length).split('/').filter(Boolean).length > deepest;
    return globSync(pattern, { exclude: (path) => isTooDeep(resolve(fixed, path)) });
  });
}

function fixedPart(pattern: string): string {
  const parts = pattern.split('/');
  return parts.slice(0, parts.findIndex(isPattern)).join('/') || '/';
}

function isPattern(path: string): boolean {
  return /[*?[]/.test(path);
}
