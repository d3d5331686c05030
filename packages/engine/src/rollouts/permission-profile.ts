// The sandbox of a turn as rollouts hold it: the kebab-case policy and the permission profile that says the same.
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';
import { type EnforcedPolicy, hasNetwork, policyOfRules } from '../enforced-policy.ts';
import { fileSystemLine, parseFileSystemLine } from './rule-lines.ts';

type PolicyRow = {
  [T in SandboxPolicy['type']]: (policy: Extract<SandboxPolicy, { type: T }>) => Record<string, unknown>;
};

const policyLines: PolicyRow = {
  dangerFullAccess: () => ({ type: 'danger-full-access' }),
  readOnly: (policy) => ({ type: 'read-only', ...(policy.networkAccess && { network_access: true }) }),
  externalSandbox: (policy) => ({ type: 'external-sandbox', network_access: policy.networkAccess ?? 'restricted' }),
  workspaceWrite: (policy) => ({
    type: 'workspace-write',
    ...(policy.writableRoots?.length && { writable_roots: policy.writableRoots }),
    network_access: policy.networkAccess ?? false,
    exclude_tmpdir_env_var: policy.excludeTmpdirEnvVar ?? false,
    exclude_slash_tmp: policy.excludeSlashTmp ?? false,
  }),
};

/** Folders that stay read-only inside the working directory. */
const protectedFolders = ['.git', '.agents', '.codex', '.aws'];

/** `sandbox_policy` of a turn_context line. */
export function sandboxPolicyLine(policy: SandboxPolicy): Record<string, unknown> {
  const row = policyLines[policy.type] as (policy: SandboxPolicy) => Record<string, unknown>;
  return row(policy);
}

/** The wire policy of a `sandbox_policy` line; undefined for one that this version does not know. */
function parseSandboxPolicyLine(line: unknown): SandboxPolicy | undefined {
  const fields = (line ?? {}) as Record<string, unknown>;
  const network = fields.network_access === true;
  if (fields.type === 'danger-full-access') return { type: 'dangerFullAccess' };
  if (fields.type === 'read-only') return { type: 'readOnly', networkAccess: network };
  if (fields.type === 'external-sandbox') {
    return { type: 'externalSandbox', networkAccess: fields.network_access === 'enabled' ? 'enabled' : 'restricted' };
  }
  if (fields.type !== 'workspace-write') return undefined;
  return {
    type: 'workspaceWrite',
    writableRoots: (fields.writable_roots as string[] | undefined) ?? [],
    networkAccess: network,
    excludeTmpdirEnvVar: fields.exclude_tmpdir_env_var === true,
    excludeSlashTmp: fields.exclude_slash_tmp === true,
  };
}

/** The policy of a turn_context line; undefined when this version does not know it. */
export function parsePolicy(context: Readonly<Record<string, unknown>>): EnforcedPolicy | undefined {
  if (!namesOwnProfile(context)) return parseSandboxPolicyLine(context.sandbox_policy);
  const { file_system, network } = (context.permission_profile ?? {}) as Record<string, unknown>;
  const rules = parseFileSystemLine(file_system);
  return rules && policyOfRules(rules, network === 'enabled');
}

/** Whether more than a built-in profile was in force. */
function namesOwnProfile({ active_permission_profile: active }: Readonly<Record<string, unknown>>): boolean {
  const id = (active as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' && !id.startsWith(':');
}

/** `permission_profile` of turn_context and thread_settings_applied lines. */
export function permissionProfile(policy: EnforcedPolicy, cwd: string): Record<string, unknown> {
  if (policy.rules) {
    const network = hasNetwork(policy) ? 'enabled' : 'restricted';
    return { type: 'managed', file_system: fileSystemLine(policy.rules, cwd), network };
  }
  if (policy.type === 'dangerFullAccess') return { type: 'disabled' };
  if (policy.type === 'externalSandbox') return { type: 'external', network: policy.networkAccess ?? 'restricted' };
  const entries = policy.type === 'readOnly' ? [readRoot] : writableEntries(policy, cwd);
  return {
    type: 'managed',
    file_system: { type: 'restricted', entries },
    network: policy.networkAccess ? 'enabled' : 'restricted',
  };
}

const readRoot = { path: { type: 'special', value: { kind: 'root' } }, access: 'read' };

function writableEntries(policy: Extract<SandboxPolicy, { type: 'workspaceWrite' }>, cwd: string): unknown[] {
  const folder = (path: string) => ({ path: { type: 'path', path }, access: 'write' });
  const special = (kind: string) => ({ path: { type: 'special', value: { kind } }, access: 'write' });
  return [
    readRoot,
    folder(cwd),
    ...(policy.excludeSlashTmp ? [] : [special('slash_tmp')]),
    ...(policy.excludeTmpdirEnvVar ? [] : [special('tmpdir')]),
    ...(policy.writableRoots ?? []).filter((root) => root !== cwd).map(folder),
    ...protectedFolders.map((name) => ({
      path: { type: 'path', path: `${cwd}/${name}` },
      access: 'read',
      missing_path_behavior: 'skip',
    })),
  ];
}
