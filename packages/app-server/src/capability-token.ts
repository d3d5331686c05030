// A token that every WebSocket client must show. Only its SHA-256 digest is kept.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { TokenCheck } from './websocket-auth.ts';

/** Takes the same time for all tokens. */
export function capabilityTokenCheck(digest: Buffer): TokenCheck {
  return (token) => (timingSafeEqual(digestOf(token), digest) ? undefined : 'invalid websocket bearer token');
}

export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
