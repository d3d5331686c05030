// Permissions that people granted on top of a sandbox policy, for the turn or for the whole thread.
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';

export interface GrantedPermissions {
  readonly network: boolean;
  /** Absolute paths. */
  readonly write: readonly string[];
}

export interface PermissionGrants {
  grant(permissions: GrantedPermissions, scope: 'turn' | 'session'): void;
  /** The policy with everything granted so far. */
  widen(policy: SandboxPolicy): SandboxPolicy;
}

/** `session` outlives the turn and is added to by every turn of the thread. */
export function createPermissionGrants(session: GrantedPermissions[]): PermissionGrants {
  const turn: GrantedPermissions[] = [];
  return {
    grant: (permissions, scope) => void (scope === 'session' ? session : turn).push(permissions),
    widen: (policy) => [...session, ...turn].reduce(widened, policy),
  };
}

/** Whether a policy can express that some paths are writable; reading alone is never restricted. */
export function canGrantWrites(policy: SandboxPolicy): boolean {
  return policy.type !== 'readOnly';
}

function widened(policy: SandboxPolicy, { network, write }: GrantedPermissions): SandboxPolicy {
  if (policy.type === 'readOnly') return { ...policy, networkAccess: policy.networkAccess || network };
  if (policy.type !== 'workspaceWrite') return policy;
  const writableRoots = [...new Set([...(policy.writableRoots ?? []), ...write])];
  return { ...policy, writableRoots, networkAccess: policy.networkAccess || network };
}
