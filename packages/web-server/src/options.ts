// The command line and environment of the web server, read once. Flags win over variables; empty variables are unset.
import { lookup } from 'node:dns/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type BackendChoice, backendChoice } from './backend/backend-choice.ts';

export interface Options {
  readonly host: string;
  readonly port: number;
  /** Absolute. */
  readonly codexHome: string;
  readonly backend: BackendChoice;
  readonly demo: boolean;
  readonly insecureBind: boolean;
  /** PEM files; both or none. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly experimentalApi: boolean;
  readonly help: boolean;
  readonly allowedHosts: readonly string[];
  /** `-c key=value`, in order. */
  readonly overrides: ReadonlyArray<readonly [key: string, value: string]>;
  /** Replaces the default list of web origins when given. */
  readonly corsOrigins: readonly string[] | undefined;
}

/** A command line that cannot be obeyed; the message is for the user. */
export class UsageError extends Error {}

export const usage = `Usage: codex-web-server [options]

Options:
  --port N             Port to listen on (default: PORT, else 3000; 0 picks a free one)
  --host HOST          Address to listen on (default: 127.0.0.1)
  --listen HOST:PORT   Both at once
  --codex-home DIR     State directory (default: CODEX_HOME, else ~/.codex)
  -c KEY=VALUE         Override a configuration value; may be repeated
  --backend WHERE      The app-server: in-process (default), a command like "codex app-server", or ws://HOST:PORT
  --backend-token-file FILE   Bearer token for a backend at ws:// or wss://
  --demo               Use the built-in demo model instead of a real one
  --allowed-host NAME  Also answer requests for this host name; may be repeated
  --tls-cert FILE      Certificate (PEM) for HTTPS, together with --tls-key
  --tls-key FILE       Its private key (PEM)
  --experimental-api   Also answer POST /api/v2/rpc/{method} for every method of the protocol
  --insecure-bind      Allow listening on other than loopback addresses without TLS
  --help               Show this text

Environment: CODEX_AUTH_TOKEN (bearer token; else CODEX_WEB_TOKEN, else the file web-server.token in the state
directory), PORT, CODEX_WEB_BIND_ADDR (HOST:PORT), CODEX_HOME, CODEX_WEB_CORS_ORIGINS (comma separated).
`;

type Env = Readonly<Record<string, string | undefined>>;

const flags = {
  port: { type: 'string' },
  host: { type: 'string' },
  listen: { type: 'string' },
  'codex-home': { type: 'string' },
  config: { type: 'string', short: 'c', multiple: true },
  backend: { type: 'string' },
  'backend-token-file': { type: 'string' },
  demo: { type: 'boolean' },
  'allowed-host': { type: 'string', multiple: true },
  'insecure-bind': { type: 'boolean' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'experimental-api': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export function readOptions(argv: readonly string[], env: Env): Options {
  const values = parseFlags(argv);
  const bind = values.listen ?? (env.PORT || values.port ? undefined : env.CODEX_WEB_BIND_ADDR || undefined);
  const [bindHost, bindPort] = bind === undefined ? [] : splitAddress(bind);
  const backend = readBackend(values.backend, values['backend-token-file']);
  const overrides = (values.config ?? []).map(keyAndValue);
  refuseOrphans(backend, values.demo === true, overrides);
  return {
    host: values.host ?? bindHost ?? '127.0.0.1',
    port: portNumber(values.port ?? bindPort ?? (env.PORT || '3000')),
    codexHome: resolve(values['codex-home'] ?? (env.CODEX_HOME || join(homedir(), '.codex'))),
    backend,
    demo: values.demo === true,
    insecureBind: values['insecure-bind'] === true,
    tls: tlsFiles(values['tls-cert'], values['tls-key']),
    experimentalApi: values['experimental-api'] === true,
    help: values.help === true,
    allowedHosts: (values['allowed-host'] ?? []).map((name) => name.toLowerCase()),
    overrides,
    corsOrigins: env.CODEX_WEB_CORS_ORIGINS?.split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  };
}

function readBackend(text: string | undefined, tokenFile: string | undefined): BackendChoice {
  const choice = backendChoice(text, tokenFile);
  if (choice) return choice;
  if (tokenFile !== undefined) throw new UsageError('--backend-token-file needs --backend ws://HOST:PORT');
  throw new UsageError(`Not a backend: ${text}`);
}

/** What only an app-server in this process could obey. */
function refuseOrphans({ kind }: BackendChoice, demo: boolean, overrides: Options['overrides']): void {
  if (kind === 'in-process') return;
  const orphan = demo ? '--demo' : overrides.map(([key]) => key).find((key) => !key.startsWith('web_server.'));
  if (orphan !== undefined) throw new UsageError(`${orphan} has no effect on a backend that is not in this process`);
}

function tlsFiles(certFile: string | undefined, keyFile: string | undefined): Options['tls'] {
  if (certFile === undefined && keyFile === undefined) return undefined;
  if (certFile && keyFile) return { certFile: resolve(certFile), keyFile: resolve(keyFile) };
  throw new UsageError('--tls-cert and --tls-key belong together');
}

function parseFlags(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: flags }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** `127.0.0.1:3000`, `[::1]:3000`. */
function splitAddress(text: string): [host: string, port: string] {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  if (!match || host === undefined) throw new UsageError(`Expected HOST:PORT, got: ${text}`);
  return [host, match[3] ?? ''];
}

function portNumber(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  throw new UsageError(`Not a port number: ${text}`);
}

function keyAndValue(text: string): [key: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError(`Expected -c KEY=VALUE, got: ${text}`);
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** Does listening on the host reach only this machine? True when every address of the name is a loopback one. */
export async function isLoopback(host: string): Promise<boolean> {
  const addresses = await lookup(host, { all: true });
  return addresses.length > 0 && addresses.every(({ address }) => address === '::1' || /^127\./.test(address));
}
