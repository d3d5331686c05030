// JSON-RPC over WebSocket: one message per text frame, in both directions. `ws` is loaded when the first socket is.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { type Channel, type CloseReason, closedLocally, endedByPeer, lost, maxMessageBytes } from '../channel.ts';
import { Mailbox } from '../mailbox.ts';
import { encode, type Message, parse } from '../message.ts';

/** Messages that may wait for their reader before the socket is paused. */
const inboundHighWater = 256;
/** Bytes that may wait for the network before the sender is asked to wait. */
const outboundHighWater = 1024 * 1024;
/** How long the other side may take to answer a close frame. */
const closeGraceMs = 1_000;

/** Close codes of RFC 6455 for our reasons. */
const closeCodes: Readonly<Record<CloseReason['code'], number>> = {
  local: 1000,
  ended: 1000,
  lost: 1011,
  too_large: 1009,
  slow: 1013,
};

export interface ConnectOptions {
  /** Sent as `Authorization: Bearer`. */
  readonly token?: string;
}

export async function connectWebSocket(url: string, options: ConnectOptions = {}): Promise<Channel> {
  const { default: Socket } = await import('ws');
  const headers = options.token === undefined ? {} : { authorization: `Bearer ${options.token}` };
  const socket = new Socket(url, { headers, perMessageDeflate: false, maxPayload: maxMessageBytes });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return new WebSocketChannel(socket);
}

export type Acceptor = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<Channel>;

/** Completes upgrades of an HTTP server. Who may upgrade is decided before. */
export async function webSocketAcceptor(): Promise<Acceptor> {
  const { WebSocketServer } = await import('ws');
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: maxMessageBytes,
    handleProtocols: () => false,
  });
  return (request, socket, head) =>
    new Promise((resolve) => {
      server.handleUpgrade(request, socket, head, (accepted) => resolve(new WebSocketChannel(accepted)));
    });
}

class WebSocketChannel implements Channel {
  readonly exclusive = false;
  readonly messages: Mailbox<Message> = new Mailbox(inboundHighWater);
  readonly closed: Promise<CloseReason>;
  readonly #socket: WebSocket;
  readonly #settle: (reason: CloseReason) => void;
  #reason: CloseReason | undefined;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    const { promise, resolve } = Promise.withResolvers<CloseReason>();
    this.closed = promise;
    this.#settle = resolve;
    socket.on('message', (data, isBinary) => {
      if (!isBinary) this.#receive(data.toString());
    });
    socket.on('error', (error: Error & { code?: string }) => {
      const tooLarge = error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
      this.#end(tooLarge ? { code: 'too_large', message: error.message } : lost(error));
    });
    socket.on('close', () => this.#end(endedByPeer));
  }

  send(message: Message): Promise<void> | undefined {
    if (this.#reason) return undefined;
    const text = encode(message);
    if (this.#socket.bufferedAmount < outboundHighWater) {
      this.#socket.send(text);
      return undefined;
    }
    return new Promise((resolve) => this.#socket.send(text, () => resolve()));
  }

  async close(reason: CloseReason = closedLocally): Promise<void> {
    if (this.#reason) return;
    this.messages.end(true);
    this.#end(reason);
    const gone = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
    this.#socket.close(closeCodes[reason.code], reason.message);
    const timer = setTimeout(() => this.#socket.terminate(), closeGraceMs);
    await gone;
    clearTimeout(timer);
  }

  #receive(text: string): void {
    const message = parse(text);
    const full = message && this.messages.put(message);
    if (!full || this.#socket.isPaused) return;
    this.#socket.pause();
    full.then(() => this.#socket.resume());
  }

  #end(reason: CloseReason): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.messages.end();
    this.#settle(reason);
  }
}
