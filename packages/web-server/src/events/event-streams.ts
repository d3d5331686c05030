// All open event streams: opens one at the right place of the log, hands process-wide events to those of threads, ends
// all at shutdown. The end of a stream never touches the thread.
import { clientRequests } from '@codex/protocol/methods.ts';
import type { FastifyReply } from 'fastify';
import type { Backend } from '../backend/backend.ts';
import { HttpError, invalidRequest } from '../rest/errors.ts';
import { naming } from '../rest/naming.ts';
import type { EventLog } from './event-log.ts';
import {
  type EventFilter,
  type EventSource,
  familySource,
  familyStart,
  processSource,
  threadSource,
} from './event-source.ts';
import { EventStream, type StreamLimits } from './sse.ts';
import { frame, looseFrameOf, type SseFormat } from './sse-frame.ts';
import { restAsk } from './sse-views.ts';
import type { ThreadFeed } from './thread-feed.ts';

/** What a client asks for. */
export interface StreamRequest {
  /** The client's place, if it has one. */
  readonly lastEventId: string | undefined;
  readonly format: SseFormat;
  /** Undefined: the stream of the process. */
  readonly threadId?: string;
  /** Of a thread: its children's events too, counted in the sequence over everything. */
  readonly includeChildren?: boolean;
  /** Of the process: what to tell. */
  readonly filter?: EventFilter;
}

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
  readonly #streams = new Map<EventStream, EventSource>();

  constructor(backend: Backend, feed: ThreadFeed, log: EventLog, limits: StreamLimits) {
    this.#backend = backend;
    this.#feed = feed;
    this.#log = log;
    this.#limits = limits;
    feed.onLoose((event) => {
      for (const [stream, source] of this.#streams) if (!source.includesProcess) stream.sendLoose(event);
    });
    feed.isStreamed = (threadId) => this.count(threadId) > 0;
  }

  get size(): number {
    return this.#streams.size;
  }

  /** How many streams are about the thread. */
  count(threadId: string): number {
    let count = 0;
    for (const source of this.#streams.values()) if (source.threadId === threadId) count += 1;
    return count;
  }

  /** Takes over the reply. Throws while nothing is written yet. */
  async open(reply: FastifyReply, request: StreamRequest): Promise<void> {
    const { format, threadId } = request;
    const id = parseEventId(request.lastEventId);
    if (this.#streams.size >= this.#limits.maxStreams) {
      throw new HttpError(503, 'OVERLOADED', 'Too many event streams', { headers: { 'retry-after': '5' } });
    }
    if (threadId !== undefined) await this.#feed.follow(threadId);
    this.#log.flush();
    const source = this.#sourceOf(request);
    const { after, first } = await this.#placeOf(source, id, format);
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
    const stream = new EventStream({ response, source, format, limits: this.#limits }, after, first);
    this.#streams.set(stream, source);
    response.on('close', () => this.#streams.delete(stream));
  }

  endAll(): void {
    for (const stream of this.#streams.keys()) stream.end();
  }

  #sourceOf({ threadId, includeChildren, filter }: StreamRequest): EventSource {
    if (threadId === undefined) return processSource(this.#log, filter ?? {});
    return includeChildren ? familySource(this.#log, threadId) : threadSource(this.#log, threadId);
  }

  async #placeOf(source: EventSource, id: EventId | undefined, format: SseFormat): Promise<Place> {
    const { epoch, head, floor } = source.position();
    if (!id) return this.#beginning(source, format);
    if (id.epoch !== epoch) return this.#afterReset(source, 'unknown_log');
    if (id.number > head) return this.#afterReset(source, 'unknown_event');
    if (id.number < floor) return this.#afterReset(source, 'expired_event');
    return { after: id.number, first: [] };
  }

  /** Asks that are older than the replay and still open come first, without an id. */
  #beginning(source: EventSource, format: SseFormat): Place {
    const after = this.#startOf(source);
    const older = this.#asksOf(source).filter(({ event }) => source.numberOf(event) <= after);
    return { after, first: older.map(({ event }) => looseFrameOf(event, source.threadId, format)) };
  }

  /**
   * The id means nothing here. Of a thread: the thread as a snapshot, then its last turn event by event; the snapshot
   * leaves that turn out, so it and the events never overlap. Of the process: what is still to be answered.
   */
  async #afterReset(source: EventSource, reason: string): Promise<Place> {
    const { threadId } = source;
    const after = this.#startOf(source);
    const thread = threadId === null ? {} : await this.#threadBefore(threadId);
    const approvals = this.#asksOf(source).map(({ event }) => restAsk(event, threadId));
    const data = { thread_id: threadId, reason, snapshot: { ...thread, approvals } };
    return { after, first: [frame('reset', data, `${source.position().epoch}-${after}`)] };
  }

  /** The thread without the turn that the log tells, and what follows it. */
  async #threadBefore(threadId: string): Promise<object> {
    const turnId = this.#feed.lastTurn(threadId);
    const read = await this.#readThread(threadId);
    const at = read.turns.findIndex((turn) => turn.id === turnId);
    const { floor, turnStart } = this.#log.position(threadId);
    const isTold = at >= 0 && turnStart > floor;
    const wire = { thread: { ...read, turns: isTold ? read.turns.slice(0, at) : read.turns } };
    return naming(clientRequests['thread/read'].result).toRest(wire) as object;
  }

  async #readThread(threadId: string) {
    try {
      return (await this.#backend.request('thread/read', { threadId, includeTurns: true })).thread;
    } catch {
      // A thread before its first turn has no turns to include.
      return (await this.#backend.request('thread/read', { threadId })).thread;
    }
  }

  /** Of a thread its last turn/started, of the process now. */
  #startOf(source: EventSource): number {
    if (source.threadId === null) return source.position().head;
    if (source.kind === 'timeline') return familyStart(this.#log, source.threadId);
    const { turnStart, floor } = source.position();
    return Math.max(turnStart - 1, floor);
  }

  #asksOf(source: EventSource) {
    return this.#feed.pending.list(source.threadId ?? undefined).filter(({ event }) => source.shows(event));
  }
}

interface EventId {
  readonly epoch: string;
  readonly number: number;
}

/** Undefined for a client without a place. Throws 400 for anything that was never an id. */
function parseEventId(text: string | undefined): EventId | undefined {
  if (text === undefined || text === '') return undefined;
  const match = /^([0-9a-f]{12})-(\d{1,15})$/.exec(text);
  if (!match?.[1]) throw invalidRequest(`Invalid event id: ${text.slice(0, 64)}`);
  return { epoch: match[1], number: Number(match[2]) };
}
