// The model providers that are there without a word in config.toml. Their addresses and keys come from the variables that
// users of each ecosystem have set already.
import type { ProviderConfig } from './config.ts';
import type { ConfigToml } from './config-toml.ts';

type Env = Readonly<Record<string, string | undefined>>;

export const logIn = 'Set OPENAI_API_KEY, or run: codex login --with-api-key';

export const defaults: Omit<ProviderConfig, 'id' | 'name' | 'baseUrl'> = {
  wireApi: 'responses',
  envKey: null,
  envKeyInstructions: null,
  experimentalBearerToken: null,
  httpHeaders: {},
  envHttpHeaders: {},
  queryParams: {},
  requestMaxRetries: 4,
  streamMaxRetries: 5,
  streamIdleTimeoutMs: 300_000,
  requiresOpenaiAuth: false,
};

/** What runs on this machine, in the order in which it is offered. */
export const localProviders = ['ollama', 'lmstudio'] as const;

export function builtInProviders(toml: ConfigToml, env: Env): Readonly<Record<string, ProviderConfig>> {
  return {
    openai: openai(toml, env),
    anthropic: anthropic(env),
    ollama: local('ollama', 'Ollama', 11434, env),
    lmstudio: local('lmstudio', 'LM Studio', 1234, env),
  };
}

/** Names that config.toml may not take; `anthropic` it may, because the official server does not know it. */
export const reservedProviders: ReadonlySet<string> = new Set(['openai', ...localProviders]);

/** Where to ask for a model when nobody said it. */
export function defaultProvider(model: string | undefined, env: Env): string {
  return model?.startsWith('claude-') && value(env, 'ANTHROPIC_API_KEY') ? 'anthropic' : 'openai';
}

function openai(toml: ConfigToml, env: Env): ProviderConfig {
  return {
    ...defaults,
    id: 'openai',
    name: 'OpenAI',
    baseUrl: toml.openai_base_url ?? value(env, 'OPENAI_BASE_URL') ?? 'https://api.openai.com/v1',
    envKey: 'OPENAI_API_KEY',
    envKeyInstructions: logIn,
    envHttpHeaders: { 'OpenAI-Organization': 'OPENAI_ORGANIZATION', 'OpenAI-Project': 'OPENAI_PROJECT' },
    requiresOpenaiAuth: true,
    builtIn: true,
  };
}

/** A key is sent as `x-api-key`; a token, which gateways hand out, as a bearer's. The key counts when both are set. */
function anthropic(env: Env): ProviderConfig {
  const token = value(env, 'ANTHROPIC_API_KEY') ? undefined : value(env, 'ANTHROPIC_AUTH_TOKEN');
  return {
    ...defaults,
    id: 'anthropic',
    name: 'Anthropic',
    baseUrl: value(env, 'ANTHROPIC_BASE_URL') ?? 'https://api.anthropic.com',
    wireApi: 'anthropic',
    envKey: token === undefined ? 'ANTHROPIC_API_KEY' : null,
    envKeyInstructions: 'Set ANTHROPIC_API_KEY to a key of https://console.anthropic.com.',
    experimentalBearerToken: token ?? null,
    builtIn: true,
  };
}

function local(id: string, name: string, defaultPort: number, env: Env): ProviderConfig {
  const port = value(env, 'CODEX_OSS_PORT') ?? defaultPort;
  const baseUrl = value(env, 'CODEX_OSS_BASE_URL') ?? `http://localhost:${port}/v1`;
  return { ...defaults, id, name, baseUrl, wireApi: 'chat', builtIn: true };
}

function value(env: Env, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}
