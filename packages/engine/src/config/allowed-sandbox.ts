// The sandbox that a configuration gives: that of a mode, that of a permission profile, or what suits a project of which
// the user never spoke; as far as the administrator allows it.
import type { SandboxMode } from '@codex/protocol/config/sandbox.ts';
import type { EnforcedPolicy } from '../enforced-policy.ts';
import type { Config, TrustLevel } from './config.ts';
import type { ConfigToml } from './config-toml.ts';
import { type ProfileTables, refuseReservedNames, resolveProfile } from './permission-profiles.ts';
import { constrained, type Requirements } from './requirements.ts';
import { sandboxPolicy } from './sandbox-policy.ts';
import { ConfigError } from './toml.ts';

type SandboxConfig = Pick<Config, 'sandboxMode' | 'sandboxPolicy' | 'permissionProfile' | 'permissionTables'>;

/** `byRequest`: what whoever starts the thread asks for; it wins. Else a named profile wins over a mode. Throws ConfigError. */
export function allowedSandbox(
  toml: ConfigToml,
  trust: TrustLevel | null,
  required: Requirements,
  byRequest: Readonly<Record<string, unknown>> = {},
): { readonly config: SandboxConfig; readonly warnings: readonly string[] } {
  const permissionTables = toml.permissions as ProfileTables;
  refuseReservedNames(permissionTables);
  refuseUnnamedProfiles(toml);
  const { sandbox_mode: mode } = toml;
  const asksForMode = byRequest.sandbox_mode !== undefined && byRequest.default_permissions === undefined;
  const name = asksForMode ? undefined : toml.default_permissions;
  const wished = mode ?? (trust === null ? 'read-only' : 'workspace-write');
  const byName = name === undefined ? null : resolveProfile(name, permissionTables);
  const value = byName ? modeOf(byName.sandboxPolicy) : wished;
  const wish = { value, isConfigured: mode !== undefined || byName !== null };
  const allowed = constrained('sandbox_mode', wish, required.sandboxModes, required.source);
  if (byName && !isBuiltIn(byName.activePermissionProfile.id) && allowed.value === value) {
    const { sandboxPolicy: policy, activePermissionProfile: permissionProfile, warnings } = byName;
    return { config: { sandboxMode: value, sandboxPolicy: policy, permissionProfile, permissionTables }, warnings };
  }
  const policy = sandboxPolicy(allowed.value, toml.sandbox_workspace_write);
  const isProfile = (byName !== null || mode === undefined) && allowed.value === value;
  const permissionProfile = isProfile ? { id: profileOfMode[value], extends: null } : null;
  const config = { sandboxMode: allowed.value, sandboxPolicy: policy, permissionProfile, permissionTables };
  return { config, warnings: allowed.warnings };
}

/** Their sandbox has more settings: `[sandbox_workspace_write]`. */
function isBuiltIn(id: string): boolean {
  return id.startsWith(':');
}

/** Throws ConfigError when there are profiles and nothing says which holds. */
export function refuseUnnamedProfiles({ sandbox_mode, default_permissions, permissions }: ConfigToml): void {
  if (sandbox_mode !== undefined || default_permissions !== undefined) return;
  if (Object.keys(permissions ?? {}).length === 0) return;
  throw new ConfigError('config defines `[permissions]` profiles but does not set `default_permissions`');
}

const profileOfMode: Readonly<Record<SandboxMode, string>> = {
  'read-only': ':read-only',
  'workspace-write': ':workspace',
  'danger-full-access': ':danger-full-access',
};

/** The mode that is at least as strict as the policy. */
function modeOf({ type }: EnforcedPolicy): SandboxMode {
  if (type === 'readOnly') return 'read-only';
  return type === 'workspaceWrite' ? 'workspace-write' : 'danger-full-access';
}
