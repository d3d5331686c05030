// modelProvider/*: whom models are asked from, and what they can do.
import type { ProviderConfig } from '@codex/engine/config/config.ts';
import type { GatewayAuth, ModelProviderSummary } from '@codex/protocol/model-provider/provider.ts';
import type { Handlers } from '../context.ts';

/** Layers below which the user has the last word. */
const belowUser: ReadonlySet<string | undefined> = new Set([undefined, 'user', 'system']);

export const modelProviderHandlers = {
  async 'modelProvider/list'({ engine }) {
    const { providers, modelProvider } = await engine.config.load();
    const { origins } = await engine.config.read({});
    const sorted = Object.values(providers).sort((a, b) => (a.id < b.id ? -1 : 1));
    return {
      response: {
        data: sorted.map(summarise),
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
} satisfies Partial<Handlers>;

function summarise(provider: ProviderConfig): ModelProviderSummary {
  const { id, name } = provider;
  if (id === 'openai') return { id, name, canEdit: false, baseUrl: null, settings: { type: 'openai' } };
  const settings = { type: 'customGateway', auth: authOf(provider) } as const;
  return { id, name, canEdit: true, baseUrl: provider.baseUrl || null, settings };
}

function authOf({ envKey, experimentalBearerToken, requiresOpenaiAuth }: ProviderConfig): GatewayAuth {
  if (experimentalBearerToken !== null || requiresOpenaiAuth) return { mode: 'externallyConfigured', envKey };
  return envKey === null ? { mode: 'none' } : { mode: 'environmentVariable', envKey };
}
