// One web server: routes over its parts, upgrades to JSON-RPC, upkeep, shutdown.

import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { logger } from '@codex/telemetry/logger.ts';
import type { FastifyInstance } from 'fastify';
import { type AppOptions, createApp } from '../create-app.ts';
import type { App } from '../rest/app.ts';
import { HttpError } from '../rest/errors.ts';
import { registerRoutes } from '../rest/register-routes.ts';
import { allRoutes, routes } from '../routes/routes.ts';
import { checkUpgrade, createHttp, refuseSocket } from './http.ts';
import type { RateLimit } from './rate-limit.ts';

export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;

export interface WebServerOptions extends AppOptions {
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly rateLimit?: RateLimit;
  /** Any method of the protocol by its name. */
  readonly experimentalApi?: boolean;
  /** Takes over a WebSocket upgrade that passed the checks. */
  readonly upgrade?: Upgrade;
  /** Ends turns and then the connection, so that the last events are still logged. */
  readonly stopBackend?: () => Promise<void>;
}

export interface WebServer {
  readonly http: FastifyInstance;
  /** Reconciles the log, then listens. Returns the port. */
  listen(host: string, port: number): Promise<number>;
  /** Resolves when the backend's connection has ended, for whatever reason. */
  readonly backendEnded: Promise<void>;
  /** Ends all event streams; clients may come back with a valid token. */
  endStreams(): void;
  /** Refuses new requests, stops the backend, ends the streams after its last event, closes the log. */
  close(): Promise<void>;
}

/** Requests that still run at shutdown get this long. */
const closeGraceMs = 5_000;
/** How often old events are removed and idle threads let go. */
const upkeepMs = 60_000;
const idleThreadMs = 15 * 60_000;

export function createServer(options: WebServerOptions): WebServer {
  const offered = options.experimentalApi ? allRoutes : routes;
  const app = createApp(options, offered);
  const { feed, log, streams, tickets, counters } = app;
  const { access, tls, rateLimit } = options;
  const onResponse = (method: string, status: number) => counters.countResponse(method, status);
  const http = createHttp({ access, tickets, onResponse, ...(tls && { tls }), ...(rateLimit && { rateLimit }) });
  registerRoutes(http, offered, app);
  serveUpgrades(http, options);
  const upkeep = setInterval(() => keepUp(app), upkeepMs).unref();
  const backendEnded = feed.run();
  return {
    http,
    backendEnded,
    endStreams: () => streams.endAll(),
    async listen(host, port) {
      await feed.recover();
      await http.listen({ host, port });
      return (http.server.address() as AddressInfo).port;
    },
    async close() {
      clearInterval(upkeep);
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

function serveUpgrades(http: FastifyInstance, { access, upgrade }: WebServerOptions): void {
  http.server.on('upgrade', (request, socket, head) => {
    const refusal = checkUpgrade(request, access);
    if (refusal) refuseSocket(socket, refusal);
    else if (upgrade) upgrade(request, socket, head).catch(() => socket.destroy());
    else refuseSocket(socket, new HttpError(404, 'NOT_FOUND', 'No WebSocket here'));
  });
}

function keepUp({ log, feed }: App): void {
  try {
    log.flush();
    log.keeping.sweep(Date.now());
  } catch (error) {
    logger.error('upkeep of the event log failed', { error });
  }
  feed.unfollowIdle(Date.now() - idleThreadMs).catch((error: Error) => {
    logger.warn('a thread could not be let go', { error });
  });
}
