// The token that WebSocket clients must show, when one is asked for.
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface TokenOptions {
  readonly capabilityToken: boolean;
  readonly wsTokenFile: string | undefined;
}

/** Undefined: clients need none. */
export function readToken({ capabilityToken, wsTokenFile }: TokenOptions): string | undefined {
  if (!capabilityToken) {
    if (wsTokenFile === undefined) return undefined;
    throw new Error('websocket auth flags require `--ws-auth capability-token`');
  }
  if (wsTokenFile === undefined) {
    throw new Error('`--ws-token-file` is required when `--ws-auth capability-token` is set');
  }
  const path = resolve(wsTokenFile);
  const token = textOf(path).trim();
  if (token === '') throw new Error(`websocket auth secret ${path} must not be empty`);
  return token;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Error(`failed to read websocket auth secret ${path}: ${(error as Error).message}`);
  }
}

/** Why a client with this `Authorization` header is refused; undefined: it is welcome. Takes the same time for all tokens. */
export function refuseAuthorization(header: string | undefined, token: string): string | undefined {
  if (header === undefined) return 'missing websocket bearer token';
  const [, shown] = /^bearer\s+(.*)$/i.exec(header.trim()) ?? [];
  if (shown === undefined) return 'invalid authorization header';
  return timingSafeEqual(digest(shown.trim()), digest(token)) ? undefined : 'invalid websocket bearer token';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
