// codex-web-server: reads the command line, starts the parts, and takes them apart on a signal.

import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { logger } from '@codex/telemetry/logger.ts';
import { startTracing, stopTracing } from '@codex/telemetry/tracing.ts';
import { openAppServer } from './backend/app-server.ts';
import { readConfig } from './config-in-force.ts';
import type { AccessRules } from './http/auth.ts';
import { AuthFailures } from './http/auth-failures.ts';
import { RateLimit } from './http/rate-limit.ts';
import { createServer } from './http/server.ts';
import { findToken, type TokenSource } from './http/token.ts';
import { isLoopback, type Options, readOptions, UsageError, usage } from './options.ts';
import { readSettings } from './settings.ts';
import { openStateFile } from './state-file.ts';

/** Runs until a signal. Returns the exit status: 0 after an orderly end, 1 for a failure, 2 for a wrong command line. */
export async function main(argv: string[]): Promise<number> {
  try {
    const options = readOptions(argv, process.env);
    if (options.help) process.stdout.write(usage);
    else await run(options);
    return 0;
  } catch (error) {
    const { message } = error as Error;
    process.stderr.write(`codex-web-server: ${message}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function run(options: Options): Promise<void> {
  await refuseOpenBind(options);
  prepareHome(options.codexHome);
  const token = findToken(process.env, options.codexHome);
  // What is started from here on does not inherit it.
  for (const name of ['CODEX_AUTH_TOKEN', 'CODEX_WEB_TOKEN']) delete process.env[name];
  const config = await readConfig(options);
  const settings = readSettings(config);
  await startTracing(config.otel, process.env);
  const path = join(options.codexHome, 'web-server-events.sqlite');
  const database = openStateFile(path, (sentence) => logger.warn(sentence));
  const appServer = await openAppServer(options);
  const origins = new Set(options.corsOrigins ?? defaultOrigins);
  const { backend, upgrade, isHeldElsewhere, stop } = appServer;
  const server = createServer({
    backend,
    ...(upgrade && { upgrade }),
    database,
    codexHome: options.codexHome,
    access: accessRules(options, token, origins),
    expiry: { timeoutMs: settings.approvalTimeoutMs, isHeldElsewhere },
    experimentalApi: options.experimentalApi,
    ...(settings.rateLimit === undefined ? {} : { rateLimit: new RateLimit(settings.rateLimit) }),
    ...tlsOf(options),
    stopBackend: stop,
  });
  const signalled = nextSignal();
  const port = await server.listen(options.host, options.port);
  for (const host of ['localhost', '127.0.0.1']) origins.add(`${schemeOf(options)}://${host}:${port}`);
  announce(options, port, token.path);
  await appServer.tellHowToSignIn();
  watchToken(token, () => {
    server.endStreams();
    void appServer.closeUpgrades();
  });
  const cause = await Promise.race([signalled, server.backendEnded.then(() => 'the app-server connection was lost')]);
  await server.close();
  await appServer.closeDemo();
  await stopTracing();
  if (cause !== undefined) throw new Error(cause);
}

function schemeOf({ tls }: Options): string {
  return tls ? 'https' : 'http';
}

function tlsOf({ tls }: Options): { tls?: { cert: string; key: string } } {
  if (!tls) return {};
  return { tls: { cert: readFileSync(tls.certFile, 'utf8'), key: readFileSync(tls.keyFile, 'utf8') } };
}

/** What others may change decides what runs here. */
function prepareHome(codexHome: string): void {
  mkdirSync(codexHome, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32' || (statSync(codexHome).mode & 0o022) === 0) return;
  throw new Error(`${codexHome} can be written by others: chmod go-w it`);
}

const tokenWatchMs = 1_000;

/** Streams that were opened with a token that is no longer valid end. */
function watchToken(source: TokenSource, changed: () => void): void {
  if (source.path === undefined) return;
  let known = source.current();
  setInterval(() => {
    const current = source.current();
    if (current !== known) changed();
    known = current;
  }, tokenWatchMs).unref();
}

/** Anybody who reaches the port can try tokens and read the traffic. */
async function refuseOpenBind(options: Options): Promise<void> {
  if (options.insecureBind || options.tls || (await isLoopback(options.host))) return;
  const advice =
    'Use an address of this machine, pass --tls-cert and --tls-key, or --insecure-bind if something in front provides TLS.';
  throw new Error(`Refusing to listen on ${options.host} without TLS. ${advice}`);
}

const defaultOrigins = [
  'http://localhost:3000',
  'http://127.0.0.1:3000',
  'http://localhost:8080',
  'http://127.0.0.1:8080',
];

function accessRules(options: Options, token: TokenSource, allowedOrigins: ReadonlySet<string>): AccessRules {
  const allowedHosts = new Set([options.host.toLowerCase(), ...options.allowedHosts]);
  return { token: () => token.current(), failures: new AuthFailures(), allowedHosts, allowedOrigins };
}

function announce(options: Options, port: number, tokenPath: string | undefined): void {
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  console.log(`Codex Web Server listening on ${schemeOf(options)}://${host}:${port}`);
  if (options.demo)
    console.log('Demo model: answers are scripted and offline, whatever model is named. Tools are real.');
  if (tokenPath !== undefined) console.log(`Bearer token: in the file ${tokenPath}`);
}

/** Resolves at the first SIGTERM or SIGINT; the second one ends the process at once. */
function nextSignal(): Promise<undefined> {
  return new Promise((resolve) => {
    let signals = 0;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        signals += 1;
        if (signals > 1) process.exit(signal === 'SIGINT' ? 130 : 143);
        resolve(undefined);
      });
    }
  });
}
