// One client's stream of events. The log is its queue: a slow client holds a position, not events, so it can
// neither slow a turn nor grow this process; when it falls too far behind it is told `lagged` and closed.
import type { ServerResponse } from 'node:http';
import type { LoggedEvent } from './event-rows.ts';
import type { EventSource } from './event-source.ts';
import { frame, frameOf, looseFrameOf, mergeDeltas, type SseFormat } from './sse-frame.ts';

export interface StreamLimits {
  /** A comment is sent when this long passes without a frame. */
  readonly keepaliveMs: number;
  /** A client that was up to date once and is this many events behind is closed. */
  readonly maxBehind: number;
  /** A client that takes no bytes for this long is closed. */
  readonly maxStallMs: number;
  /** Streams beyond this many are refused. */
  readonly maxStreams: number;
}

export const defaultLimits: StreamLimits = {
  keepaliveMs: 10_000,
  maxBehind: 20_000,
  maxStallMs: 30_000,
  maxStreams: 20_000,
};

const pageSize = 256;
const maxLoose = 256;
/** How long a closed client may take to read the rest before its socket is destroyed. */
const lingerMs = 5_000;
const keepalive = Buffer.from(': keepalive\n\n');

export class EventStream {
  readonly #response: ServerResponse;
  readonly #source: EventSource;
  readonly #epoch: string;
  readonly #format: SseFormat;
  readonly #limits: StreamLimits;
  readonly #idle: NodeJS.Timeout;
  readonly #unsubscribe: () => void;
  #stall: NodeJS.Timeout | undefined;
  /** The last event that was handed to the socket. */
  #cursor: number;
  /** The socket is full; events wait in the log. */
  #full = false;
  #lagging = false;
  #caughtUp = false;
  #ended = false;
  /** Events without a place in the log that came while the socket was full. */
  #loose: Buffer[] = [];

  /** Writes the head and `first` frames, replays what comes after the event `after`, then follows. */
  constructor(
    target: { response: ServerResponse; source: EventSource; format: SseFormat; limits: StreamLimits },
    after: number,
    first: readonly Buffer[],
  ) {
    this.#response = target.response;
    this.#source = target.source;
    this.#epoch = target.source.position().epoch;
    this.#format = target.format;
    this.#limits = target.limits;
    this.#cursor = after;
    this.#idle = setInterval(() => this.#keepAlive(), target.limits.keepaliveMs);
    this.#idle.unref();
    this.#response.on('drain', () => this.#drained());
    this.#response.on('close', () => this.#dispose());
    this.#response.flushHeaders();
    for (const each of first) this.#write(each);
    this.#unsubscribe = this.#source.subscribe((events) => this.#live(events));
    this.#replay();
  }

  /** An event without a thread, or an ask shown again. */
  sendLoose(event: LoggedEvent): void {
    const text = looseFrameOf(event, this.#source.threadId, this.#format);
    if (!this.#full) this.#write(text);
    else if (this.#loose.length < maxLoose) this.#loose.push(text);
    else this.#lag();
  }

  /** Ends the stream; the client may come back with the last id. */
  end(): void {
    if (this.#ended) return;
    this.#dispose();
    const { socket } = this.#response;
    this.#response.end(() => socket?.destroySoon());
    setTimeout(() => this.#response.destroy(), lingerMs).unref();
  }

  #live(events: readonly LoggedEvent[]): void {
    const [first] = events;
    const last = events.at(-1);
    if (!first || !last) return;
    if (this.#caughtUp && this.#source.numberOf(last) - this.#cursor > this.#limits.maxBehind) this.#lag();
    else if (this.#full) return;
    else if (this.#source.numberOf(first) === this.#cursor + 1) this.#send(events);
    // Between the last one this client has and these stand only removed ones, or it still replays.
    else this.#replay();
  }

  #replay(): void {
    while (!this.#full && !this.#ended) {
      const page = this.#source.read(this.#cursor, pageSize);
      if (page.length === 0) {
        this.#caughtUp = true;
        this.#lagging = false;
        return;
      }
      this.#send(this.#lagging ? mergeDeltas(page) : page);
    }
  }

  /** Until the socket is full; the rest stays in the log. */
  #send(events: readonly LoggedEvent[]): void {
    for (const event of events) {
      if (this.#full || this.#ended) return;
      this.#cursor = this.#source.numberOf(event);
      if (!this.#source.shows(event)) continue;
      const text = frameOf(event, this.#source, this.#epoch, this.#format);
      if (text) this.#write(text);
    }
  }

  #write(text: Buffer): void {
    if (this.#ended) return;
    this.#idle.refresh();
    if (this.#response.write(text)) return;
    this.#full = true;
    this.#stall ??= setTimeout(() => this.#lag(), this.#limits.maxStallMs).unref();
  }

  #drained(): void {
    clearTimeout(this.#stall);
    this.#stall = undefined;
    this.#full = false;
    this.#lagging = this.#caughtUp;
    const loose = this.#loose;
    this.#loose = [];
    for (const text of loose) this.#write(text);
    this.#replay();
  }

  #keepAlive(): void {
    if (!this.#full) this.#write(keepalive);
  }

  #lag(): void {
    if (this.#ended) return;
    const data = { thread_id: this.#source.threadId, last_event_id: `${this.#epoch}-${this.#cursor}` };
    this.#response.write(frame('lagged', data));
    this.end();
  }

  #dispose(): void {
    this.#ended = true;
    this.#unsubscribe();
    clearInterval(this.#idle);
    clearTimeout(this.#stall);
    this.#loose = [];
  }
}
