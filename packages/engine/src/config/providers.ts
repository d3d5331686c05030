// Model providers: those built in, and `[model_providers.<id>]`.
import type { ProviderConfig } from './config.ts';
import type { ConfigToml, ProviderToml } from './config-toml.ts';
import { ConfigError } from './toml.ts';

const RETRY_CAP = 100;

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

/** All providers by id. Throws `ConfigError` when a built-in one is overridden. */
export function modelProviders(
  toml: ConfigToml,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, ProviderConfig>> {
  const openai: ProviderConfig = {
    ...custom,
    id: 'openai',
    name: 'OpenAI',
    baseUrl: toml.openai_base_url ?? (env.OPENAI_BASE_URL?.trim() || 'https://api.openai.com/v1'),
    envKey: 'OPENAI_API_KEY',
    envHttpHeaders: { 'OpenAI-Organization': 'OPENAI_ORGANIZATION', 'OpenAI-Project': 'OPENAI_PROJECT' },
    requiresOpenaiAuth: true,
  };
  const providers: Record<string, ProviderConfig> = { openai };
  for (const [id, provider] of Object.entries(toml.model_providers ?? {})) providers[id] = readProvider(id, provider);
  return providers;
}

function readProvider(id: string, toml: ProviderToml): ProviderConfig {
  if (!toml.base_url) throw new ConfigError(`model_providers.${id}: base_url must not be empty`);
  return {
    id,
    name: toml.name ?? id,
    baseUrl: toml.base_url,
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
