// Engine, app-server and demo model in this process: the one place of this package that knows them. Everything else
// works on any connection to an app-server.
import { selfCommand } from '@codex/app-server/self-command.ts';
import { serve } from '@codex/app-server/serve.ts';
import { protocolVersion } from '@codex/app-server/version.ts';
import { connect } from '@codex/app-server-client/connection.ts';
import { readLayers } from '@codex/engine/config/layers.ts';
import { createEngine } from '@codex/engine/create-engine.ts';
import type { Engine } from '@codex/engine/engine.ts';
import { clientRequests } from '@codex/protocol/methods.ts';
import type { Channel } from '@codex/rpc/channel.ts';
import { channelPair } from '@codex/rpc/channels/pair.ts';
import { webSocketAcceptor } from '@codex/rpc/channels/websocket.ts';
import { AskHolders } from './ask-holders.ts';
import { asDecoded, type Backend } from './backend.ts';
import type { ServerMessage } from './events/messages.ts';
import type { Upgrade } from './http/server.ts';
import type { Options } from './options.ts';
import { naming } from './rest/naming.ts';

/** An app-server in this process, over REST and over WebSocket. */
export interface AppServer {
  readonly backend: Backend;
  /** Makes a JSON-RPC connection of a WebSocket upgrade. */
  readonly upgrade: Upgrade;
  /** Whether a JSON-RPC client has the ask. */
  isHeldElsewhere(askId: number | string): boolean;
  /** Tells on stderr how to sign in, when that is missing. */
  tellHowToSignIn(): Promise<void>;
  /** Ends all JSON-RPC connections. */
  closeUpgrades(): Promise<void>;
  /** Ends turns, then the connection. */
  stop(): Promise<void>;
  /** Of the demo model; after everything else. */
  closeDemo(): Promise<void>;
}

export async function startAppServer(options: Options): Promise<AppServer> {
  const demo = options.demo ? await (await import('@codex/testkit/demo-model.ts')).startDemoModel() : undefined;
  const engine = await openEngine(options, demo?.baseUrl);
  const [ours, theirs] = channelPair();
  const served = serve(theirs, engine);
  const upgrades = new Set<Channel>();
  const holders = new AskHolders();
  const closeUpgrades = async () => {
    await Promise.all([...upgrades].map((channel) => channel.close()));
  };
  return {
    backend: await connectBackend(ours, engine),
    upgrade: acceptUpgrades(engine, upgrades, holders),
    isHeldElsewhere: (askId) => holders.has(askId),
    async tellHowToSignIn() {
      if (!demo) await (await import('@codex/app-server/sign-in-hint.ts')).tellHowToSignIn(engine);
    },
    closeUpgrades,
    async stop() {
      await engine.close();
      await closeUpgrades();
      await theirs.close();
      await served;
    },
    closeDemo: async () => demo?.close(),
  };
}

/** The configuration in force outside of any project. */
export async function readConfig({ codexHome, overrides }: Options): Promise<Readonly<Record<string, unknown>>> {
  const request = {
    codexHome,
    cwd: process.cwd(),
    overrides,
    withoutProject: true,
    strictConfig: false,
    env: process.env,
  };
  return (await readLayers(request)).merged;
}

function openEngine(options: Options, demoUrl: string | undefined): Promise<Engine> {
  return createEngine({
    codexHome: options.codexHome,
    cwd: process.cwd(),
    overrides: options.overrides,
    strictConfig: false,
    version: protocolVersion,
    env: process.env,
    selfCommand: selfCommand(),
    ...(demoUrl === undefined ? {} : { forcedProvider: { baseUrl: demoUrl, name: 'demo' } }),
  });
}

/** Answers go to the engine itself: it alone can say whether they came first. */
async function connectBackend(channel: Channel, engine: Engine): Promise<Backend> {
  const connection = await connect(channel, { name: 'codex-web-server', title: 'Codex Web Server', version: '0.1.0' });
  return {
    server: naming(clientRequests.initialize.result).toRest(connection.server) as Record<string, unknown>,
    request: (method, params, signal) => connection.request(method, params, signal),
    incoming: connection.incoming as AsyncIterable<ServerMessage>,
    respond: (ask, outcome) => engine.answer(Number(ask.id), asDecoded(ask, outcome)),
  };
}

function acceptUpgrades(engine: Engine, open: Set<Channel>, holders: AskHolders): Upgrade {
  let acceptor: ReturnType<typeof webSocketAcceptor> | undefined;
  return async (request, socket, head) => {
    acceptor ??= webSocketAcceptor();
    const channel = holders.watch(await (await acceptor)(request, socket, head));
    open.add(channel);
    await serve(channel, engine).finally(() => open.delete(channel));
  };
}
