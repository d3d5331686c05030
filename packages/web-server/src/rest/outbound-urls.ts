// URLs that came over the network and that something here may fetch later: they must lead to the public internet, not
// into this machine or its neighbourhood. What the user wrote into the configuration by hand is not looked at.
// A name is looked up again when it is fetched and may lead elsewhere then: so names need TLS, which proves who answers.
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { HttpError } from './errors.ts';

const internal = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  internal.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  internal.addSubnet(network, prefix, 'ipv6');
}

/** IPv4 in IPv6 (`::ffff:127.0.0.1`) counts as what it holds. */
export function isInternalAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return true;
  return internal.check(address, version === 4 ? 'ipv4' : 'ipv6');
}

const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'ws:', 'wss:']);
const secureSchemes: ReadonlySet<string> = new Set(['https:', 'wss:']);
/** Anything that reads as a URL with an authority, whatever the scheme. */
const urlLike = /^[a-z][a-z0-9+.-]*:\/\//i;

/** Throws 400 when a text anywhere in the value is a URL that leads inside. */
export async function refuseInternalUrls(value: unknown): Promise<void> {
  for (const text of textsOf(value)) if (urlLike.test(text)) await refuseInternalUrl(text);
}

async function refuseInternalUrl(text: string): Promise<void> {
  const url = URL.parse(text);
  if (!url) throw refusal(text, 'is no URL');
  if (url.protocol === 'data:') return;
  if (!schemes.has(url.protocol)) throw refusal(text, 'has a scheme that is not allowed');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isName = isIP(host) === 0;
  const addresses = isName ? await resolve(host) : [host];
  if (addresses.some(isInternalAddress)) throw refusal(text, 'leads to an internal address');
  if (isName && !secureSchemes.has(url.protocol)) throw refusal(text, 'is a name without TLS');
}

/** Nothing for a name that does not exist: nothing can be fetched from there. */
async function resolve(host: string): Promise<string[]> {
  if (/(^|\.)(localhost|local|internal)\.?$/i.test(host)) return ['127.0.0.1'];
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}

function refusal(text: string, why: string): HttpError {
  const { origin = 'The URL' } = URL.parse(text) ?? {};
  return new HttpError(400, 'URL_NOT_ALLOWED', `${origin === 'null' ? 'The URL' : origin} ${why}`);
}

function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value.trim();
  else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) yield* textsOf(each);
  }
}
