// `sandbox_mode` and `[sandbox_workspace_write]` as the policy that the protocol and the sandbox speak of.
import type { SandboxMode, SandboxPolicy } from '@codex/protocol/config/sandbox.ts';
import type { ConfigToml } from './config-toml.ts';

type WorkspaceWrite = NonNullable<ConfigToml['sandbox_workspace_write']>;

const policies: Readonly<Record<SandboxMode, (options: WorkspaceWrite) => SandboxPolicy>> = {
  'read-only': () => ({ type: 'readOnly', networkAccess: false }),
  'workspace-write': (options) => ({
    type: 'workspaceWrite',
    writableRoots: [...(options.writable_roots ?? [])],
    networkAccess: options.network_access ?? false,
    excludeTmpdirEnvVar: options.exclude_tmpdir_env_var ?? false,
    excludeSlashTmp: options.exclude_slash_tmp ?? false,
  }),
  'danger-full-access': () => ({ type: 'dangerFullAccess' }),
};

export function sandboxPolicy(mode: SandboxMode, options: WorkspaceWrite = {}): SandboxPolicy {
  return policies[mode](options);
}
