// model/list: the models to choose from.
import type { Handlers } from '../context.ts';

export const modelHandlers = {
  async 'model/list'({ engine }, params) {
    const { listModels, refuseUnknownProvider } = await import('@codex/engine/models/catalog-list.ts');
    // A configuration with mistakes has models all the same.
    const config = await engine.config.load().catch(() => null);
    if (params.modelProvider != null && config) refuseUnknownProvider(config.providers, params.modelProvider);
    return { response: listModels(params, params.modelProvider ?? config?.modelProvider) };
  },
} satisfies Partial<Handlers>;
