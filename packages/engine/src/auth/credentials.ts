// How somebody is signed in: with a key, with tokens of their own, or with tokens that the host of this server lends.
import type { Claims } from './jwt.ts';

export type Credentials =
  | { readonly kind: 'apikey'; readonly apiKey: string }
  | { readonly kind: 'chatgpt' | 'chatgptAuthTokens'; readonly accessToken: string; readonly claims: Claims };

/** What requests to the provider carry. */
export function bearerToken(credentials: Credentials): string {
  return credentials.kind === 'apikey' ? credentials.apiKey : credentials.accessToken;
}
