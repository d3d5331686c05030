// How a model request is let in: with which token, for which account, and where. A token that the provider refuses is
// renewed, and the request made once more; what cannot be renewed fails the turn in words that say what to do.
import type { Account } from '../auth/account.ts';
import { accountHeaders, type Credentials } from '../auth/credentials.ts';
import { hide } from '../auth/hide.ts';
import { RenewalRefused } from '../auth/oauth-client.ts';
import { providerToken } from '../auth/provider-token.ts';
import { missingKey } from '../config/built-in-providers.ts';
import type { ProviderConfig } from '../config/config.ts';
import { missingKeyError } from './errors.ts';
import { ModelError } from './model-client.ts';
import type { Access } from './wire.ts';

export interface AdmissionOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly codexHome: string;
  /** Absent: auth.json says who is signed in, and nothing is renewed. */
  readonly account?: Account;
  readonly installationId: string;
}

export interface Admission {
  /** With what the account adds to it. */
  readonly provider: ProviderConfig;
  readonly access: Access;
  /** Whose token it is; null: nobody's who could get another one. */
  readonly credentials: Credentials | null;
}

/** `model`: what will be asked for. Throws ModelError. */
export async function admit(provider: ProviderConfig, options: AdmissionOptions, model: string): Promise<Admission> {
  const { env, codexHome, account } = options;
  const sources = { env, codexHome, ...(account && { credentials: () => account.credentials() }) };
  const found = await providerToken(provider, sources).catch(asModelError);
  if ('missingVariable' in found) throw missingKeyError(found.missingVariable, missingKey(provider, model));
  return admission(provider, options, found.token, found.credentials);
}

/** Null: `error` is none that other credentials would mend. Throws ModelError when they cannot be had. */
export async function readmit(
  { credentials }: Admission,
  { provider, options }: { readonly provider: ProviderConfig; readonly options: AdmissionOptions },
  error: unknown,
): Promise<Admission | null> {
  if (!(error instanceof ModelError) || error.httpStatus !== 401 || !credentials || !options.account) return null;
  const renewed = await options.account.recover(credentials).catch(asModelError);
  if (!renewed || renewed.kind === 'apikey') return null;
  return admission(provider, options, renewed.accessToken, renewed);
}

/** A provider may quote the token that it refuses: what people are shown does not. */
export function withoutToken(error: unknown, { access: { token } }: Admission): unknown {
  if (!(error instanceof ModelError) || !token || !error.message.includes(token)) return error;
  const { message, info, retryable, httpStatus, connectionFailed, retryAfterMs } = error;
  const options = { retryable, httpStatus: httpStatus ?? undefined, connectionFailed, retryAfterMs };
  return new ModelError(hide(message, token), info, options);
}

async function admission(
  provider: ProviderConfig,
  { env, installationId, account }: AdmissionOptions,
  token: string | null,
  credentials: Credentials | null,
): Promise<Admission> {
  const access = { token, env, installationId };
  if (!credentials || credentials.kind === 'apikey') return { provider, access, credentials };
  const place = account && isOpenai(provider) ? await account.place(credentials).catch(asModelError) : null;
  const httpHeaders = { ...provider.httpHeaders, ...accountHeaders(credentials), ...place?.headers };
  return {
    provider: { ...provider, httpHeaders, baseUrl: place?.baseUrl ?? provider.baseUrl },
    access,
    credentials,
  };
}

/** The API is not for accounts of ChatGPT: their requests go to that service. */
function isOpenai({ id, baseUrl }: ProviderConfig): boolean {
  return id === 'openai' && baseUrl === 'https://api.openai.com/v1';
}

function asModelError(cause: unknown): never {
  if (!(cause instanceof Error)) throw cause;
  if (cause instanceof RenewalRefused) throw new ModelError(cause.message, 'unauthorized', { cause });
  throw new ModelError(cause.message, 'other', { retryable: true, cause });
}
