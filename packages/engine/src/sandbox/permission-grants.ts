// Permissions that people granted on top of a sandbox policy, for the turn or for the whole thread.
import { type EnforcedPolicy, hasNetwork, isUnrestricted, policyOfRules } from '../enforced-policy.ts';

export interface GrantedPermissions {
  readonly network: boolean;
  /** Absolute paths. */
  readonly write: readonly string[];
  readonly read?: readonly string[];
}

export interface PermissionGrants {
  grant(permissions: GrantedPermissions, scope: 'turn' | 'session'): void;
  /** The policy with everything granted so far. */
  widen(policy: EnforcedPolicy): EnforcedPolicy;
}

/** `session` outlives the turn and is added to by every turn of the thread. */
export function createPermissionGrants(session: GrantedPermissions[]): PermissionGrants {
  const turn: GrantedPermissions[] = [];
  return {
    grant: (permissions, scope) => void (scope === 'session' ? session : turn).push(permissions),
    widen: (policy) => [...session, ...turn].reduce(widened, policy),
  };
}

/** Paths become rules where the wire's policy cannot say that they are writable. */
export function widened(policy: EnforcedPolicy, { network, write, read = [] }: GrantedPermissions): EnforcedPolicy {
  if (isUnrestricted(policy)) return policy;
  const open = hasNetwork(policy) || network;
  const entry = <A extends 'read' | 'write'>(path: string, access: A) => ({
    path: { type: 'path' as const, path },
    access,
  });
  const granted = write.map((path) => entry(path, 'write'));
  if (policy.rules) {
    const entries = [...policy.rules.entries, ...read.map((path) => entry(path, 'read')), ...granted];
    return policyOfRules({ ...policy.rules, entries }, open);
  }
  if (policy.type === 'workspaceWrite') {
    const writableRoots = [...new Set([...(policy.writableRoots ?? []), ...write])];
    return { ...policy, writableRoots, networkAccess: open };
  }
  if (granted.length === 0) return { type: 'readOnly', networkAccess: open };
  return policyOfRules({ entries: [readRoot, ...granted], globScanMaxDepth: null }, open);
}

const readRoot = { path: { type: 'special' as const, value: { kind: 'root' as const } }, access: 'read' as const };
