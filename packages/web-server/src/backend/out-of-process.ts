// An app-server that is not in this process: a child of ours, ours or the official one, or one that listens on a
// WebSocket. A child has this server as its only client; behind a URL every JSON-RPC client gets a connection of its own.
import { readFile } from 'node:fs/promises';
import type { Channel } from '@codex/rpc/channel.ts';
import { processChannel } from '@codex/rpc/channels/process.ts';
import { connectWebSocket } from '@codex/rpc/channels/websocket.ts';
import type { AppServer } from './app-server.ts';
import type { BackendChoice } from './backend-choice.ts';
import { connectBackend } from './connect-backend.ts';
import { Upgrades } from './upgrades.ts';

type Choice = Exclude<BackendChoice, { kind: 'in-process' }>;

/** Throws when it cannot be reached. */
export async function connectAppServer(choice: Choice, codexHome: string): Promise<AppServer> {
  const { backend, close } = await connectBackend(await openChannel(choice, codexHome));
  // The client's own token ends here: towards the app-server each connection is opened like ours.
  const upgrades = new Upgrades(async () => {
    const far = await openChannel(choice, codexHome);
    return async (near) => void (await Promise.all([pass(near, far), pass(far, near)]));
  });
  return {
    backend,
    ...(choice.kind === 'url' && { upgrade: upgrades.accept }),
    isHeldElsewhere: (askId) => upgrades.holds(askId),
    async tellHowToSignIn() {},
    closeUpgrades: () => upgrades.close(),
    async stop() {
      await upgrades.close();
      await close();
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

/** The end of the one is the end of the other. */
async function pass(from: Channel, to: Channel): Promise<void> {
  for await (const message of from.messages) await to.send(message);
  await Promise.all([from.close(), to.close()]);
}
