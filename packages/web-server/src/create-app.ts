// Makes the parts that handlers of routes work with.
import type { DatabaseSync } from 'node:sqlite';
import { answeredAsks } from './answered-asks.ts';
import { Attachments } from './attachments.ts';
import type { Backend } from './backend/backend.ts';
import type { ExpiryRules } from './events/ask-expiry.ts';
import { EventLog } from './events/event-log.ts';
import { EventStreams } from './events/event-streams.ts';
import { defaultLimits, type StreamLimits } from './events/sse.ts';
import { ThreadFeed } from './events/thread-feed.ts';
import type { AccessRules } from './http/auth.ts';
import { Tickets } from './http/tickets.ts';
import { Counters } from './metrics.ts';
import type { App } from './rest/app.ts';
import { Repeats } from './rest/repeats.ts';
import type { Route } from './rest/route.ts';

export interface AppOptions {
  readonly backend: Backend;
  /** The state file; owned by the app from now on. */
  readonly database: DatabaseSync;
  /** Absolute. */
  readonly codexHome: string;
  readonly access: AccessRules;
  readonly expiry: ExpiryRules;
  readonly limits?: StreamLimits;
}

/** `routes`: those that are offered. */
export function createApp(options: AppOptions, routes: readonly Route[]): App {
  const { backend, database, codexHome, expiry } = options;
  const log = new EventLog(database);
  const feed = new ThreadFeed(backend, log, answeredAsks(database), expiry);
  let document: Promise<object> | undefined;
  return {
    backend,
    feed,
    log,
    codexHome,
    streams: new EventStreams(backend, feed, log, options.limits ?? defaultLimits),
    repeats: new Repeats(database),
    tickets: new Tickets(),
    attachments: new Attachments(codexHome),
    counters: new Counters(),
    authFailures: () => options.access.failures.total,
    openApi() {
      document ??= import('./docs/openapi.ts').then(({ openApi }) => openApi(routes));
      return document;
    },
  };
}
