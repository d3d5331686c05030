// The HTTP server without routes: checks of every request, kinds of bodies, the shape of every refusal and error.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { HttpError, invalidRequest, toHttpError } from '../rest/errors.ts';
import type { Route } from '../rest/route.ts';
import { type AccessRules, checkHost, checkOrigin, checkToken } from './auth.ts';
import { drainBody } from './drain-body.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Tickets } from './tickets.ts';

/** A client gets this long to send its request, and this long for its headers. */
const requestTimeoutMs = 300_000;
const headersTimeoutMs = 15_000;
const timeoutCheckMs = 5_000;
const bodyLimit = 16 * 1024 * 1024;
/** Objects and lists within each other, in a JSON body. */
const maxDepth = 200;

export interface HttpOptions {
  readonly access: AccessRules;
  readonly tickets?: Tickets;
  /** For requests with a valid token. */
  readonly rateLimit?: RateLimit;
  /** PEM texts. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Told of each response. */
  readonly onResponse?: (method: string, status: number) => void;
}

interface RouteConfig {
  readonly open?: boolean;
  readonly row?: Route;
}

/** Refuses without reading the body. */
export function createHttp(options: HttpOptions): FastifyInstance {
  const { access, tls, onResponse } = options;
  const http = fastify({
    ...(tls
      ? { https: { ...tls, connectionsCheckingInterval: timeoutCheckMs } }
      : { http: { connectionsCheckingInterval: timeoutCheckMs } }),
    bodyLimit,
    requestTimeout: requestTimeoutMs,
    clientErrorHandler: (error, socket) => refuseSocket(socket, brokenRequest(error.code)),
    // HEAD of an event stream would be an event stream.
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 4096, ignoreTrailingSlash: true },
    // Bodies are checked against the protocol's schemas, answers are plain JSON: the framework's compilers stay unloaded.
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    frameworkErrors: (error, _, reply) => sendError(reply, toHttpError(error)),
  }) as unknown as FastifyInstance;
  http.server.headersTimeout = headersTimeoutMs;
  http.addHook('onRequest', (request, reply, done) => {
    const refusal = checkHost(request.raw, access) ?? checkOrigin(request.raw, access);
    if (refusal) return void refuse(reply, refusal);
    reply.header('vary', 'Origin').header('x-content-type-options', 'nosniff');
    reply.header('cross-origin-resource-policy', 'same-origin').header('x-frame-options', 'DENY');
    const { origin } = request.headers;
    if (origin !== undefined) reply.header('access-control-allow-origin', origin);
    if (isPreflight(request)) return void sendPreflight(reply);
    const unadmitted = checkAccess(request, options);
    if (unadmitted) return void refuse(reply, unadmitted);
    done();
  });
  if (onResponse)
    http.addHook('onResponse', (request, reply, done) => {
      onResponse(request.method, reply.statusCode);
      done();
    });
  acceptBodies(http);
  http.setErrorHandler(async (error, request, reply) => {
    await drainBody(request.raw);
    return sendError(reply, toHttpError(error));
  });
  http.setNotFoundHandler((_, reply) => sendError(reply, new HttpError(404, 'NOT_FOUND', 'No such route')));
  return http;
}

function noCompiler(): never {
  throw new Error('rows have no schemas for the framework');
}

/** The token, or on event streams a ticket in its place. */
function checkAccess(request: FastifyRequest, { access, tickets, rateLimit }: HttpOptions): HttpError | undefined {
  const { open, row } = request.routeOptions.config as RouteConfig;
  if (open === true) return undefined;
  const { ticket } = request.query as { ticket?: unknown };
  const isStream = row !== undefined && 'media' in row && row.media === 'text/event-stream';
  if (typeof ticket === 'string' && isStream && request.headers.authorization === undefined) {
    const { thread_id: threadId = null } = request.params as { thread_id?: string };
    if (tickets?.redeem(ticket, threadId)) return undefined;
  }
  return checkToken(request.raw, access) ?? rateLimit?.take();
}

/** JSON, or nothing: a POST without a body needs no content type. Forms only where files are uploaded. */
function acceptBodies(http: FastifyInstance): void {
  const parseJson = http.getDefaultJsonParser('error', 'error');
  http.removeAllContentTypeParsers();
  http.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, {});
    else if (isDeeperThan(body as string, maxDepth)) done(invalidRequest('The body is nested too deeply'));
    else parseJson(request, body as string, done);
  });
  http.addContentTypeParser('multipart/form-data', (request, _, done) => {
    const { row } = request.routeOptions.config as RouteConfig;
    if (row && 'upload' in row && row.upload) done(null);
    else done(new HttpError(415, 'UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type'));
  });
}

/** Whether brackets outside of strings are nested deeper. */
export function isDeeperThan(json: string, limit: number): boolean {
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === 0x22) at = endOfString(json, at);
    else if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    if (depth > limit) return true;
  }
  return false;
}

/** The place of the closing quote. */
function endOfString(json: string, start: number): number {
  for (let at = start + 1; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === 0x22) return at;
  }
  return json.length;
}

function isPreflight(request: FastifyRequest): boolean {
  return request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
}

function sendPreflight(reply: FastifyReply): unknown {
  const headers = {
    'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': 'authorization, content-type, idempotency-key, last-event-id',
    'access-control-max-age': '600',
  };
  return reply.code(204).headers(headers).send();
}

/** The body was not read and will not be, so the connection cannot be used again. */
function refuse(reply: FastifyReply, refusal: HttpError): unknown {
  return sendError(reply.headers({ connection: 'close' }), refusal);
}

function sendError(reply: FastifyReply, error: HttpError): unknown {
  return reply
    .code(error.status)
    .headers({ ...error.headers })
    .send(error.body());
}

/** Browsers cannot set headers on a WebSocket, so one that names an origin is never ours. */
export function checkUpgrade(request: IncomingMessage, access: AccessRules): HttpError | undefined {
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
export function refuseSocket(socket: Duplex, refusal: HttpError): void {
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
