// The questions asked of an issuer of tokens: a code for tokens, tokens for newer ones, an end to them. Errors carry what
// the issuer said, never a code or a token.
import type { Provenance, TokenSet } from './auth-json.ts';
import { hide } from './hide.ts';
import { askHttp, type HttpAnswer, isSuccess, objectIn } from './http.ts';

export interface CodeGrant {
  readonly code: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

/** Throws Error when the issuer does not give tokens. */
export async function exchangeCode(from: Provenance, grant: CodeGrant, signal?: AbortSignal): Promise<TokenSet> {
  const answer = await askForm(
    from,
    {
      grant_type: 'authorization_code',
      client_id: from.clientId,
      code: grant.code,
      redirect_uri: grant.redirectUri,
      code_verifier: grant.verifier,
    },
    signal,
  );
  if (!isSuccess(answer)) {
    const detail = hide(detailOf(answer), grant.code, grant.verifier);
    throw new Error(`token endpoint returned status ${answer.statusLine}: ${detail}`);
  }
  const { id_token: idToken, access_token: accessToken, refresh_token: refreshToken } = objectIn(answer);
  if (typeof idToken === 'string' && typeof accessToken === 'string' && typeof refreshToken === 'string') {
    return { idToken, accessToken, refreshToken };
  }
  throw new Error('the token endpoint gave no complete set of tokens');
}

/** An API key for the user of the tokens; null when the issuer gives none, which is common. */
export async function exchangeForApiKey(from: Provenance, idToken: string): Promise<string | null> {
  try {
    const answer = await askForm(from, {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      client_id: from.clientId,
      requested_token: 'openai-api-key',
      subject_token: idToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
    });
    const { access_token: key } = isSuccess(answer) ? objectIn(answer) : {};
    return typeof key === 'string' ? key : null;
  } catch {
    return null;
  }
}

/** What the issuer will never renew: the user has to sign in again. The message says so. */
export class RenewalRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'RenewalRefused';
  }
}

const cannot = 'Your access token could not be refreshed';
const again = 'Please log out and sign in again.';

const refusals: Readonly<Record<string, string>> = {
  refresh_token_expired: `${cannot} because your refresh token has expired. ${again}`,
  refresh_token_reused: `${cannot} because your refresh token was already used. ${again}`,
  refresh_token_invalidated: `${cannot} because your refresh token was revoked. ${again}`,
  invalid_grant: `${cannot}. ${again}`,
};

export const otherAccount = `${cannot} because you have since logged out or signed in to another account. Please sign in again.`;

export interface RenewalRequest {
  readonly url: string;
  readonly clientId: string;
  readonly refreshToken: string;
  /** Why, for the issuer's logs. */
  readonly reason: string;
}

/** Throws RenewalRefused, or Error when it may work another time. */
export async function renewTokens(request: RenewalRequest): Promise<Partial<TokenSet>> {
  const { url, clientId, refreshToken, reason } = request;
  const answer = await askJson(url, {
    client_id: clientId,
    grant_type: 'refresh_token',
    refresh_reason: reason,
    refresh_token: refreshToken,
  });
  if (!isSuccess(answer)) throw renewalError(answer);
  const { id_token: idToken, access_token: accessToken, refresh_token: renewed } = objectIn(answer);
  return {
    ...(typeof idToken === 'string' && { idToken }),
    ...(typeof accessToken === 'string' && { accessToken }),
    ...(typeof renewed === 'string' && { refreshToken: renewed }),
  };
}

function renewalError(answer: HttpAnswer): Error {
  const refusal = refusals[codeOf(answer)?.toLowerCase() ?? ''];
  if (refusal !== undefined) return new RenewalRefused(refusal);
  if (answer.status === 401) return new RenewalRefused(`${cannot}. ${again}`);
  return new Error(`Failed to refresh token: ${answer.statusLine}`);
}

const REVOCATION_PATIENCE_MS = 10_000;

/** Throws Error when the issuer does not do it. */
export async function revokeToken(url: string, clientId: string, refreshToken: string): Promise<void> {
  const body = { token: refreshToken, token_type_hint: 'refresh_token', client_id: clientId };
  const answer = await askJson(url, body, REVOCATION_PATIENCE_MS);
  if (!isSuccess(answer)) throw new Error(`failed to revoke refresh_token: ${answer.statusLine}`);
}

function askForm({ issuer }: Provenance, fields: Record<string, string>, signal?: AbortSignal): Promise<HttpAnswer> {
  return askHttp({
    method: 'POST',
    url: `${issuer}/oauth/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
    signal,
  });
}

function askJson(url: string, body: unknown, timeoutMs?: number): Promise<HttpAnswer> {
  return askHttp({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}

interface ErrorBody {
  readonly error?: string | { readonly code?: unknown; readonly message?: unknown } | null;
  readonly error_description?: unknown;
  readonly code?: unknown;
}

function errorBody({ text }: HttpAnswer): ErrorBody | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : null;
  } catch {
    return null;
  }
}

function codeOf(answer: HttpAnswer): string | undefined {
  const { error, code } = errorBody(answer) ?? {};
  const found = typeof error === 'string' ? error : (error?.code ?? code);
  return typeof found === 'string' && found.trim() !== '' ? found : undefined;
}

/** In the issuer's words: the most telling member it has. */
function detailOf(answer: HttpAnswer): string {
  const { error, error_description: description } = errorBody(answer) ?? {};
  const message = typeof error === 'object' ? error?.message : undefined;
  const words = [description, message, codeOf(answer), answer.text];
  return (
    words
      .find((word) => typeof word === 'string' && word.trim() !== '')
      ?.toString()
      .trim() ?? 'unknown error'
  );
}
