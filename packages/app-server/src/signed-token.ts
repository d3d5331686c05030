// Tokens signed by who knows the shared secret: JWT of RFC 7519 with HMAC SHA-256 and nothing else. `exp` is required;
// the signature is compared in constant time and before any claim is looked at.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TokenCheck } from './websocket-auth.ts';

export interface SignedTokenRules {
  readonly secret: string;
  /** The `iss` that tokens must have; undefined: any or none. */
  readonly issuer: string | undefined;
  /** What `aud` must be, or contain; undefined: any or none. */
  readonly audience: string | undefined;
  /** Seconds by which clocks may differ. */
  readonly clockSkew: number;
}

interface Claims {
  /** Unix seconds. */
  readonly exp: number;
  readonly nbf?: number | null;
  readonly iss?: string | null;
  readonly aud?: string | readonly string[] | null;
}

const invalid = 'invalid websocket jwt';

/** `now` gives Unix seconds. */
export function signedTokenCheck(rules: SignedTokenRules, now = () => Math.floor(Date.now() / 1000)): TokenCheck {
  return (token) => {
    const claims = readClaims(token, rules.secret);
    return claims === undefined ? invalid : refuseClaims(claims, rules, now());
  };
}

/** Undefined: malformed, of another kind, or not signed with the secret. */
function readClaims(token: string, secret: string): Claims | undefined {
  const [, header = '', payload = '', signature = ''] = /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token) ?? [];
  const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
  if (signature.length !== expected.length) return undefined;
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(expected))) return undefined;
  const { alg, typ } = readPart(header);
  const claims = readPart(payload);
  return alg === 'HS256' && isTextOrNone(typ) && areClaims(claims) ? claims : undefined;
}

function readPart(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function areClaims(claims: Readonly<Record<string, unknown>>): claims is Readonly<Record<string, unknown>> & Claims {
  const { exp, nbf, iss, aud } = claims;
  const audiences = Array.isArray(aud) ? aud : [aud];
  const hasTimes = Number.isSafeInteger(exp) && (isNone(nbf) || Number.isSafeInteger(nbf));
  return hasTimes && isTextOrNone(iss) && (isNone(aud) || audiences.every((one) => typeof one === 'string'));
}

const isNone = (value: unknown) => value === undefined || value === null;
const isTextOrNone = (value: unknown) => isNone(value) || typeof value === 'string';

function refuseClaims({ exp, nbf, iss, aud }: Claims, rules: SignedTokenRules, now: number): string | undefined {
  const { clockSkew, issuer, audience } = rules;
  if (now > exp + clockSkew) return 'expired websocket jwt';
  if (typeof nbf === 'number' && now < nbf - clockSkew) return 'websocket jwt is not valid yet';
  if (issuer !== undefined && iss !== issuer) return 'websocket jwt issuer mismatch';
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (audience !== undefined && !audiences.includes(audience)) return 'websocket jwt audience mismatch';
  return undefined;
}
