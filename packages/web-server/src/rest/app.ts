// What the handlers of routes work with: one web server's parts, put together by create-app.ts.
import type { Attachments } from '../attachments.ts';
import type { Backend } from '../backend/backend.ts';
import type { EventLog } from '../events/event-log.ts';
import type { EventStreams } from '../events/event-streams.ts';
import type { ThreadFeed } from '../events/thread-feed.ts';
import type { Tickets } from '../http/tickets.ts';
import type { Counters } from '../metrics.ts';
import type { Repeats } from './repeats.ts';

export interface App {
  readonly backend: Backend;
  readonly feed: ThreadFeed;
  readonly log: EventLog;
  readonly streams: EventStreams;
  readonly repeats: Repeats;
  readonly tickets: Tickets;
  readonly attachments: Attachments;
  readonly counters: Counters;
  /** The state directory, absolute. */
  readonly codexHome: string;
  /** How many requests came with a wrong token. */
  authFailures(): number;
  /** This API as OpenAPI. */
  openApi(): Promise<object>;
}
