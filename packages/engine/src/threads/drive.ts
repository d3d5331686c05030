// What keeps a thread going, and what lets it go: queued input and goals start turns when nothing runs; a thread that
// nobody follows and that does nothing leaves memory after a while.

import type { ServerNotification } from '@codex/protocol/methods.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { QueuedSubmission } from '@codex/protocol/thread/queue.ts';
import type { Turn as WireTurn } from '@codex/protocol/turn/turn.ts';
import { logger } from '@codex/telemetry/logger.ts';
import type { AnnotationFile } from '../annotations/annotation-file.ts';
import { dequeue, readQueue } from '../annotations/queue.ts';
import type { Entry, Follower } from '../entry.ts';
import { Turn } from '../turns/turn.ts';
import type { GoalDesk } from './goal-desk.ts';
import type { Thread } from './thread.ts';
import { startTurn } from './turn-requests.ts';

export interface DriveParts {
  readonly thread: Thread;
  readonly file: AnnotationFile;
  readonly goals: GoalDesk;
  /** null: it stays as long as somebody else wants it. */
  readonly unloadAfterMs: number | null;
  readonly unload: (thread: Thread) => Promise<void>;
}

export class Drive implements Follower {
  readonly #parts: DriveParts;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(parts: DriveParts) {
    this.#parts = parts;
    this.rest();
  }

  push({ message }: Entry): void {
    if ('id' in message) return;
    try {
      this.#take(message);
    } catch (error) {
      // A note that cannot be kept must not break the turn.
      logger.error('a note about a thread is not kept', { error });
    }
  }

  #take(message: ServerNotification): void {
    const { goals } = this.#parts;
    if (message.method === 'turn/started') goals.turnStarted(message.params.turn.id);
    else if (message.method === 'thread/tokenUsage/updated') goals.pay(message.params.tokenUsage.last.totalTokens);
    else if (message.method === 'turn/completed') this.#turnEnded(message.params.turn);
  }

  /** Starts what waits, unless a turn runs. */
  goOn(): void {
    const { thread, goals } = this.#parts;
    if (this.#stopped || thread.busy) return;
    const queued = this.takeQueued();
    if (queued) this.runQueued(queued);
    else {
      const items = goals.continuation();
      if (items) this.#continueWith(items);
    }
  }

  /** The first of the queue, which it leaves; its followers are told. */
  takeQueued(): QueuedSubmission | undefined {
    const { thread, file } = this.#parts;
    const [first] = readQueue(file, thread.id, 0, 1);
    if (!first || !dequeue(file, thread.id, first.id)) return undefined;
    thread.announce({ method: 'thread/queue/changed', params: { threadId: thread.id } });
    return first;
  }

  runQueued(queued: QueuedSubmission): void {
    this.startQueued(queued).begin();
  }

  startQueued({ input, clientUserMessageId, responsesapiClientMetadata }: QueuedSubmission) {
    const { thread } = this.#parts;
    const metadata = responsesapiClientMetadata ? { responsesapiClientMetadata } : {};
    return startTurn(thread, { threadId: thread.id, input, clientUserMessageId, ...metadata });
  }

  /** A turn that nobody asked for. */
  #continueWith(items: readonly ResponseItem[]): void {
    const { thread } = this.#parts;
    const turn = new Turn({ settings: thread.settings });
    turn.tell({ items });
    void thread.run(turn);
  }

  /** From now on, a thread without followers and work has its time before it leaves memory. */
  rest(): void {
    clearTimeout(this.#timer);
    const { unloadAfterMs } = this.#parts;
    if (this.#stopped || unloadAfterMs === null) return;
    this.#timer = setTimeout(() => this.#leave(), unloadAfterMs).unref();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #turnEnded(turn: WireTurn): void {
    this.#parts.goals.turnEnded(turn.status);
    this.rest();
    // What the user interrupted goes on when the user says so.
    if (turn.status !== 'interrupted') queueMicrotask(() => this.#goOnSafely());
  }

  /** A queue that cannot be read must not take the turn's end with it. */
  #goOnSafely(): void {
    try {
      this.goOn();
    } catch (error) {
      logger.error('the queue of a thread cannot be read', { error });
    }
  }

  #leave(): void {
    const { thread, unload } = this.#parts;
    if (thread.isFollowed || thread.busy || thread.worksInBackground) this.rest();
    else void unload(thread);
  }
}
