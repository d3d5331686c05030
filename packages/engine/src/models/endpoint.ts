// Where a provider is asked, and with which headers of its own: the part of a request that is alike on all wires.
import type { ProviderConfig } from '../config/config.ts';

/** `base_url` with the path behind it and the provider's query. Throws TypeError when that is no URL. */
export function endpoint({ baseUrl, queryParams }: ProviderConfig, path: string): URL {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}${path}`);
  const query = Object.entries(queryParams).map(
    ([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`,
  );
  if (query.length > 0) url.search = query.join('&');
  return url;
}

/** `http_headers` and `env_http_headers`, names in small letters. Variables that are not set give no header. */
export function customHeaders(
  { httpHeaders, envHttpHeaders }: ProviderConfig,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(httpHeaders)) headers[name.toLowerCase()] = value;
  for (const [name, variable] of Object.entries(envHttpHeaders)) {
    const value = env[variable];
    if (value?.trim()) headers[name.toLowerCase()] = value;
  }
  return headers;
}
