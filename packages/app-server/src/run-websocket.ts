// Many clients over WebSocket on one port, with the two health probes. No browser gets in: an Origin header is refused.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Engine } from '@codex/engine/engine.ts';
import type { Channel } from '@codex/rpc/channel.ts';
import { webSocketAcceptor } from '@codex/rpc/channels/websocket.ts';
import { refuseAuthorization } from './capability-token.ts';
import { authority, isLoopback } from './listen-url.ts';
import { type ServeOptions, serve } from './serve.ts';
import { aborted } from './signals.ts';

export interface WebSocketOptions extends ServeOptions {
  readonly host: string;
  readonly port: number;
  /** Undefined: everybody who reaches the port is welcome, so the address must be one of this machine. */
  readonly token: string | undefined;
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

export async function runWebSocket(engine: Engine, options: WebSocketOptions): Promise<void> {
  const { host, port, token, stop } = options;
  if (token === undefined && !isLoopback(host)) {
    const address = authority(host, port);
    const advice = 'configure `--ws-auth capability-token`';
    throw new Error(`refusing to start non-loopback websocket listener ${address} without auth; ${advice}`);
  }
  const channels = new Set<Channel>();
  const accept = await webSocketAcceptor();
  const server = createServer((request, response) => answer(response, answerPlain(request)));
  server.on('upgrade', async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = stop.aborted ? { status: 503 } : refuseUpgrade(request, token);
    if (refusal) return refuseSocket(socket, refusal);
    const channel = await accept(request, socket, head);
    channels.add(channel);
    await serve(channel, engine, options);
    channels.delete(channel);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  process.stderr.write(banner(server.address() as AddressInfo));
  await aborted(stop);
  server.close();
  await engine.close();
  await Promise.all([...channels].map((channel) => channel.close()));
  server.closeAllConnections();
}

function banner({ address, port }: AddressInfo): string {
  const at = authority(address, port);
  const note = isLoopback(address)
    ? 'binds localhost only (use SSH port-forwarding for remote access)'
    : 'websocket auth is required for non-localhost listeners';
  const lines = [
    `listening on: ws://${at}`,
    `readyz: http://${at}/readyz`,
    `healthz: http://${at}/healthz`,
    `note: ${note}`,
  ];
  return `codex app-server (WebSockets)\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function answerPlain({ method = '', url = '', headers }: IncomingMessage): Answer {
  if (headers.origin !== undefined) return { status: 403 };
  if (probes.has(url.split('?')[0] ?? ''))
    return reads.has(method) ? { status: 200 } : { status: 405, allow: 'GET,HEAD' };
  if (method !== 'GET') return { status: 405, text: 'Request method must be `GET`' };
  return { status: 400, text: "Connection header did not include 'upgrade'" };
}

function refuseUpgrade({ headers }: IncomingMessage, token: string | undefined): Answer | undefined {
  if (headers.origin !== undefined) return { status: 403 };
  const text = token === undefined ? undefined : refuseAuthorization(headers.authorization, token);
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
