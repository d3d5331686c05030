// `[model_providers.<id>]`.
import { boolean, byDefault, integer, mapOf, oneOf, string, table, unread } from '../rules.ts';

export const provider = table('ModelProviderInfo', {
  name: string,
  base_url: string,
  model_catalog_url: unread,
  env_key: string,
  env_key_instructions: string,
  experimental_bearer_token: string,
  auth: unread,
  gateway_oauth: unread,
  aws: unread,
  project_id: unread,
  location: unread,
  credential_file: unread,
  /** The official server knows only the first. */
  wire_api: byDefault(oneOf('responses', 'anthropic', 'chat'), 'responses'),
  capabilities: unread,
  query_params: mapOf(string),
  http_headers: mapOf(string),
  env_http_headers: mapOf(string),
  request_max_retries: integer('u64'),
  stream_max_retries: integer('u64'),
  stream_idle_timeout_ms: integer('u64'),
  websocket_connect_timeout_ms: unread,
  requires_openai_auth: byDefault(boolean, false),
  supports_websockets: byDefault(unread, false),
  supports_standalone_web_search: byDefault(unread, false),
});

export const modelProviders = byDefault(mapOf(provider), {});
