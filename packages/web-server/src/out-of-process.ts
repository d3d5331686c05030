// An app-server that is not in this process: a child of ours, ours or the official one, or one that listens on a
// WebSocket. A child has this server as its only client; behind a URL every JSON-RPC client gets a connection of its own.
import { readFile } from 'node:fs/promises';
import { connect } from '@codex/app-server-client/connection.ts';
import { clientRequests } from '@codex/protocol/methods.ts';
import type { Channel } from '@codex/rpc/channel.ts';
import { processChannel } from '@codex/rpc/channels/process.ts';
import { connectWebSocket, webSocketAcceptor } from '@codex/rpc/channels/websocket.ts';
import type { AppServer } from './app-server.ts';
import { AskHolders } from './ask-holders.ts';
import { asDecoded } from './backend.ts';
import type { BackendChoice } from './backend-choice.ts';
import type { ServerMessage } from './events/messages.ts';
import type { Upgrade } from './http/server.ts';
import { naming } from './rest/naming.ts';

type Choice = Exclude<BackendChoice, { kind: 'in-process' }>;

/** Throws when it cannot be reached. */
export async function connectAppServer(choice: Choice, codexHome: string): Promise<AppServer> {
  const open = () => openChannel(choice, codexHome);
  const identity = { name: 'codex-web-server', title: 'Codex Web Server', version: '0.1.0' };
  const connection = await connect(await open(), identity);
  const upgrades = new Set<Channel>();
  const holders = new AskHolders();
  const closeUpgrades = async () => {
    await Promise.all([...upgrades].map((channel) => channel.close()));
  };
  return {
    backend: {
      server: naming(clientRequests.initialize.result).toRest(connection.server) as Record<string, unknown>,
      request: (method, params, signal) => connection.request(method, params, signal),
      incoming: connection.incoming as AsyncIterable<ServerMessage>,
      respond: (ask, outcome) => connection.respond({ id: Number(ask.id) }, asDecoded(ask, outcome)),
    },
    ...(choice.kind === 'url' && { upgrade: passUpgrades(open, upgrades, holders) }),
    isHeldElsewhere: (askId) => holders.has(askId),
    async tellHowToSignIn() {},
    closeUpgrades,
    async stop() {
      await closeUpgrades();
      await connection.close();
    },
    async closeDemo() {},
  };
}

async function openChannel(choice: Choice, codexHome: string): Promise<Channel> {
  if (choice.kind === 'command') {
    return processChannel(choice.program, choice.args, { env: { ...process.env, CODEX_HOME: codexHome } });
  }
  const token = choice.tokenFile && (await readFile(choice.tokenFile, 'utf8')).trim();
  return connectWebSocket(choice.url, token ? { token } : {});
}

/** The client's own token ends here: towards the app-server each connection is opened like ours. */
function passUpgrades(open: () => Promise<Channel>, upgrades: Set<Channel>, holders: AskHolders): Upgrade {
  let acceptor: ReturnType<typeof webSocketAcceptor> | undefined;
  return async (request, socket, head) => {
    acceptor ??= webSocketAcceptor();
    const far = await open();
    const near = holders.watch(await (await acceptor)(request, socket, head));
    upgrades.add(near);
    await Promise.all([pass(near, far), pass(far, near)]);
    upgrades.delete(near);
  };
}

/** The end of the one is the end of the other. */
async function pass(from: Channel, to: Channel): Promise<void> {
  for await (const message of from.messages) await to.send(message);
  await Promise.all([from.close(), to.close()]);
}
