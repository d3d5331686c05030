// The stored form of a sign-in, as the official program writes it, wherever it is kept. Members that we do not know
// survive a renewal.
import { randomBytes } from 'node:crypto';
import type { Credentials } from './credentials.ts';
import { readClaims } from './jwt.ts';

export interface AuthJson {
  readonly auth_mode?: unknown;
  readonly OPENAI_API_KEY?: unknown;
  readonly tokens?: Readonly<Record<string, unknown>> | null;
  readonly last_refresh?: unknown;
}

/** What a provider of tokens gives. */
export interface TokenSet {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Who gave the tokens, and may renew them. */
export interface Provenance {
  readonly issuer: string;
  readonly clientId: string;
}

/** A stored sign-in that we renew. */
export interface StoredLogin {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly accountId: string | null;
  /** null: as configured for this process. */
  readonly provenance: Provenance | null;
  /** Unix milliseconds. */
  readonly lastRefresh: number | null;
}

/** null: the text is no such thing. */
export function parseAuthJson(json: string): AuthJson | null {
  try {
    const parsed: unknown = JSON.parse(json);
    return isRecord(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

export function keyJson(apiKey: string): AuthJson {
  return { auth_mode: 'apikey', OPENAI_API_KEY: apiKey };
}

export function loginJson(tokens: TokenSet, { issuer, clientId }: Provenance, apiKey: string | null): AuthJson {
  const accountId = readClaims(tokens.idToken)?.accountId;
  return {
    auth_mode: 'chatgpt',
    OPENAI_API_KEY: apiKey,
    tokens: {
      ...wireTokens(tokens),
      oauth_provenance: { issuer, client_id: clientId },
      login_owner_id: randomBytes(32).toString('base64url'),
      ...(accountId && { account_id: accountId }),
    },
    last_refresh: new Date().toISOString(),
  };
}

/** After a renewal; what the provider did not give anew stays. */
export function renewedJson(json: AuthJson, tokens: Partial<TokenSet>): AuthJson {
  return { ...json, tokens: { ...json.tokens, ...wireTokens(tokens) }, last_refresh: new Date().toISOString() };
}

/** Files from before `auth_mode` say by their key alone what they are. */
export function credentialsIn(json: AuthJson | null): Credentials | null {
  if (!json) return null;
  const { auth_mode: mode, OPENAI_API_KEY: apiKey } = json;
  const isKey = mode === 'apikey' || (mode === undefined && typeof apiKey === 'string');
  if (isKey) return typeof apiKey === 'string' ? { kind: 'apikey', apiKey } : null;
  const login = loginIn(json);
  const idToken = json.tokens?.id_token;
  const claims = typeof idToken === 'string' ? readClaims(idToken) : null;
  if (!login || !claims) return null;
  const { accessToken, accountId } = login;
  return { kind: 'chatgpt', accessToken, accountId: accountId ?? claims.accountId, claims };
}

export function loginIn(json: AuthJson | null): StoredLogin | null {
  if (!isRecord(json?.tokens)) return null;
  const { access_token: accessToken, refresh_token: refreshToken, account_id: accountId } = json.tokens;
  if (typeof accessToken !== 'string') return null;
  const lastRefresh = typeof json.last_refresh === 'string' ? Date.parse(json.last_refresh) : Number.NaN;
  return {
    accessToken,
    refreshToken: typeof refreshToken === 'string' ? refreshToken : '',
    accountId: typeof accountId === 'string' ? accountId : null,
    provenance: provenanceIn(json.tokens.oauth_provenance),
    lastRefresh: Number.isNaN(lastRefresh) ? null : lastRefresh,
  };
}

function provenanceIn(value: unknown): Provenance | null {
  if (!isRecord(value)) return null;
  const { issuer, client_id: clientId } = value;
  return typeof issuer === 'string' && typeof clientId === 'string' ? { issuer, clientId } : null;
}

function wireTokens({ idToken, accessToken, refreshToken }: Partial<TokenSet>) {
  return {
    ...(idToken !== undefined && { id_token: idToken }),
    ...(accessToken !== undefined && { access_token: accessToken }),
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
