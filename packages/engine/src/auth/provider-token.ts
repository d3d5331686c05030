// Which bearer token a provider is sent: config holds it, an environment variable does, or auth.json does.
import type { ProviderConfig } from '../config/config.ts';
import { readAuthFile } from './auth-file.ts';

export interface TokenSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly codexHome: string;
}

/** `token: null`: the provider wants none. `missingVariable`: the provider names a variable that is not set. */
export type FoundToken = { readonly token: string | null } | { readonly missingVariable: string };

export async function providerToken(provider: ProviderConfig, sources: TokenSources): Promise<FoundToken> {
  if (provider.envKey !== null) {
    const token = sources.env[provider.envKey];
    if (token?.trim()) return { token };
    if (!provider.requiresOpenaiAuth) return { missingVariable: provider.envKey };
  }
  if (provider.experimentalBearerToken !== null) return { token: provider.experimentalBearerToken };
  if (!provider.requiresOpenaiAuth) return { token: null };
  const { apiKey } = await readAuthFile(sources.codexHome);
  if (apiKey === null && provider.envKey !== null) return { missingVariable: provider.envKey };
  return { token: apiKey };
}
