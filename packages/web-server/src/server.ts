// The HTTP server: checks of every request, the route table, the shape of errors, upgrades to JSON-RPC, shutdown.
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { type AccessRules, checkHost, checkOrigin, checkToken } from './auth.ts';
import type { Backend } from './backend.ts';
import { HttpError, toHttpError } from './errors.ts';
import type { EventLog } from './event-log.ts';
import { EventStreams } from './event-streams.ts';
import { type App, registerRoutes } from './route.ts';
import { routes } from './routes.ts';
import { defaultLimits, type StreamLimits } from './sse.ts';
import { ThreadFeed } from './thread-feed.ts';

export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;

export interface WebServerOptions {
  readonly backend: Backend;
  readonly log: EventLog;
  readonly access: AccessRules;
  /** Takes over a WebSocket upgrade that passed the checks. */
  readonly upgrade?: Upgrade;
  /** Ends turns and then the connection, so that the last events are still logged. */
  readonly stopBackend?: () => Promise<void>;
  readonly limits?: StreamLimits;
}

export interface WebServer {
  readonly http: FastifyInstance;
  /** Reconciles the log, then listens. Returns the port. */
  listen(host: string, port: number): Promise<number>;
  /** Resolves when the backend's connection has ended, for whatever reason. */
  readonly backendEnded: Promise<void>;
  /** Refuses new requests, stops the backend, ends the streams after its last event, closes the log. */
  close(): Promise<void>;
}

/** Requests that still run at shutdown get this long. */
const closeGraceMs = 5_000;
/** A client gets this long to send its request. */
const requestTimeoutMs = 60_000;
const bodyLimit = 16 * 1024 * 1024;

export function createServer(options: WebServerOptions): WebServer {
  const { backend, log } = options;
  const feed = new ThreadFeed(backend, log);
  const streams = new EventStreams(backend, feed, log, options.limits ?? defaultLimits);
  const http = createHttp(options.access);
  registerRoutes(http, routes, { backend, feed, log, streams } satisfies App);
  http.server.on('upgrade', (request, socket, head) => {
    const refusal = checkUpgrade(request, options.access);
    if (refusal) refuseSocket(socket, refusal);
    else if (options.upgrade) options.upgrade(request, socket, head).catch(() => socket.destroy());
    else refuseSocket(socket, new HttpError(404, 'NOT_FOUND', 'No WebSocket here'));
  });
  const backendEnded = feed.run();
  return {
    http,
    backendEnded,
    async listen(host, port) {
      await feed.recover();
      await http.listen({ host, port });
      return (http.server.address() as AddressInfo).port;
    },
    async close() {
      const closed = http.close();
      await options.stopBackend?.();
      await backendEnded;
      log.flush();
      streams.endAll();
      const impatience = setTimeout(() => http.server.closeAllConnections(), closeGraceMs);
      await closed;
      clearTimeout(impatience);
      log.close();
    },
  };
}

/** A server without routes: every refusal and error in the shape of errors.ts. */
export function createHttp(access: AccessRules): FastifyInstance {
  const http = fastify({
    bodyLimit,
    requestTimeout: requestTimeoutMs,
    clientErrorHandler: (error, socket) => refuseSocket(socket, brokenRequest(error.code)),
    // HEAD of an event stream would be an event stream.
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 1024 },
    // Fastify's defaults rewrite bodies: null becomes '', unknown fields vanish, defaults appear.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
    frameworkErrors: (error, _, reply) => sendError(reply, toHttpError(error)),
  });
  http.addHook('onRequest', async (request, reply) => {
    const refusal = checkHost(request.raw, access) ?? checkOrigin(request.raw, access);
    if (refusal) return refuse(reply, refusal);
    reply.header('vary', 'Origin').header('x-content-type-options', 'nosniff');
    const { origin } = request.headers;
    if (origin !== undefined) reply.header('access-control-allow-origin', origin);
    if (isPreflight(request)) return sendPreflight(reply);
    const open = (request.routeOptions.config as { open?: boolean } | undefined)?.open === true;
    const unauthorized = open ? undefined : checkToken(request.raw, access);
    if (unauthorized) return refuse(reply, unauthorized);
  });
  acceptBodies(http);
  http.setErrorHandler((error, _, reply) => sendError(reply, toHttpError(error)));
  http.setNotFoundHandler((_, reply) => sendError(reply, new HttpError(404, 'NOT_FOUND', 'No such route')));
  return http;
}

/** JSON, or nothing: a POST without a body needs no content type. */
function acceptBodies(http: FastifyInstance): void {
  const parseJson = http.getDefaultJsonParser('error', 'error');
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, {});
    else parseJson(request, body as string, done);
  });
}

function isPreflight(request: FastifyRequest): boolean {
  return request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
}

interface ReplyLike {
  code(status: number): ReplyLike;
  headers(headers: Record<string, string>): ReplyLike;
  send(body?: unknown): unknown;
}

function sendPreflight(reply: ReplyLike): unknown {
  const headers = {
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': 'authorization, content-type, idempotency-key, last-event-id',
    'access-control-max-age': '600',
  };
  return reply.code(204).headers(headers).send();
}

/** The body was not read and will not be, so the connection cannot be used again. */
function refuse(reply: ReplyLike, refusal: HttpError): unknown {
  return sendError(reply.headers({ connection: 'close' }), refusal);
}

function sendError(reply: ReplyLike, error: HttpError): unknown {
  return reply
    .code(error.status)
    .headers({ ...error.headers })
    .send(error.body());
}

/** Browsers cannot set headers on a WebSocket, so one that names an origin is never ours. */
function checkUpgrade(request: IncomingMessage, access: AccessRules): HttpError | undefined {
  const fromPage = request.headers.origin !== undefined;
  if (fromPage) return new HttpError(403, 'FORBIDDEN_ORIGIN', 'WebSocket connections from web pages are not allowed');
  return checkHost(request, access) ?? checkToken(request, access);
}

/** What is no HTTP request at all. */
function brokenRequest(code: string | undefined): HttpError {
  if (code === 'HPE_HEADER_OVERFLOW') return new HttpError(431, 'HEADERS_TOO_LARGE', 'Request headers too large');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new HttpError(408, 'REQUEST_TIMEOUT', 'The request took too long');
  return new HttpError(400, 'INVALID_REQUEST', 'Malformed HTTP request');
}

/** Answers on a socket that is no request any more, or never was, and closes it. */
function refuseSocket(socket: Duplex, refusal: HttpError): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify(refusal.body());
  const head = [
    `HTTP/1.1 ${refusal.status} ${refusal.code}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    ...Object.entries(refusal.headers).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.on('error', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
