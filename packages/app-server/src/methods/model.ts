// model/list: the models to choose from.
import type { Handlers } from '../context.ts';

export const modelHandlers = {
  async 'model/list'({ engine }, params) {
    const { listModels, refuseUnknownProvider } = await import('@codex/engine/models/catalog-list.ts');
    if (params.modelProvider != null) {
      refuseUnknownProvider((await engine.config.load()).providers, params.modelProvider);
    }
    return { response: listModels(params) };
  },
} satisfies Partial<Handlers>;
