// The model providers that are there without a word in config.toml. Their addresses and keys come from the variables that
// users of each ecosystem have set already.
import type { ProviderConfig } from './config.ts';
import type { ConfigToml } from './config-toml.ts';

type Env = Readonly<Record<string, string | undefined>>;

export const LOG_IN = 'Set OPENAI_API_KEY, or run: codex login';
const ANTHROPIC_KEY = 'ANTHROPIC_API_KEY';
const getAnthropicKey = `Set ${ANTHROPIC_KEY} to a key of https://console.anthropic.com.`;

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

/** Stands for the local provider that the user prefers. */
const OSS = 'oss';

/** Whom to ask. When nobody said it, the slug and the keys that are there tell. */
export function providerInUse(toml: ConfigToml, env: Env): string {
  const { model_provider: named, model_providers: custom = {} } = toml;
  if (named === OSS && !Object.hasOwn(custom, OSS)) return toml.oss_provider ?? localProviders[0];
  if (named !== undefined) return named;
  const hasKey = value(env, ANTHROPIC_KEY) ?? value(env, 'ANTHROPIC_AUTH_TOKEN');
  return isClaude(toml.model) && hasKey ? 'anthropic' : 'openai';
}

/** Which key is missing where `provider` has none: nobody means to ask OpenAI for Claude. */
export function missingKey(
  provider: Pick<ProviderConfig, 'id' | 'envKey' | 'envKeyInstructions'>,
  model: string | null,
): { readonly variable: string | null; readonly advice: string | null } {
  if (provider.id === 'openai' && isClaude(model)) return { variable: ANTHROPIC_KEY, advice: getAnthropicKey };
  return { variable: provider.envKey, advice: provider.envKeyInstructions };
}

function isClaude(model: string | null | undefined): boolean {
  return model?.startsWith('claude-') ?? false;
}

function openai(toml: ConfigToml, env: Env): ProviderConfig {
  return {
    ...defaults,
    id: 'openai',
    name: 'OpenAI',
    baseUrl: toml.openai_base_url ?? value(env, 'OPENAI_BASE_URL') ?? 'https://api.openai.com/v1',
    envKey: 'OPENAI_API_KEY',
    envKeyInstructions: LOG_IN,
    envHttpHeaders: { 'OpenAI-Organization': 'OPENAI_ORGANIZATION', 'OpenAI-Project': 'OPENAI_PROJECT' },
    requiresOpenaiAuth: true,
    builtIn: true,
  };
}

/** A key is sent as `x-api-key`; a token, which gateways hand out, as a bearer's. The key counts when both are set. */
function anthropic(env: Env): ProviderConfig {
  const token = value(env, ANTHROPIC_KEY) ? undefined : value(env, 'ANTHROPIC_AUTH_TOKEN');
  return {
    ...defaults,
    id: 'anthropic',
    name: 'Anthropic',
    baseUrl: value(env, 'ANTHROPIC_BASE_URL') ?? 'https://api.anthropic.com',
    wireApi: 'anthropic',
    envKey: token === undefined ? ANTHROPIC_KEY : null,
    envKeyInstructions: getAnthropicKey,
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
