// What happens to a thread when nothing runs: queued input starts the next turn, or else its goal does; and a thread that
// nobody follows leaves memory after a while.
import type { ServerNotification } from '@codex/protocol/methods.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { QueuedSubmission } from '@codex/protocol/thread/queue.ts';
import type { Turn as WireTurn } from '@codex/protocol/turn/turn.ts';
import { logger } from '@codex/telemetry/logger.ts';
import type { AnnotationFile } from '../annotations/annotation-file.ts';
import { dequeue, readQueue } from '../annotations/queue.ts';
import type { Entry, Follower } from '../entry.ts';
import { Turn } from '../turns/turn.ts';
import type { GoalTracker } from './goal-tracker.ts';
import type { Thread } from './thread.ts';
import { startTurn } from './turn-requests.ts';

export interface SchedulerParts {
  readonly thread: Thread;
  readonly file: AnnotationFile;
  readonly goals: GoalTracker;
  /** Told every entry as well. */
  readonly notices: Follower | null;
  /** null: it stays as long as somebody else wants it. */
  readonly unloadAfterMs: number | null;
  readonly unload: (thread: Thread) => Promise<void>;
}

export class ThreadScheduler implements Follower {
  readonly #parts: SchedulerParts;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
    this.restartIdleTimer();
  }

  push(entry: Entry): void {
    const { message } = entry;
    if ('id' in message) return;
    try {
      this.#take(message);
      this.#parts.notices?.push(entry);
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
  startNext(): void {
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
  restartIdleTimer(): void {
    clearTimeout(this.#timer);
    const { unloadAfterMs } = this.#parts;
    if (this.#stopped || unloadAfterMs === null) return;
    this.#timer = setTimeout(() => this.#unloadIfIdle(), unloadAfterMs).unref();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #turnEnded(turn: WireTurn): void {
    this.#parts.goals.turnEnded(turn.status);
    this.restartIdleTimer();
    // What the user interrupted goes on when the user says so.
    if (turn.status !== 'interrupted') queueMicrotask(() => this.#startNextSafely());
  }

  /** A queue that cannot be read must not take the turn's end with it. */
  #startNextSafely(): void {
    try {
      this.startNext();
    } catch (error) {
      logger.error('the queue of a thread cannot be read', { error });
    }
  }

  #unloadIfIdle(): void {
    const { thread, unload } = this.#parts;
    if (thread.isFollowed || thread.busy || thread.worksInBackground) this.restartIdleTimer();
    else void unload(thread);
  }
}
