// Many clients over WebSocket on one socket, with the two health probes. No browser gets in through a port: an Origin
// header is refused.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Engine } from '@codex/engine/engine.ts';
import type { Channel } from '@codex/rpc/channel.ts';
import { webSocketAcceptor } from '@codex/rpc/channels/websocket.ts';
import { type ServeOptions, serve } from './serve.ts';
import { aborted } from './signals.ts';
import { refuseAuthorization, type TokenCheck } from './websocket-auth.ts';

export interface WebSocketOptions extends ServeOptions {
  /** Makes the server listen. */
  readonly bind: (server: Server) => Promise<void>;
  /** Undefined: everybody who reaches the socket is welcome. */
  readonly check: TokenCheck | undefined;
  /** Whether pages in a browser may reach the socket; their requests, told by the Origin header, are refused. */
  readonly reachedByPages: boolean;
  readonly stop: AbortSignal;
}

/** A plain HTTP answer. */
interface Answer {
  readonly status: number;
  readonly text?: string;
  readonly allow?: string;
}

const probes: ReadonlySet<string> = new Set(['/readyz', '/healthz']);
const reads: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Idle time after which the system asks whether a client is still there. */
const keepAliveMs = 30_000;

export async function runWebSocket(engine: Engine, options: WebSocketOptions): Promise<void> {
  const { bind, stop } = options;
  const channels = new Set<Channel>();
  const accept = await webSocketAcceptor();
  const server = createServer({ keepAlive: true, keepAliveInitialDelay: keepAliveMs }, (request, response) =>
    answer(response, answerPlain(request, options)),
  );
  server.on('upgrade', async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = stop.aborted ? { status: 503 } : refuseUpgrade(request, options);
    if (refusal) return refuseSocket(socket, refusal);
    const channel = await accept(request, socket, head);
    channels.add(channel);
    await serve(channel, engine, options);
    channels.delete(channel);
  });
  await bind(server);
  await aborted(stop);
  server.close();
  await engine.close();
  await Promise.all([...channels].map((channel) => channel.close()));
  server.closeAllConnections();
}

type Guards = Pick<WebSocketOptions, 'check' | 'reachedByPages'>;

function answerPlain({ method = '', url = '', headers }: IncomingMessage, { reachedByPages }: Guards): Answer {
  if (reachedByPages && headers.origin !== undefined) return { status: 403 };
  if (probes.has(url.split('?')[0] ?? ''))
    return reads.has(method) ? { status: 200 } : { status: 405, allow: 'GET,HEAD' };
  if (method !== 'GET') return { status: 405, text: 'Request method must be `GET`' };
  return { status: 400, text: "Connection header did not include 'upgrade'" };
}

function refuseUpgrade({ headers }: IncomingMessage, { check, reachedByPages }: Guards): Answer | undefined {
  if (reachedByPages && headers.origin !== undefined) return { status: 403 };
  const text = check && refuseAuthorization(headers.authorization, check);
  return text === undefined ? undefined : { status: 401, text };
}

function answer(response: ServerResponse, { status, text = '', allow }: Answer): void {
  if (allow !== undefined) response.setHeader('allow', allow);
  if (text !== '') response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.writeHead(status, { 'content-length': Buffer.byteLength(text) }).end(text);
}

const reasons: Readonly<Record<number, string>> = { 401: 'Unauthorized', 403: 'Forbidden', 503: 'Service Unavailable' };

function refuseSocket(socket: Duplex, { status, text = '' }: Answer): void {
  const type = text === '' ? '' : 'content-type: text/plain; charset=utf-8\r\n';
  const head = `HTTP/1.1 ${status} ${reasons[status]}\r\n${type}content-length: ${Buffer.byteLength(text)}\r\n`;
  socket.on('error', () => socket.destroy());
  socket.end(`${head}connection: close\r\n\r\n${text}`);
}
