// What `--listen` accepts.
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { UsageError } from './options.ts';

export type Listen =
  | { readonly kind: 'stdio' }
  | { readonly kind: 'websocket'; readonly host: string; readonly port: number }
  /** Without a path: a place in the home directory. */
  | { readonly kind: 'unix'; readonly path: string | undefined }
  | { readonly kind: 'off' };

export function parseListen(url: string): Listen {
  if (url === 'stdio://') return { kind: 'stdio' };
  if (url === 'off') return { kind: 'off' };
  if (url === 'unix://') return { kind: 'unix', path: undefined };
  if (url.startsWith('unix://')) return { kind: 'unix', path: resolve(url.slice('unix://'.length)) };
  if (url.startsWith('ws://')) return parseWebSocket(url);
  const expected = '`stdio://`, `unix://`, `unix://PATH`, `ws://IP:PORT`, or `off`';
  throw invalid(url, `unsupported --listen URL \`${url}\`; expected ${expected}`);
}

function parseWebSocket(url: string): Listen {
  const [, bracketed, plain, digits] = /^ws:\/\/(?:\[([^\]]+)\]|([^:/]+)):(\d{1,5})$/.exec(url) ?? [];
  const host = bracketed ?? plain ?? '';
  const port = Number(digits);
  if (isIP(host) === (bracketed === undefined ? 4 : 6) && port <= 65_535) return { kind: 'websocket', host, port };
  throw invalid(url, `invalid websocket --listen URL \`${url}\`; expected \`ws://IP:PORT\``);
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** An address as it stands in a URL. */
export function authority(host: string, port: number): string {
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}

function invalid(url: string, why: string): UsageError {
  return new UsageError(`invalid value '${url}' for '--listen <URL>': ${why}`);
}
