// Who may talk to this server: Host (DNS rebinding), Origin (other web sites), bearer token, in this order. Decided
// from the header block alone, so nothing of a refused body is read.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { HttpError } from './errors.ts';

export interface AccessRules {
  readonly token: string;
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
  const match = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '');
  if (match?.[1] !== undefined && sameText(match[1], rules.token)) return undefined;
  const headers = { 'www-authenticate': 'Bearer' };
  return new HttpError(401, 'UNAUTHORIZED', 'Missing or invalid bearer token', { headers });
}

/** In constant time; the digests make the lengths equal. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

export interface TokenSource {
  readonly token: string;
  /** The file that holds the token, when it came from none of the variables. */
  readonly path?: string;
}

/** CODEX_AUTH_TOKEN, else CODEX_WEB_TOKEN, else CODEX_HOME/web-server.token, which is made when missing. */
export function findToken(env: Readonly<Record<string, string | undefined>>, codexHome: string): TokenSource {
  const given = env.CODEX_AUTH_TOKEN?.trim() || env.CODEX_WEB_TOKEN?.trim();
  if (given) return { token: given };
  const path = join(codexHome, 'web-server.token');
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const token = readFileSync(path, 'utf8').trim();
  if (token === '') throw new Error(`${path} is empty: delete it to have a new token made`);
  return { token, path };
}
