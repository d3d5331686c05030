// modelProvider/*: whom models are asked from, what they can do, and their settings.
import type { Handlers } from '../context.ts';
import { refuse } from '../errors.ts';

/** Layers below which the user has the last word. */
const belowUser: ReadonlySet<string | undefined> = new Set([undefined, 'user', 'system']);

export const modelProviderHandlers = {
  async 'modelProvider/list'({ engine }) {
    const { listedProviders } = await import('@codex/engine/config/provider-settings.ts');
    const { providers, modelProvider } = await engine.config.load();
    const { origins } = await engine.config.read({});
    return {
      response: {
        data: listedProviders(providers, modelProvider),
        defaultProviderId: modelProvider,
        canChangeDefault: belowUser.has(origins.model_provider?.name.type),
      },
    };
  },

  async 'modelProvider/capabilities/read'({ engine }) {
    const { providers, modelProvider } = await engine.config.load();
    const hosted = providers[modelProvider]?.wireApi === 'responses';
    return { response: { imageGeneration: hosted, webSearch: hosted } };
  },

  async 'modelProvider/config/write'({ engine }, { settings }) {
    const { providerEdits, summariseProvider } = await import('@codex/engine/config/provider-settings.ts');
    const { id, edits } = providerEdits(settings, (await engine.config.load()).providers);
    await engine.config.batchWrite({ edits });
    const provider = (await engine.config.load()).providers[id];
    if (!provider) throw refuse.invalid(`${id} was written, and another layer of the configuration removed it`);
    return { response: { provider: summariseProvider(provider) } };
  },
} satisfies Partial<Handlers>;
