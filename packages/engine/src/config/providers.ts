// Model providers: those built in, and `[model_providers.<id>]`.
import type { ProviderConfig } from './config.ts';
import type { ConfigToml, ProviderToml } from './config-toml.ts';
import type { ConfigError } from './toml.ts';

const RETRY_CAP = 100;
const logIn = 'Set OPENAI_API_KEY, or run: codex login --with-api-key';

const custom: Omit<ProviderConfig, 'id' | 'name' | 'baseUrl'> = {
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

/** All providers by id. `wrong` makes the error of a mistake in `[model_providers]`, which is thrown. */
export function modelProviders(
  toml: ConfigToml,
  env: Readonly<Record<string, string | undefined>>,
  wrong: (message: string) => ConfigError,
): Readonly<Record<string, ProviderConfig>> {
  const builtIn: Record<string, ProviderConfig> = { openai: openai(toml, env) };
  const entries = Object.entries(toml.model_providers ?? {});
  const reserved = entries.map(([id]) => id).find((id) => Object.hasOwn(builtIn, id));
  if (reserved) {
    throw wrong(
      `model_providers contains reserved built-in provider IDs: \`${reserved}\`. Built-in providers cannot be overridden. Rename your custom provider (for example, \`${reserved}-custom\`).`,
    );
  }
  for (const [id, { name }] of entries) {
    if (!name?.trim()) throw wrong(`model_providers.${id}: provider name must not be empty`);
  }
  return { ...builtIn, ...Object.fromEntries(entries.map(([id, provider]) => [id, readProvider(id, provider)])) };
}

function openai(toml: ConfigToml, env: Readonly<Record<string, string | undefined>>): ProviderConfig {
  return {
    ...custom,
    id: 'openai',
    name: 'OpenAI',
    baseUrl: toml.openai_base_url ?? (env.OPENAI_BASE_URL?.trim() || 'https://api.openai.com/v1'),
    envKey: 'OPENAI_API_KEY',
    envKeyInstructions: logIn,
    envHttpHeaders: { 'OpenAI-Organization': 'OPENAI_ORGANIZATION', 'OpenAI-Project': 'OPENAI_PROJECT' },
    requiresOpenaiAuth: true,
  };
}

function readProvider(id: string, toml: ProviderToml): ProviderConfig {
  return {
    id,
    name: toml.name ?? id,
    baseUrl: toml.base_url?.trim() ?? '',
    wireApi: toml.wire_api ?? custom.wireApi,
    envKey: toml.env_key ?? null,
    envKeyInstructions: toml.env_key_instructions ?? null,
    experimentalBearerToken: toml.experimental_bearer_token ?? null,
    httpHeaders: toml.http_headers ?? {},
    envHttpHeaders: toml.env_http_headers ?? {},
    queryParams: toml.query_params ?? {},
    requestMaxRetries: Math.min(toml.request_max_retries ?? custom.requestMaxRetries, RETRY_CAP),
    streamMaxRetries: Math.min(toml.stream_max_retries ?? custom.streamMaxRetries, RETRY_CAP),
    streamIdleTimeoutMs: toml.stream_idle_timeout_ms ?? custom.streamIdleTimeoutMs,
    requiresOpenaiAuth: toml.requires_openai_auth ?? false,
  };
}

/** How to give the provider its key. */
export function signInAdvice({ envKey, envKeyInstructions }: ProviderConfig): string {
  return envKeyInstructions ?? (envKey === null ? logIn : `Set ${envKey}.`);
}
