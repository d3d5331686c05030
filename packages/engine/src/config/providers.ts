// Model providers: those built in, and `[model_providers.<id>]`.
import { builtInProviders, defaults, reservedProviders } from './built-in-providers.ts';
import type { ProviderConfig } from './config.ts';
import type { ConfigToml, ProviderToml } from './config-toml.ts';
import type { ConfigError } from './toml.ts';

const RETRY_CAP = 100;

/** All providers by id. `wrong` makes the error of a mistake in `[model_providers]`, which is thrown. */
export function modelProviders(
  toml: ConfigToml,
  env: Readonly<Record<string, string | undefined>>,
  wrong: (message: string) => ConfigError,
): Readonly<Record<string, ProviderConfig>> {
  const entries = Object.entries(toml.model_providers ?? {});
  const reserved = entries.map(([id]) => id).find((id) => reservedProviders.has(id));
  if (reserved) {
    throw wrong(
      `model_providers contains reserved built-in provider IDs: \`${reserved}\`. Built-in providers cannot be overridden. Rename your custom provider (for example, \`openai-custom\`).`,
    );
  }
  for (const [id, { name }] of entries) {
    if (!name?.trim()) throw wrong(`model_providers.${id}: provider name must not be empty`);
  }
  const custom = entries.map(([id, provider]) => [id, readProvider(id, provider)] as const);
  return { ...builtInProviders(toml, env), ...Object.fromEntries(custom) };
}

function readProvider(id: string, toml: ProviderToml): ProviderConfig {
  return {
    id,
    name: toml.name ?? id,
    baseUrl: toml.base_url?.trim() ?? '',
    wireApi: toml.wire_api ?? defaults.wireApi,
    envKey: toml.env_key ?? null,
    envKeyInstructions: toml.env_key_instructions ?? null,
    experimentalBearerToken: toml.experimental_bearer_token ?? null,
    httpHeaders: toml.http_headers ?? {},
    envHttpHeaders: toml.env_http_headers ?? {},
    queryParams: toml.query_params ?? {},
    requestMaxRetries: Math.min(toml.request_max_retries ?? defaults.requestMaxRetries, RETRY_CAP),
    streamMaxRetries: Math.min(toml.stream_max_retries ?? defaults.streamMaxRetries, RETRY_CAP),
    streamIdleTimeoutMs: toml.stream_idle_timeout_ms ?? defaults.streamIdleTimeoutMs,
    requiresOpenaiAuth: toml.requires_openai_auth ?? false,
  };
}

/** Keys by which the official server asks a provider in ways that this one does not know. */
const unsupported: ReadonlyArray<readonly [key: keyof ProviderToml, advice: string]> = [
  ['supports_websockets', 'models are asked over HTTP'],
  ['auth', 'set `env_key` instead'],
  ['gateway_oauth', 'set `env_key` instead'],
  ['aws', 'set `base_url` and `env_key` of a gateway instead'],
];

/** Sentences about keys of the provider in use that have no effect. */
export function providerWarnings(toml: ConfigToml, id: string): string[] {
  const provider = toml.model_providers?.[id];
  return unsupported
    .filter(([key]) => provider?.[key] !== undefined && provider[key] !== false)
    .map(([key, advice]) => `model_providers.${id}.${key} is not supported by this server and was ignored: ${advice}.`);
}
