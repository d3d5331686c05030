// Model providers as clients list and change them. Only those of the user's config.toml can be changed.
import type { ConfigEdit } from '@codex/protocol/config/write.ts';
import type { ModelProviderConfigWriteParams } from '@codex/protocol/model-provider/config-write.ts';
import type { GatewayAuth, ModelProviderSummary } from '@codex/protocol/model-provider/provider.ts';
import { EngineError } from '../errors.ts';
import type { ProviderConfig } from './config.ts';

/** As clients list them: what is built in beside OpenAI only where it is in use, as the official server knows none of it. */
export function listedProviders(providers: Providers, used: string): ModelProviderSummary[] {
  const listed = Object.values(providers).filter(({ id, builtIn }) => !builtIn || id === 'openai' || id === used);
  return listed.sort((a, b) => (a.id < b.id ? -1 : 1)).map(summariseProvider);
}

type Providers = Readonly<Record<string, ProviderConfig>>;
type Settings = ModelProviderConfigWriteParams['settings'];
type Gateway = Extract<Settings, { type: 'customGateway' }>;

export function summariseProvider(provider: ProviderConfig): ModelProviderSummary {
  const { id, name } = provider;
  if (id === 'openai') return { id, name, canEdit: false, baseUrl: null, settings: { type: 'openai' } };
  const settings = { type: 'customGateway', auth: authOf(provider) } as const;
  return { id, name, canEdit: !provider.builtIn, baseUrl: provider.baseUrl || null, settings };
}

function authOf(provider: ProviderConfig): GatewayAuth {
  const { envKey } = provider;
  if (isExternal(provider)) return { mode: 'externallyConfigured', envKey };
  return envKey === null ? { mode: 'none' } : { mode: 'environmentVariable', envKey };
}

/** Somebody wrote credentials, or where they come from, into the file by hand. */
function isExternal({
  experimentalBearerToken,
  requiresOpenaiAuth,
  httpHeaders,
  envHttpHeaders,
}: ProviderConfig): boolean {
  const headers = [...Object.keys(httpHeaders), ...Object.keys(envHttpHeaders)].map((name) => name.toLowerCase());
  return experimentalBearerToken !== null || requiresOpenaiAuth || headers.includes('authorization');
}

/** What to write into config.toml. Throws EngineError for settings that make no provider. */
export function providerEdits(settings: Settings, providers: Providers): { id: string; edits: ConfigEdit[] } {
  if (settings.type !== 'customGateway') {
    throw new EngineError('unsupported', `providers of type ${settings.type} are not supported by this server`);
  }
  const { providerId } = settings;
  const id = providerId ?? newId(settings.name ?? '', providers);
  check(settings, providerId == null ? undefined : known(providerId, providers));
  const fields = { name: settings.name, base_url: settings.baseUrl, env_key: settings.envKey };
  const edits = Object.entries(fields).flatMap(([key, value]): ConfigEdit[] =>
    value === undefined ? [] : [{ keyPath: keyPath(id, key), value, mergeStrategy: 'replace' }],
  );
  return { id, edits };
}

function known(id: string, providers: Providers): ProviderConfig {
  const provider = Object.hasOwn(providers, id) ? providers[id] : undefined;
  if (provider?.builtIn) throw invalid('A custom provider or gateway cannot use a built-in provider ID.');
  if (provider) return provider;
  throw new EngineError('invalid_request', 'Unknown provider ID.', { config_write_error_code: 'configPathNotFound' });
}

function check({ name, baseUrl, envKey }: Gateway, present: ProviderConfig | undefined): void {
  const isNew = present === undefined;
  if (name === undefined ? isNew : name.trim() === '') throw invalid('Enter a provider name.');
  if (isNew && baseUrl == null) throw invalid('A base URL is required to create a custom provider.');
  if (baseUrl != null && !isPlainUrl(baseUrl)) {
    throw invalid('Enter an HTTP(S) base URL without credentials, a query, or a fragment.');
  }
  if (present && envKey !== undefined && isExternal(present)) {
    throw invalid('Authentication is configured externally. Omit envKey to preserve it.');
  }
}

function isPlainUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  return !url.username && !url.password && !url.search && !url.hash;
}

/** The name in small letters, with a number behind it where that is taken. */
function newId(name: string, providers: Providers): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g) ?? ['provider'];
  const base = words.join('-');
  let id = base;
  for (let number = 2; Object.hasOwn(providers, id); number++) id = `${base}-${number}`;
  return id;
}

function keyPath(id: string, key: string): string {
  return `model_providers.${/^[\w-]+$/.test(id) ? id : JSON.stringify(id)}.${key}`;
}

function invalid(message: string): EngineError {
  return new EngineError('invalid_request', message, { config_write_error_code: 'configValidationError' });
}
