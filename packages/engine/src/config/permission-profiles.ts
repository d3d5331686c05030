// `[permissions.<name>]`: named sets of rules about files and the network, which may extend each other.
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ActivePermissionProfile, FileSystemSandboxEntry } from '@codex/protocol/config/permissions.ts';
import { type EnforcedPolicy, policyOfRules } from '../enforced-policy.ts';
import { fileEntries } from './file-entries.ts';
import { isTable } from './rules.ts';
import { sandboxPolicy } from './sandbox-policy.ts';
import { ConfigError, type Table } from './toml.ts';

export interface ResolvedProfile {
  readonly sandboxPolicy: EnforcedPolicy;
  readonly activePermissionProfile: ActivePermissionProfile;
  /** Sentences about what has no effect. */
  readonly warnings: readonly string[];
}

/** `[permissions]` as written; undefined where there is none. */
export type ProfileTables = Readonly<Record<string, Table>> | undefined;

const builtIn: Readonly<Record<string, EnforcedPolicy>> = {
  ':read-only': sandboxPolicy('read-only'),
  ':workspace': sandboxPolicy('workspace-write'),
  ':danger-full-access': sandboxPolicy('danger-full-access'),
};

/** What a profile of config.toml may extend, in its own words. */
const extensible: Readonly<Record<string, Table>> = {
  ':read-only': { filesystem: { ':root': 'read' } },
  ':workspace': {
    filesystem: { ':root': 'read', ':slash_tmp': 'write', ':tmpdir': 'write', ':workspace_roots': { '.': 'write' } },
  },
};

/** Throws ConfigError. */
export function resolveProfile(id: string, tables: ProfileTables): ResolvedProfile {
  const policy = Object.hasOwn(builtIn, id) ? builtIn[id] : undefined;
  if (policy) {
    return { sandboxPolicy: policy, activePermissionProfile: { id, extends: null }, warnings: [] };
  }
  if (id.startsWith(':') && !tables?.[id]) {
    throw new ConfigError(`default_permissions refers to unknown built-in profile \`${id}\``);
  }
  if (!tables) throw new ConfigError('default_permissions requires a `[permissions]` table');
  if (!Object.hasOwn(tables, id)) throw new ConfigError(`default_permissions refers to undefined profile \`${id}\``);
  const profile = inherited(id, tables, []);
  const { entries, warnings } = entriesOf(id, profile);
  const rules = { entries, globScanMaxDepth: depthOf(profile) };
  const network = isTable(profile.network) && profile.network.enabled === true;
  const parent = tables[id]?.extends;
  return {
    sandboxPolicy: policyOfRules(rules, network),
    activePermissionProfile: { id, extends: typeof parent === 'string' ? parent : null },
    warnings,
  };
}

/** Throws ConfigError when a profile of config.toml, in use or not, has the name of a built-in one. */
export function refuseReservedNames(tables: ProfileTables): void {
  const reserved = Object.keys(tables ?? {}).find((id) => id.startsWith(':'));
  if (reserved !== undefined) {
    throw new ConfigError(`permissions profile \`${reserved}\` uses a reserved built-in profile prefix`);
  }
}

function inherited(id: string, tables: Readonly<Record<string, Table>>, path: readonly string[]): Table {
  const way = [...path, id];
  if (path.includes(id)) {
    throw new ConfigError(`permissions profile inheritance cycle detected: ${way.slice(way.indexOf(id)).join(' -> ')}`);
  }
  const own = tables[id] as Table;
  if (typeof own.extends !== 'string') return own;
  return merged(parentOf(id, own.extends, tables, way), own);
}

function parentOf(id: string, parent: string, tables: Readonly<Record<string, Table>>, way: readonly string[]): Table {
  const known = Object.hasOwn(extensible, parent) ? extensible[parent] : undefined;
  if (known) return known;
  if (parent.startsWith(':')) {
    throw new ConfigError(`permissions profile \`${id}\` cannot extend unsupported built-in profile \`${parent}\``);
  }
  if (!Object.hasOwn(tables, parent)) {
    throw new ConfigError(`permissions profile \`${id}\` extends undefined profile \`${parent}\``);
  }
  return inherited(parent, tables, way);
}

function merged(below: Table, above: Table): Table {
  const result: Table = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const under = result[key];
    result[key] = isTable(value) && isTable(under) ? merged(under, value) : value;
  }
  return result;
}

function entriesOf(id: string, profile: Table): { entries: FileSystemSandboxEntry[]; warnings: string[] } {
  const filesystem = isTable(profile.filesystem) ? profile.filesystem : {};
  const extraRoots = Object.entries(isTable(profile.workspace_roots) ? profile.workspace_roots : {})
    .filter(([, isOn]) => isOn === true)
    .map(([root]) => expandHome(root));
  const { glob_scan_max_depth: _, ...places } = filesystem;
  const { entries, unknown } = fileEntries(places, { extraRoots, expandHome });
  const warnings = unknown.map(
    (place) =>
      `Configured filesystem path \`${place}\` is not recognized by this version of Codex and will be ignored. Upgrade Codex if this path is required.`,
  );
  if (entries.length > 0) return { entries, warnings };
  const nothing = `Permissions profile \`${id}\` does not define any recognized filesystem entries for this version of Codex. Filesystem access will remain restricted. Upgrade Codex if this profile expects filesystem permissions.`;
  return { entries, warnings: [...warnings, nothing] };
}

function depthOf({ filesystem }: Table): number | null {
  const depth = isTable(filesystem) ? filesystem.glob_scan_max_depth : undefined;
  return typeof depth === 'number' ? depth : null;
}

function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
}
