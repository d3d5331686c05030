// Which bearer token a provider is sent: config holds it, an environment variable does, or auth.json does.
import type { ProviderConfig } from '../config/config.ts';
import { readAuthFile } from './auth-file.ts';
import { bearerToken, type Credentials } from './credentials.ts';

export interface TokenSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly codexHome: string;
  /** Who is signed in; absent: auth.json says it. */
  readonly credentials?: () => Promise<Credentials | null>;
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
  const credentials = await (sources.credentials?.() ?? credentialsOfFile(sources.codexHome));
  const token = credentials && bearerToken(credentials);
  if (!token && provider.envKey !== null) return { missingVariable: provider.envKey };
  return { token: token || null };
}

async function credentialsOfFile(codexHome: string): Promise<Credentials | null> {
  return (await readAuthFile(codexHome)).credentials;
}
