// JSON-RPC clients that came by an upgrade to WebSocket: accepted, known by the asks they hold, ended together.
import type { Channel } from '@codex/rpc/channel.ts';
import { webSocketAcceptor } from '@codex/rpc/channels/websocket.ts';
import type { Upgrade } from '../http/server.ts';
import { AskHolders } from './ask-holders.ts';

/** Serves one client to its end. */
type Serve = (client: Channel) => Promise<void>;

export class Upgrades {
  readonly #prepare: () => Promise<Serve>;
  readonly #holders = new AskHolders();
  readonly #open = new Set<Channel>();
  #acceptor: ReturnType<typeof webSocketAcceptor> | undefined;

  /** `prepare` is called before each upgrade is accepted: when it rejects, the client gets no WebSocket. */
  constructor(prepare: () => Promise<Serve>) {
    this.#prepare = prepare;
  }

  readonly accept: Upgrade = async (request, socket, head) => {
    this.#acceptor ??= webSocketAcceptor();
    const [accept, serve] = await Promise.all([this.#acceptor, this.#prepare()]);
    const client = this.#holders.watch(await accept(request, socket, head));
    this.#open.add(client);
    await serve(client).finally(() => this.#open.delete(client));
  };

  /** Whether one of them has the ask. */
  holds(askId: number | string): boolean {
    return this.#holders.has(askId);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#open].map((client) => client.close()));
  }
}
