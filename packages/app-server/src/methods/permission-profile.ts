// permissionProfile/list: what threads may be allowed to do, by name.
import type { Handlers } from '../context.ts';

/** With the sandbox mode that each stands for. */
const builtIn: Readonly<Record<string, string>> = {
  ':read-only': 'read-only',
  ':workspace': 'workspace-write',
  ':danger-full-access': 'danger-full-access',
};

interface Permissions {
  readonly permissions?: Readonly<Record<string, { readonly description?: string | null }>> | null;
}

export const permissionProfileHandlers = {
  async 'permissionProfile/list'({ engine }, { cursor, limit, cwd }) {
    const { pageOf } = await import('@codex/engine/page.ts');
    const { config } = await engine.config.read({ cwd: cwd ?? null });
    const { requirements } = await engine.config.requirements();
    const modes = requirements?.allowedSandboxModes as readonly string[] | null | undefined;
    const own = Object.entries((config as Permissions).permissions ?? {});
    const profiles = [
      ...Object.entries(builtIn).map(([id, mode]) => ({
        id,
        description: null,
        allowed: modes?.includes(mode) ?? true,
      })),
      ...own.map(([id, { description }]) => ({
        id,
        description: description ?? null,
        allowed: requirements?.allowedPermissionProfiles?.[id] ?? true,
      })),
    ];
    return { response: pageOf(profiles, { cursor, limit, what: 'permission profiles' }) };
  },
} satisfies Partial<Handlers>;
