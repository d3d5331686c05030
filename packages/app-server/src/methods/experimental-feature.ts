// experimentalFeature/*: features that can be switched.
import type { Engine } from '@codex/engine/engine.ts';
import type { Handlers } from '../context.ts';

export const experimentalFeatureHandlers = {
  async 'experimentalFeature/list'({ engine }, { cursor, limit, threadId }) {
    const { listFeatures } = await import('@codex/engine/config/feature-list.ts');
    const { pageOf } = await import('@codex/engine/page.ts');
    const { features } = await engine.config.load(threadId == null ? undefined : await cwdOf(engine, threadId));
    return { response: pageOf(listFeatures(features), { cursor, limit, what: 'feature flags' }) };
  },

  'experimentalFeature/enablement/set': ({ engine }, { enablement }) => ({
    response: { enablement: engine.config.enable(enablement) },
  }),
} satisfies Partial<Handlers>;

async function cwdOf({ threads }: Engine, threadId: string): Promise<string> {
  threads.loaded(threadId);
  const { thread } = await threads.read({ threadId });
  return thread.cwd;
}
