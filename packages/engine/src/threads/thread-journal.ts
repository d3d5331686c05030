// The single writer of a thread: folds what happens into the state, appends it to the rollout, tells the followers; in
// this order, and all of it before it returns. Hence everybody sees one total order.
import type { ServerNotification, ServerRequest } from '@codex/protocol/methods.ts';
import type { Audience, Entry } from '../entry.ts';
import type { RolloutRecorder } from '../rollouts/recorder.ts';
import type { RolloutItem } from '../rollouts/rollout-line.ts';
import { noteTurn, rawItems, rawResponse } from '../turns/item-note.ts';
import type { RawResponse } from '../turns/turn-host.ts';
import { concernsEverybody, type Followers } from './followers.ts';
import { foldMessage, foldRecord, type ThreadState } from './thread-state.ts';

export interface JournalParts {
  readonly state: ThreadState;
  /** null for ephemeral threads. */
  readonly recorder: RolloutRecorder | null;
  /** Makes the first line of a new rollout; null for threads that have one. */
  readonly prepare: () => Promise<RolloutItem | null>;
  readonly followers: Followers;
  /** Followers of every thread; null for a thread that works unseen. */
  readonly everybody: Followers | null;
  /** Followers are told every item of the model's history. */
  readonly rawEvents: boolean;
  /** Turn that records belong to; null between turns. */
  readonly turnId: () => string | null;
  /** Told every entry after the followers. */
  readonly observe: (entry: Entry) => void;
}

export class ThreadJournal {
  readonly #parts: JournalParts;
  #prepared: Promise<void> | undefined;

  constructor(parts: JournalParts) {
    this.#parts = parts;
  }

  /** Whether there is a rollout to read. */
  get materialised(): boolean {
    return this.#parts.recorder?.materialised ?? false;
  }

  /** To be called before the first turn, when the first line becomes known; later calls change nothing. */
  prepare(): Promise<void> {
    this.#prepared ??= this.#parts.prepare().then((head) => {
      // Written by the recorder itself, together with the first records.
      if (head) foldRecord(this.#parts.state, head);
    });
    return this.#prepared;
  }

  /** Gives the thread its file. */
  materialise(): void {
    this.#parts.recorder?.materialise();
  }

  /** Throws EngineError `internal` when the rollout cannot be written. */
  commit(message: ServerNotification | ServerRequest | null, records: readonly RolloutItem[] = []): void {
    const { state, recorder, rawEvents } = this.#parts;
    const turnId = this.#parts.turnId();
    const noted = turnId === null ? records : records.map((record) => noteTurn(record, turnId));
    for (const record of noted) foldRecord(state, record);
    if (message && !('id' in message)) {
      message.emittedAtMs = Date.now();
      foldMessage(state, message);
    }
    if (noted.length > 0) recorder?.append(noted);
    if (message) this.#tell(message);
    if (rawEvents && turnId !== null) this.#tellItems(noted, turnId);
  }

  /** A whole response, for followers that are told raw events. */
  tellResponse(response: RawResponse, turnId: string): void {
    if (this.#parts.rawEvents) this.commit(rawResponse(response, this.#ids(turnId)));
  }

  /** Resolves when everything so far is on the disk. */
  async sync(): Promise<void> {
    await this.#parts.recorder?.sync();
  }

  /** Lets go of the file. */
  async close(): Promise<void> {
    await this.#parts.recorder?.sync();
    await this.#parts.recorder?.close();
  }

  #tellItems(records: readonly RolloutItem[], turnId: string): void {
    for (const event of rawItems(records, this.#ids(turnId))) this.#tell(event);
  }

  #tell(message: ServerNotification | ServerRequest): void {
    const { followers, everybody, observe } = this.#parts;
    const audience: Audience = everybody && concernsEverybody(message.method) ? 'all' : 'followers';
    const entry = { audience, message };
    followers.push(entry);
    if (audience === 'all') everybody?.push(entry, followers);
    observe(entry);
  }

  #ids(turnId: string) {
    return { threadId: this.#parts.state.thread.id, turnId };
  }
}
