// hooks/list: no hook runs on this server. Where some are configured, that is said instead of showing them as usable.
import type { Handlers } from '../context.ts';

export const hookHandlers = {
  async 'hooks/list'({ engine }, { cwds = [] }) {
    const folders = cwds.length > 0 ? cwds : [engine.config.request.cwd];
    const data = folders.map(async (cwd) => {
      const { config } = await engine.config.read({ cwd });
      const count = countHooks((config as Hooks).hooks);
      const warnings = count === 0 ? [] : [`This server does not run hooks: ${count} configured here have no effect.`];
      return { cwd, hooks: [], warnings, errors: [] };
    });
    return { response: { data: await Promise.all(data) } };
  },
} satisfies Partial<Handlers>;

interface Hooks {
  readonly hooks?: Readonly<Record<string, unknown>> | null;
}

/** Of all events; what else stands in the table is no list. */
function countHooks(hooks: Hooks['hooks']): number {
  const groups = Object.values(hooks ?? {}).flatMap((group) => (Array.isArray(group) ? group : []));
  return groups.reduce((count, group) => count + (Array.isArray(group?.hooks) ? group.hooks.length : 0), 0);
}
