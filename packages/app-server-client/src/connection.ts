// The one way to talk to an app-server, whatever the channel: in this process, a child process, or a WebSocket.
import type { ClientInfo, InitializeCapabilities, InitializeResponse } from '@codex/protocol/initialize/initialize.ts';
import type {
  ClientMethod,
  Params,
  Result,
  RpcError,
  ServerNotification,
  ServerRequest,
} from '@codex/protocol/methods.ts';
import type { Channel, CloseReason } from '@codex/rpc/channel.ts';
import { Peer } from '@codex/rpc/peer.ts';

export type AskOutcome = { readonly result: unknown } | { readonly error: RpcError };

export interface Connection {
  /** What the server said of itself. */
  readonly server: InitializeResponse;
  /**
   * Rejects with `ResponseError` (code, message, data) when the server refuses, with `ConnectionClosedError` when the
   * connection ends first, with the signal's reason when that aborts first; the server is not told of the latter.
   */
  request<M extends ClientMethod>(method: M, params: Params<M>, signal?: AbortSignal): Promise<Result<M>>;
  /**
   * Notifications and asks in one order, for one consumer, until the end. The consumer must not await `request`
   * before it takes the next message: reading pauses while many wait.
   */
  readonly incoming: AsyncIterable<ServerNotification | ServerRequest>;
  /** Answers an ask. False: it is answered already, as far as this connection was told; nothing was sent. */
  respond(ask: Pick<ServerRequest, 'id'>, outcome: AskOutcome): boolean;
  readonly closed: Promise<CloseReason>;
  close(): Promise<void>;
}

/** Does the handshake. When that fails the channel is closed and the reason thrown. */
export async function connect(
  channel: Channel,
  clientInfo: ClientInfo,
  capabilities: InitializeCapabilities = { experimentalApi: true },
): Promise<Connection> {
  const peer = new Peer(channel);
  try {
    const server = (await peer.request('initialize', { clientInfo, capabilities })) as InitializeResponse;
    peer.notify('initialized');
    return new PeerConnection(peer, server);
  } catch (error) {
    await peer.close();
    throw error;
  }
}

class PeerConnection implements Connection {
  readonly server: InitializeResponse;
  readonly incoming: AsyncIterable<ServerNotification | ServerRequest>;
  readonly #peer: Peer;
  readonly #open = new Set<number>();

  constructor(peer: Peer, server: InitializeResponse) {
    this.#peer = peer;
    this.server = server;
    this.incoming = this.#watch();
  }

  get closed(): Promise<CloseReason> {
    return this.#peer.closed;
  }

  async request<M extends ClientMethod>(method: M, params: Params<M>, signal?: AbortSignal): Promise<Result<M>> {
    return (await this.#peer.request(method, params, signal)) as Result<M>;
  }

  respond(ask: Pick<ServerRequest, 'id'>, outcome: AskOutcome): boolean {
    if (!this.#open.delete(ask.id)) return false;
    this.#peer.respond(ask.id, outcome);
    return true;
  }

  close(): Promise<void> {
    return this.#peer.close();
  }

  /** The server is trusted to speak the protocol: messages pass unchanged, also those of a newer version. */
  async *#watch(): AsyncGenerator<ServerNotification | ServerRequest> {
    for await (const incoming of this.#peer.incoming) {
      const message = incoming as ServerNotification | ServerRequest;
      if ('id' in message) this.#open.add(message.id);
      else if (message.method === 'serverRequest/resolved') this.#open.delete(Number(message.params.requestId));
      yield message;
    }
  }
}
