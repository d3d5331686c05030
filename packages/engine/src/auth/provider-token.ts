// Which bearer token a provider is sent: config holds it, an environment variable does, or somebody is signed in.
import type { ProviderConfig } from '../config/config.ts';
import { readAuthFile } from './auth-file.ts';
import { bearerToken, type Credentials } from './credentials.ts';

export interface TokenSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly codexHome: string;
  /** Who is signed in; absent: auth.json says it. */
  readonly credentials?: () => Promise<Credentials | null>;
}

/**
 * `token: null`: the provider wants none. `credentials`: whose token it is; null: it is nobody's who signed in.
 * `missingVariable`: the provider names a variable that is not set.
 */
export type FoundToken =
  | { readonly token: string | null; readonly credentials: Credentials | null }
  | { readonly missingVariable: string };

export async function providerToken(provider: ProviderConfig, sources: TokenSources): Promise<FoundToken> {
  const { envKey, experimentalBearerToken, requiresOpenaiAuth, builtIn } = provider;
  const inEnv = envKey !== null && sources.env[envKey]?.trim() ? sources.env[envKey] : undefined;
  const configured = inEnv ?? experimentalBearerToken;
  // Who signed in means that account, whatever key happens to be set; a provider of their own, the key they named for it.
  if (configured != null && !(builtIn && requiresOpenaiAuth)) return { token: configured, credentials: null };
  const credentials = requiresOpenaiAuth ? await signedIn(sources) : null;
  if (credentials) return { token: bearerToken(credentials), credentials };
  if (configured != null) return { token: configured, credentials: null };
  return envKey === null ? { token: null, credentials: null } : { missingVariable: envKey };
}

/** An empty key is none. */
async function signedIn({ credentials, codexHome }: TokenSources): Promise<Credentials | null> {
  const found = await (credentials?.() ?? credentialsOfFile(codexHome));
  return found && bearerToken(found) !== '' ? found : null;
}

async function credentialsOfFile(codexHome: string): Promise<Credentials | null> {
  return (await readAuthFile(codexHome)).credentials;
}
