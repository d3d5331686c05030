// codex-web-server: puts engine, app-server and web server together in one process, and takes them apart on a signal.
// This file alone knows the engine; everything else here works on any connection to an app-server.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@codex/app-server/serve.ts';
import { protocolVersion } from '@codex/app-server/version.ts';
import { connect } from '@codex/app-server-client/connection.ts';
import { createEngine } from '@codex/engine/create-engine.ts';
import type { Engine } from '@codex/engine/engine.ts';
import type { Channel } from '@codex/rpc/channel.ts';
import { channelPair } from '@codex/rpc/channels/pair.ts';
import { webSocketAcceptor } from '@codex/rpc/channels/websocket.ts';
import { type AccessRules, findToken } from './auth.ts';
import { asDecoded, type Backend } from './backend.ts';
import { EventLog } from './event-log.ts';
import type { ServerMessage } from './messages.ts';
import { isLoopback, type Options, readOptions, UsageError, usage } from './options.ts';
import { createServer, type Upgrade } from './server.ts';

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
  mkdirSync(options.codexHome, { recursive: true, mode: 0o700 });
  const { token, path: tokenPath } = findToken(process.env, options.codexHome);
  const log = EventLog.open(join(options.codexHome, 'web-server-events.sqlite'), (sentence) => console.error(sentence));
  const demo = options.demo ? await (await import('@codex/testkit/demo-model.ts')).startDemoModel() : undefined;
  const engine = await openEngine(options, demo?.baseUrl);
  const [ours, theirs] = channelPair();
  const served = serve(theirs, engine);
  const upgrades = new Set<Channel>();
  const origins = new Set(options.corsOrigins ?? defaultOrigins);
  const server = createServer({
    backend: await connectBackend(ours, engine),
    log,
    access: accessRules(options, token, origins),
    upgrade: acceptUpgrades(engine, upgrades),
    stopBackend: async () => {
      await engine.close();
      await Promise.all([...upgrades].map((channel) => channel.close()));
      await theirs.close();
      await served;
    },
  });
  const signalled = nextSignal();
  const port = await server.listen(options.host, options.port);
  for (const host of ['localhost', '127.0.0.1']) origins.add(`http://${host}:${port}`);
  announce(options, port, tokenPath);
  const cause = await Promise.race([signalled, server.backendEnded.then(() => 'the app-server connection was lost')]);
  await server.close();
  await demo?.close();
  if (cause !== undefined) throw new Error(cause);
}

/** Anybody who reaches the port can try tokens and read the traffic. */
async function refuseOpenBind(options: Options): Promise<void> {
  if (options.insecureBind || (await isLoopback(options.host))) return;
  const advice = 'Use an address of this machine, or pass --insecure-bind if something in front provides TLS.';
  throw new Error(`Refusing to listen on ${options.host} without TLS. ${advice}`);
}

function openEngine(options: Options, demoUrl: string | undefined): Promise<Engine> {
  return createEngine({
    codexHome: options.codexHome,
    cwd: process.cwd(),
    overrides: options.overrides,
    strictConfig: false,
    version: protocolVersion,
    env: process.env,
    ...(demoUrl === undefined ? {} : { forcedProvider: { baseUrl: demoUrl, name: 'demo' } }),
  });
}

/** Answers go to the engine itself: it alone can say whether they came first. */
async function connectBackend(channel: Channel, engine: Engine): Promise<Backend> {
  const connection = await connect(channel, { name: 'codex-web-server', title: 'Codex Web Server', version: '0.1.0' });
  return {
    request: (method, params, signal) => connection.request(method, params, signal),
    incoming: connection.incoming as AsyncIterable<ServerMessage>,
    respond: (ask, outcome) => engine.answer(Number(ask.id), asDecoded(ask, outcome)),
  };
}

function acceptUpgrades(engine: Engine, open: Set<Channel>): Upgrade {
  let acceptor: ReturnType<typeof webSocketAcceptor> | undefined;
  return async (request, socket, head) => {
    acceptor ??= webSocketAcceptor();
    const channel = await (await acceptor)(request, socket, head);
    open.add(channel);
    await serve(channel, engine).finally(() => open.delete(channel));
  };
}

const defaultOrigins = [
  'http://localhost:3000',
  'http://127.0.0.1:3000',
  'http://localhost:8080',
  'http://127.0.0.1:8080',
];

function accessRules(options: Options, token: string, allowedOrigins: ReadonlySet<string>): AccessRules {
  return { token, allowedHosts: new Set([options.host.toLowerCase(), ...options.allowedHosts]), allowedOrigins };
}

function announce(options: Options, port: number, tokenPath: string | undefined): void {
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  console.log(`Codex Web Server listening on http://${host}:${port}`);
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
