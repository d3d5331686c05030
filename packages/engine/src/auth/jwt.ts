// What a token says of its user. Nothing is verified: the service that made the token does that.

export interface Claims {
  readonly email: string | null;
  readonly planType: string | null;
  readonly userId: string | null;
  readonly accountId: string | null;
  /** The account belongs to a government; the service wants that said in requests. */
  readonly isFedramp: boolean;
}

const authClaims = 'https://api.openai.com/auth';
const profileClaims = 'https://api.openai.com/profile';

/** null: the text is no JWT. */
export function readClaims(token: string): Claims | null {
  const claims = payloadOf(token);
  if (!claims) return null;
  const auth = record(claims[authClaims]);
  return {
    email: text(claims.email) ?? text(record(claims[profileClaims]).email),
    planType: text(auth.chatgpt_plan_type),
    userId: text(auth.chatgpt_user_id) ?? text(auth.user_id),
    accountId: text(auth.chatgpt_account_id),
    isFedramp: auth.chatgpt_account_is_fedramp === true,
  };
}

/** When the token ends, in Unix milliseconds; null when it does not say, or is no JWT. */
export function expiryOf(token: string): number | null {
  const seconds = payloadOf(token)?.exp;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1000 : null;
}

function payloadOf(token: string): Record<string, unknown> | null {
  const [header, payload, signature, ...rest] = token.split('.');
  return header && payload && signature && rest.length === 0 ? parse(payload) : null;
}

function parse(payload: string): Record<string, unknown> | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
