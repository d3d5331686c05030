// What to do before the first turn can succeed, told when a server starts.
import type { Credentials } from '../auth/credentials.ts';
import { providerToken } from '../auth/provider-token.ts';
import { LOG_IN, missingKey } from '../config/built-in-providers.ts';
import type { Config } from '../config/config.ts';
import { defaultModel } from './catalog.ts';

export interface HintRequest {
  readonly config: Pick<Config, 'model' | 'modelProvider' | 'providers'>;
  readonly codexHome: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly credentials: () => Promise<Credentials | null>;
}

/** One line: which model would be asked, and how to be let in. null: nothing is missing. */
export async function signInHint({ config, ...sources }: HintRequest): Promise<string | null> {
  const provider = config.providers[config.modelProvider];
  if (!provider) return null;
  const found = await providerToken(provider, sources);
  const isMissing = 'missingVariable' in found || (found.token === null && provider.requiresOpenaiAuth);
  if (!isMissing) return null;
  const model = config.model ?? defaultModel(provider.id);
  const { variable, advice } = missingKey(provider, model);
  const help = advice ?? (variable === null ? LOG_IN : `Set ${variable}.`);
  return `Turns would use ${model} of ${provider.name}, which needs a key. ${help}`;
}
