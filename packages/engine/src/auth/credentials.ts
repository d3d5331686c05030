// How somebody is signed in: with a key, with tokens of their own, or with tokens that the host of this server lends.
import type { Claims } from './jwt.ts';

export interface TokenCredentials {
  /** `chatgpt`: renewed by us. `chatgptAuthTokens`: renewed by the host. */
  readonly kind: 'chatgpt' | 'chatgptAuthTokens';
  readonly accessToken: string;
  /** The workspace that requests are for. */
  readonly accountId: string | null;
  readonly claims: Claims;
}

export type Credentials = { readonly kind: 'apikey'; readonly apiKey: string } | TokenCredentials;

/** What requests to the provider carry. */
export function bearerToken(credentials: Credentials): string {
  return credentials.kind === 'apikey' ? credentials.apiKey : credentials.accessToken;
}

/** Which account the token is for, as the service wants it told beside the token. Names in lower case. */
export function accountHeaders(credentials: Credentials | null): Record<string, string> {
  if (credentials === null || credentials.kind === 'apikey') return {};
  const { accountId, claims } = credentials;
  return {
    ...(accountId === null ? {} : { 'chatgpt-account-id': accountId }),
    ...(claims.isFedramp ? { 'x-openai-fedramp': 'true' } : {}),
  };
}
