// A sandbox policy as the engine enforces it: what clients are told of, and beside it the rules for single paths that
// permission profiles and grants bring, for which the wire has no words.
import type { FileSystemSandboxEntry } from '@codex/protocol/config/permissions.ts';
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';

export interface FileRules {
  /** The longest path that contains a file decides about it; what no entry names can neither be read nor written. */
  readonly entries: readonly FileSystemSandboxEntry[];
  /** How deep patterns look for files below their fixed part; null: as deep as it goes. */
  readonly globScanMaxDepth: number | null;
}

/** Where there are rules, they alone say which files may be read and written. */
export type EnforcedPolicy = SandboxPolicy & { readonly rules?: FileRules };

/** Whether no sandbox of ours confines commands. */
export function isUnrestricted(policy: EnforcedPolicy): boolean {
  return !policy.rules && (policy.type === 'dangerFullAccess' || policy.type === 'externalSandbox');
}

/** What clients are told. */
export function wirePolicy({ rules: _, ...policy }: EnforcedPolicy): SandboxPolicy {
  return policy;
}

/** The nearest policy of the wire to these rules. */
export function policyOfRules(rules: FileRules, network: boolean): EnforcedPolicy {
  const writes = rules.entries.flatMap(({ path, access }) => (access === 'write' ? [path] : []));
  const special = (kind: string) => writes.some((path) => path.type === 'special' && path.value.kind === kind);
  if (special('root')) {
    const isLimited = rules.entries.some(({ access }) => access !== 'write');
    if (network && !isLimited) return { type: 'dangerFullAccess' };
    return { type: 'externalSandbox', networkAccess: network ? 'enabled' : 'restricted', rules };
  }
  if (writes.length === 0) return { type: 'readOnly', networkAccess: network, rules };
  return {
    type: 'workspaceWrite',
    writableRoots: writes.flatMap((path) => (path.type === 'path' ? [path.path] : [])),
    networkAccess: network,
    excludeTmpdirEnvVar: !special('tmpdir'),
    excludeSlashTmp: !special('slash_tmp'),
    rules,
  };
}

/** Whether commands may reach the network. */
export function hasNetwork(policy: EnforcedPolicy): boolean {
  if (policy.type === 'dangerFullAccess') return true;
  return policy.networkAccess === true || policy.networkAccess === 'enabled';
}
