// A model provider over real HTTP on loopback: every POST to its endpoint is answered by one function. Scripted and demo
// models are such functions. Guarantees: requests are kept in order of arrival; close() ends open streams.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived. `body` is the parsed JSON, or null where it was none. */
export interface ModelRequest {
  readonly n: number;
  readonly path: string;
  /** With its `?`, or empty. */
  readonly query: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown> | null;
}

/** One server-sent event of a response, as its wire frames it. */
export type ModelEvent = Readonly<Record<string, unknown>>;

/**
 * - `status`: an HTTP answer without a stream.
 * - `events`: a stream, then `end` closes it properly (default), `drop` cuts the connection, `hang` leaves it open.
 * - `refuse`: the connection is cut before any answer.
 */
export type ModelAnswer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | {
      readonly events: Iterable<ModelEvent> | AsyncIterable<ModelEvent>;
      readonly then?: 'end' | 'drop' | 'hang';
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly refuse: true };

export interface ModelServer {
  /** e.g. `http://127.0.0.1:40001/v1`: the `base_url` of a provider. */
  readonly baseUrl: string;
  readonly requests: readonly ModelRequest[];
  close(): Promise<void>;
}

export interface ServedWire {
  /** How the path of its endpoint ends. */
  readonly endpoint: string;
  /** An event as text. */
  frame(event: ModelEvent): string;
}

type Answer = (request: ModelRequest) => ModelAnswer | Promise<ModelAnswer>;

/** Listens on a free loopback port. A throwing `answer` cuts the connection, like a crashed provider. */
export async function startModelServer(wire: ServedWire, answer: Answer): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  const server = createServer((req, res) => {
    handle(req, res, { wire, requests, answer }).catch(() => res.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/v1`, requests, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  return closed;
}

interface Service {
  readonly wire: ServedWire;
  readonly requests: ModelRequest[];
  readonly answer: Answer;
}

async function handle(req: IncomingMessage, res: ServerResponse, { wire, requests, answer }: Service): Promise<void> {
  const body = await readJson(req);
  const url = new URL(req.url ?? '/', 'http://localhost');
  if (req.method !== 'POST' || !url.pathname.endsWith(wire.endpoint)) {
    return sendJson(res, 404, { error: { message: `no such endpoint: ${req.method} ${url.pathname}` } });
  }
  const { pathname: path, search: query } = url;
  const request: ModelRequest = { n: requests.length + 1, path, query, headers: req.headers, body };
  requests.push(request);
  const reply = await answer(request);
  if ('refuse' in reply) {
    res.destroy();
    return;
  }
  if ('status' in reply) return sendJson(res, reply.status, reply.body ?? {}, reply.headers);
  await sendEvents(res, wire, reply);
}

async function readJson(req: IncomingMessage): Promise<Record<string, unknown> | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function sendJson(res: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  res.writeHead(status, { 'content-type': 'application/json', ...headers });
  res.end(typeof body === 'string' ? body : JSON.stringify(body));
}

async function sendEvents(
  res: ServerResponse,
  wire: ServedWire,
  reply: Extract<ModelAnswer, { events: unknown }>,
): Promise<void> {
  res.writeHead(200, { 'content-type': 'text/event-stream', ...reply.headers });
  res.flushHeaders();
  for await (const event of reply.events) {
    if (res.destroyed) return;
    const flowing = res.write(wire.frame(event));
    if (!flowing) await drained(res);
  }
  if (reply.then === 'hang') return;
  if (reply.then === 'drop') {
    // Let the bytes written so far reach the client before the cut, as a dying proxy would.
    res.socket?.end();
    return;
  }
  res.end();
}

function drained(res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      res.off('drain', done);
      res.off('close', done);
      resolve();
    };
    res.on('drain', done);
    res.on('close', done);
  });
}
