// Who may connect over WebSocket: the secret that the flags name, and the check it makes of an `Authorization` header.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { osErrorText } from '@codex/engine/exec/os-error.ts';
import type { AuthFlags } from './auth-flags.ts';
import { capabilityTokenCheck, digestOf } from './capability-token.ts';
import { signedTokenCheck } from './signed-token.ts';

/** Why a token is refused; undefined: it is good. */
export type TokenCheck = (token: string) => string | undefined;

const defaultClockSkew = 30n;
const minSecretBytes = 32;

/** Reads the files that the flags name; the flags have been checked. Undefined: clients need no token. */
export function readTokenCheck(flags: AuthFlags): TokenCheck | undefined {
  const { mode, tokenFile = '', tokenSha256 } = flags;
  if (mode === undefined) return undefined;
  if (mode === 'signed-bearer-token') return readSignedTokenCheck(flags);
  if (tokenSha256 !== undefined) return capabilityTokenCheck(Buffer.from(tokenSha256.trim(), 'hex'));
  return capabilityTokenCheck(digestOf(readSecret(resolve(tokenFile))));
}

function readSignedTokenCheck({ secretFile = '', issuer, audience, clockSkew }: AuthFlags): TokenCheck {
  const path = resolve(secretFile);
  const secret = readSecret(path);
  if (Buffer.byteLength(secret) < minSecretBytes) {
    throw new Error(`signed websocket bearer secret ${path} must be at least ${minSecretBytes} bytes`);
  }
  return signedTokenCheck({
    secret,
    issuer: issuer?.trim() || undefined,
    audience: audience?.trim() || undefined,
    clockSkew: Number(clockSkew ?? defaultClockSkew),
  });
}

function readSecret(path: string): string {
  const text = readText(path).trim();
  if (text === '') throw new Error(`websocket auth secret ${path} must not be empty`);
  return text;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`failed to read websocket auth secret ${path}: ${osErrorText(error)}`);
  }
}

/** Why a client with this `Authorization` header is refused; undefined: it is welcome. */
export function refuseAuthorization(header: string | undefined, check: TokenCheck): string | undefined {
  if (header === undefined) return 'missing websocket bearer token';
  const [, token = ''] = /^bearer\s+(.*)$/i.exec(header.trim()) ?? [];
  return token === '' ? 'invalid authorization header' : check(token.trim());
}
