// Picks the wire of a provider. A table: one row per `wire_api`.
import type { Credentials } from '../auth/credentials.ts';
import type { ProviderConfig } from '../config/config.ts';
import type { ModelClient } from './model-client.ts';
import { createResponsesClient } from './responses-api.ts';

export interface ModelClientOptions {
  /** Where keys named by the provider (`env_key`, `env_http_headers`) are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly codexHome: string;
  /** Who is signed in; absent: auth.json says it. */
  readonly credentials?: () => Promise<Credentials | null>;
  readonly installationId: string;
}

const wires: Record<ProviderConfig['wireApi'], (provider: ProviderConfig, options: ModelClientOptions) => ModelClient> =
  { responses: createResponsesClient };

export function createModelClient(provider: ProviderConfig, options: ModelClientOptions): ModelClient {
  return wires[provider.wireApi](provider, options);
}
