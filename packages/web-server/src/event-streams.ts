// All open event streams: opens one at the right place of the log, hands process-wide events to each, ends all at
// shutdown. The end of a stream never touches the thread.

import { clientRequests } from '@codex/protocol/methods.ts';
import type { FastifyReply } from 'fastify';
import type { Backend } from './backend.ts';
import { invalidRequest } from './errors.ts';
import type { EventLog } from './event-log.ts';
import { naming } from './naming.ts';
import { EventStream, type StreamLimits } from './sse.ts';
import { frame, looseFrameOf, type SseFormat } from './sse-frame.ts';
import { restAsk } from './sse-views.ts';
import type { ThreadFeed } from './thread-feed.ts';

interface Place {
  readonly after: number;
  /** Frames that come before the replay. */
  readonly first: readonly Buffer[];
}

export class EventStreams {
  readonly #backend: Backend;
  readonly #feed: ThreadFeed;
  readonly #log: EventLog;
  readonly #limits: StreamLimits;
  readonly #streams = new Set<EventStream>();

  constructor(backend: Backend, feed: ThreadFeed, log: EventLog, limits: StreamLimits) {
    this.#backend = backend;
    this.#feed = feed;
    this.#log = log;
    this.#limits = limits;
    feed.onLoose((event) => {
      for (const stream of this.#streams) stream.sendLoose(event);
    });
  }

  /** Takes over the reply. `lastEventId`: the client's place, if it has one. Throws while nothing is written yet. */
  async open(reply: FastifyReply, threadId: string, lastEventId: string | undefined, format: SseFormat): Promise<void> {
    const id = parseEventId(lastEventId);
    await this.#feed.follow(threadId);
    const { after, first } = await this.#placeOf(threadId, id, format);
    const response = reply.raw;
    if (response.destroyed) return;
    reply.hijack();
    response.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    response.socket?.setNoDelay(true);
    const target = { response, log: this.#log, threadId, format, limits: this.#limits };
    const stream = new EventStream(target, after, first);
    this.#streams.add(stream);
    response.on('close', () => this.#streams.delete(stream));
  }

  endAll(): void {
    for (const stream of this.#streams) stream.end();
  }

  async #placeOf(threadId: string, id: EventId | undefined, format: SseFormat): Promise<Place> {
    this.#log.flush();
    const { epoch, head } = this.#log.position(threadId);
    if (!id) return this.#fromLastTurn(threadId, format);
    if (id.epoch === epoch && id.seq <= head) return { after: id.seq, first: [] };
    return this.#afterReset(threadId, id.epoch === epoch ? 'unknown_event' : 'unknown_log');
  }

  /** From the last turn/started; asks that are older and still open come first, without an id. */
  #fromLastTurn(threadId: string, format: SseFormat): Place {
    const after = this.#startOfTurn(threadId);
    const older = this.#feed.pending.list(threadId).filter(({ event }) => event.seq <= after);
    return { after, first: older.map(({ event }) => looseFrameOf(event, threadId, format)) };
  }

  /**
   * The id means nothing here: the thread as a snapshot, then the last turn event by event. The snapshot leaves that
   * turn out, so it and the events never overlap.
   */
  async #afterReset(threadId: string, reason: string): Promise<Place> {
    const turnId = this.#feed.lastTurn(threadId);
    const after = this.#startOfTurn(threadId);
    const read = await this.#readThread(threadId);
    const at = read.turns.findIndex((turn) => turn.id === turnId);
    const wire = { thread: { ...read, turns: at < 0 ? read.turns : read.turns.slice(0, at) } };
    const view = naming(clientRequests['thread/read'].result).toRest(wire) as object;
    const approvals = this.#feed.pending.list(threadId).map(({ event }) => restAsk(event, threadId));
    const data = { thread_id: threadId, reason, snapshot: { ...view, approvals } };
    return { after, first: [frame('reset', data, `${this.#log.position(threadId).epoch}-${after}`)] };
  }

  async #readThread(threadId: string) {
    try {
      return (await this.#backend.request('thread/read', { threadId, includeTurns: true })).thread;
    } catch {
      // A thread before its first turn has no turns to include.
      return (await this.#backend.request('thread/read', { threadId })).thread;
    }
  }

  #startOfTurn(threadId: string): number {
    return Math.max(0, this.#log.position(threadId).turnStart - 1);
  }
}

interface EventId {
  readonly epoch: string;
  readonly seq: number;
}

/** Undefined for a client without a place. Throws 400 for anything that was never an id. */
function parseEventId(text: string | undefined): EventId | undefined {
  if (text === undefined || text === '') return undefined;
  const match = /^([0-9a-f]{12})-(\d{1,15})$/.exec(text);
  if (!match?.[1]) throw invalidRequest(`Invalid event id: ${text.slice(0, 64)}`);
  return { epoch: match[1], seq: Number(match[2]) };
}
