// Who may talk to this server: Host (DNS rebinding), Origin (other web sites), bearer token, in this order. Decided
// from the header block alone, so nothing of a refused body is read.
import { hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { HttpError } from '../rest/errors.ts';
import type { AuthFailures } from './auth-failures.ts';

export interface AccessRules {
  /** The token of this moment; undefined: none is valid. */
  token(): string | undefined;
  readonly failures: AuthFailures;
  /** Host names besides loopback and the address that was reached, in lower case. */
  readonly allowedHosts: ReadonlySet<string>;
  /** Complete origins, compared as they are. */
  readonly allowedOrigins: ReadonlySet<string>;
}

const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1']);

/** Refuses a Host that is not ours: a page may point its own name at this address. */
export function checkHost(request: IncomingMessage, rules: AccessRules): HttpError | undefined {
  const hosts = request.rawHeaders.filter((_, i) => i % 2 === 0 && request.rawHeaders[i]?.toLowerCase() === 'host');
  const name = hosts.length === 1 ? hostName(request.headers.host ?? '') : undefined;
  if (name !== undefined && isOurs(name, request, rules)) return undefined;
  return new HttpError(421, 'MISDIRECTED_REQUEST', 'This server does not answer for that host');
}

function isOurs(name: string, request: IncomingMessage, rules: AccessRules): boolean {
  if (loopbackHosts.has(name) || rules.allowedHosts.has(name)) return true;
  // An address cannot be rebound; the one that was reached is ours.
  const local = request.socket.localAddress?.replace(/^::ffff:/, '');
  return isIP(name) !== 0 && name === local;
}

/** `Example:80` -> `example`, `[::1]:80` -> `::1`; undefined for anything that is not host[:port]. */
export function hostName(header: string): string | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::\d{1,5})?$/i.exec(header);
  return (match?.[1] ?? match?.[2])?.toLowerCase();
}

/** Refuses web pages of origins that are not listed, and cross-site requests that name none. */
export function checkOrigin(request: IncomingMessage, rules: AccessRules): HttpError | undefined {
  const { origin } = request.headers;
  const crossSite = request.headers['sec-fetch-site'] === 'cross-site';
  if (origin === undefined ? !crossSite : rules.allowedOrigins.has(origin)) return undefined;
  return new HttpError(403, 'FORBIDDEN_ORIGIN', 'Requests from this origin are not allowed');
}

export function checkToken(request: IncomingMessage, rules: AccessRules): HttpError | undefined {
  const given = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const headers = { 'www-authenticate': 'Bearer' };
  const refusal = new HttpError(401, 'UNAUTHORIZED', 'Missing or invalid bearer token', { headers });
  if (given === undefined) return refusal;
  const token = rules.token();
  if (token !== undefined && sameText(given, token)) return undefined;
  const wait = rules.failures.add(request.socket.remoteAddress ?? '');
  if (wait === 0) return refusal;
  const more = { headers: { 'retry-after': String(Math.ceil(wait / 1000)) } };
  return new HttpError(429, 'TOO_MANY_FAILURES', 'Too many wrong tokens', more);
}

/** In constant time; the digests make the lengths equal. */
function sameText(given: string, token: string): boolean {
  if (expected?.token !== token) expected = { token, digest: digestOf(token) };
  return timingSafeEqual(digestOf(given), expected.digest);
}

/** Of the token that was valid last: it seldom changes. */
let expected: { readonly token: string; readonly digest: Buffer } | undefined;

function digestOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
