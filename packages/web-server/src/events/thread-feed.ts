// Follows every thread this server created, resumed or was asked to stream: whatever the backend says of them goes to
// the event log in order, asks also to the pending ones. A thread is reconciled before its first new event is logged.
import { randomBytes } from 'node:crypto';
import type { Params, Result } from '@codex/protocol/methods.ts';
import type { Turn } from '@codex/protocol/turn/turn.ts';
import type { Backend } from '../backend/backend.ts';
import { AskExpiry, type ExpiryRules } from './ask-expiry.ts';
import { derivedEvents, olderTwins } from './derive.ts';
import { type EventLog, noThread } from './event-log.ts';
import type { LoggedEvent } from './event-rows.ts';
import { type Ask, isAsk, type ServerMessage, threadIdOf } from './messages.ts';
import { newestPage, newestTurns } from './newest-turns.ts';
import {
  type AnsweredAsks,
  approvalIdOf,
  type PendingRequest,
  PendingRequests,
  requestIdOf,
} from './pending-requests.ts';
import { missingEvents } from './reconcile.ts';
import { RequestedTurns } from './requested-turns.ts';
import { isRecorded, isSettled, readLedger, record, type TurnLedger } from './turn-ledger.ts';

/** Sent to every connection; of a thread that nobody here follows they are no news. */
const broadcasts: ReadonlySet<string> = new Set([
  'thread/started',
  'thread/status/changed',
  'thread/closed',
  'thread/archived',
  'thread/unarchived',
  'thread/deleted',
  'thread/name/updated',
  'thread/readState/changed',
  'warning',
]);

/** The backend gives up an ask of no thread after ten seconds, and tells nobody how it ended. */
const looseAskMs = 60_000;

/** What begins a turn, or adds to one. */
export type TurnMethod = 'turn/start' | 'review/start' | 'thread/compact/start' | 'thread/shellCommand';

export type LooseListener = (event: LoggedEvent) => void;

export class ThreadFeed {
  readonly pending: PendingRequests;
  readonly #backend: Backend;
  readonly #log: EventLog;
  /** Tells the asks of this process from those of earlier ones, whose ids were counted from 0 too. */
  readonly #connection = randomBytes(4).toString('hex');
  readonly #followed = new Set<string>();
  readonly #joining = new Map<string, Promise<Result<'thread/resume'>>>();
  readonly #ledgers = new Map<string, TurnLedger>();
  /** Messages of threads that are being joined or started wait here for their log to be ready. */
  readonly #held = new Map<string, ServerMessage[]>();
  #starting = 0;
  readonly #requested = new RequestedTurns();
  /** When a followed thread was last heard of or asked for, Unix time in milliseconds. */
  readonly #lastUse = new Map<string, number>();
  readonly #expiry: AskExpiry;
  /** Whether somebody streams the thread; set by those who stream. */
  isStreamed: (threadId: string) => boolean = () => false;

  constructor(backend: Backend, log: EventLog, answered: AnsweredAsks, expiry: ExpiryRules) {
    this.#backend = backend;
    this.#log = log;
    this.pending = new PendingRequests(backend.respond, answered);
    this.#expiry = new AskExpiry(expiry, this.pending, (pending) => this.#tellExpired(pending));
  }

  /** Closes in the log what a crash left open. Before any client is served. */
  async recover(): Promise<void> {
    const unsettled = this.#log.unsettledThreads();
    if (unsettled.length === 0) return;
    const loaded = new Set((await this.#backend.request('thread/loaded/list', {})).data);
    for (const threadId of unsettled) {
      if (loaded.has(threadId)) await this.follow(threadId);
      else this.#reconcile(threadId, await this.#storedTurns(threadId), false);
    }
    this.#log.flush();
  }

  /** Reads the backend's messages until the connection ends. */
  async run(): Promise<void> {
    for await (const message of this.#backend.incoming) {
      this.#take(message);
      const pressure = this.#log.pressure();
      if (pressure) await pressure;
    }
  }

  isFollowed(threadId: string): boolean {
    return this.#followed.has(threadId);
  }

  get followed(): number {
    return this.#followed.size;
  }

  /** Makes a thread, which is followed from its first event on. */
  async start<M extends 'thread/start' | 'thread/fork'>(method: M, params: Params<M>): Promise<Result<M>> {
    this.#starting += 1;
    let started: string | undefined;
    try {
      const response = await this.#backend.request(method, params);
      started = response.thread.id;
      return response;
    } finally {
      this.#starting -= 1;
      if (started !== undefined) this.#adopt(started);
      if (this.#starting === 0) this.#dropOrphans();
    }
  }

  /** Loads the thread if need be and follows it; concurrent calls share one load. */
  async follow(threadId: string): Promise<void> {
    this.#lastUse.set(threadId, Date.now());
    if (!this.#followed.has(threadId)) await this.join({ threadId });
  }

  /** Stops following, so that the backend may unload the thread; one that works or waits stays followed. */
  async unfollow(threadId: string): Promise<Result<'thread/unsubscribe'>['status']> {
    if (this.#followed.has(threadId) && !this.#isIdle(threadId)) return 'notSubscribed';
    const { status } = await this.#backend.request('thread/unsubscribe', { threadId });
    if (this.#isIdle(threadId)) this.#forget(threadId);
    return status;
  }

  /** Stops following threads that nobody streams and nothing was heard of or asked about since `before`. */
  async unfollowIdle(before: number): Promise<void> {
    for (const threadId of [...this.#followed]) {
      const unused = (this.#lastUse.get(threadId) ?? 0) < before;
      if (unused && !this.isStreamed(threadId) && this.#isIdle(threadId)) await this.unfollow(threadId);
    }
  }

  /** `thread/resume` of a thread that is not followed yet. */
  join(params: Params<'thread/resume'>): Promise<Result<'thread/resume'>> {
    const { threadId } = params;
    const underWay = this.#joining.get(threadId);
    if (underWay) return underWay;
    const joining = this.#join(params).finally(() => this.#joining.delete(threadId));
    this.#joining.set(threadId, joining);
    return joining;
  }

  /** A request that makes the thread work. */
  async startTurn<M extends TurnMethod>(method: M, params: Params<M>): Promise<Result<M>> {
    const { threadId } = params;
    await this.follow(threadId);
    this.#requested.ask(threadId);
    this.#log.markUnsettled(threadId, true);
    try {
      const response = await this.#backend.request(method, params);
      const turnId = (response as { turn?: { id: string } }).turn?.id;
      this.#requested.answered(threadId, turnId, this.#ledger(threadId));
      return response;
    } catch (error) {
      this.#requested.refused(threadId);
      this.#settle(threadId);
      throw error;
    }
  }

  /** The id of the last turn in the log. */
  lastTurn(threadId: string): string | undefined {
    return this.#ledger(threadId).turnId;
  }

  /** The id of the turn that runs, also when its turn/started is still under way. */
  activeTurn(threadId: string): string | undefined {
    const ledger = this.#ledger(threadId);
    return ledger.running ? ledger.turnId : this.#requested.expected(threadId);
  }

  /** Tells everybody who streams something that no client caused. */
  warn(message: string): void {
    this.#log.append(noThread, { method: 'warning', params: { threadId: null, message } }, { derived: true });
  }

  /** Tells the listener events that belong to no thread, once they are logged. Returns unsubscribe. */
  onLoose(listener: LooseListener): () => void {
    return this.#log.subscribe(noThread, (events) => {
      for (const event of events) listener(event);
    });
  }

  async #join(params: Params<'thread/resume'>): Promise<Result<'thread/resume'>> {
    const { threadId } = params;
    this.#held.set(threadId, []);
    try {
      const request = { ...params, excludeTurns: true, initialTurnsPage: newestPage };
      const response = await this.#backend.request('thread/resume', request);
      const page = response.initialTurnsPage?.data;
      const turns = page ? page.toReversed() : await this.#storedTurns(threadId);
      this.#reconcile(threadId, turns, true);
      this.#followed.add(threadId);
      return response;
    } finally {
      this.#release(threadId);
    }
  }

  #isIdle(threadId: string): boolean {
    return !this.#joining.has(threadId) && !this.#requested.isExpected(threadId) && isSettled(this.#ledger(threadId));
  }

  #forget(threadId: string): void {
    this.#followed.delete(threadId);
    this.#ledgers.delete(threadId);
    this.#lastUse.delete(threadId);
  }

  #adopt(threadId: string): void {
    this.#followed.add(threadId);
    this.#lastUse.set(threadId, Date.now());
    this.#release(threadId);
  }

  #release(threadId: string): void {
    const held = this.#held.get(threadId) ?? [];
    this.#held.delete(threadId);
    if (!this.#followed.has(threadId)) return;
    const ledger = this.#ledger(threadId);
    for (const message of held) if (!isRecorded(ledger, message)) this.#ingest(threadId, message);
  }

  /** What came for unknown threads while threads were starting, and belongs to none of them. */
  #dropOrphans(): void {
    for (const threadId of this.#held.keys()) if (!this.#joining.has(threadId)) this.#held.delete(threadId);
  }

  #take(message: ServerMessage): void {
    const threadId = threadIdOf(message);
    const held = this.#held.get(threadId ?? '');
    if (threadId === undefined) this.#takeLoose(message);
    else if (held) held.push(message);
    else if (this.#followed.has(threadId) || this.#isAdoptable(message)) {
      this.#followed.add(threadId);
      this.#ingest(threadId, message);
    } else if (this.#starting > 0) this.#held.set(threadId, [message]);
  }

  /** Child threads of a followed thread are followed with it. */
  #isAdoptable(message: ServerMessage): boolean {
    const { thread } = message.params as { thread?: { parentThreadId?: string | null } };
    if (thread?.parentThreadId && this.#followed.has(thread.parentThreadId)) return true;
    return !broadcasts.has(message.method) && this.#starting === 0;
  }

  #takeLoose(message: ServerMessage): void {
    const { requestId } = message.params as { requestId?: number | string };
    const options = isAsk(message) || requestId !== undefined ? { connection: this.#connection } : {};
    const event = this.#log.append(noThread, message, options);
    for (const twin of olderTwins(message)) this.#log.append(noThread, twin, { derived: true });
    if (isAsk(message)) this.#addLooseAsk(message, event);
    if (requestId !== undefined) this.pending.resolved(requestId, true);
  }

  #addLooseAsk(ask: Ask, event: LoggedEvent): void {
    this.pending.add(ask, event);
    setTimeout(() => this.pending.resolved(ask.id, false), looseAskMs).unref();
  }

  #ingest(threadId: string, message: ServerMessage): void {
    // Joining a thread repeats its open asks.
    if (isAsk(message) && this.pending.has(message.id)) return;
    const ledger = this.#ledger(threadId);
    const { thread } = message.params as { thread?: { parentThreadId?: string | null } };
    if (thread?.parentThreadId) this.#log.setParent(threadId, thread.parentThreadId);
    const derived = derivedEvents(ledger, message, () => this.#turnsSinceCompaction(threadId));
    this.#append(threadId, ledger, message, false);
    for (const each of derived) this.#append(threadId, ledger, each, true);
    this.#settle(threadId);
  }

  /** Without the turn that runs: the model goes on with that one. */
  #turnsSinceCompaction(threadId: string): number {
    this.#log.flush();
    const after = this.#log.lastOf(threadId, 'thread/compacted');
    return Math.max(0, this.#log.count(threadId, 'turn/started', after) - 1);
  }

  #append(threadId: string, ledger: TurnLedger, message: ServerMessage, derived: boolean): void {
    const { requestId } = message.params as { requestId?: number | string };
    const connection = isAsk(message) || requestId !== undefined ? this.#askConnection(ledger, requestId) : undefined;
    const expires = isAsk(message) ? this.#deadline(message) : null;
    const event = this.#log.append(threadId, message, { derived, expires, ...(connection ? { connection } : {}) });
    this.#lastUse.set(threadId, event.at);
    if (isAsk(message)) this.#expiry.watch(this.pending.add(message, event));
    if (requestId !== undefined) this.pending.resolved(requestId, ledger.running);
    record(ledger, message, event.connection);
    this.#requested.note(threadId, message, ledger);
    // Unloaded by the backend: whoever asks for it next has it loaded again.
    if (message.method === 'thread/closed') this.#forget(threadId);
  }

  #deadline({ method, params }: ServerMessage): number | null {
    return this.#requested.isRunning(params.turnId) ? this.#expiry.deadline(method) : null;
  }

  #tellExpired({ threadId = noThread, event, ask }: PendingRequest): void {
    const { turnId, itemId, callId } = ask.params;
    const expired_at = new Date().toISOString();
    const ids = { thread_id: threadId, turn_id: turnId ?? null, item_id: itemId ?? callId ?? null };
    const params = { ...ids, approval_id: approvalIdOf(event), request_id: requestIdOf(event), expired_at };
    this.#log.append(threadId, { method: 'approval/expired', params }, { derived: true });
  }

  /** Where the ask lives: here, unless a crash left it behind. */
  #askConnection(ledger: TurnLedger, requestId: number | string | undefined): string {
    return (requestId !== undefined && ledger.openAsks.get(requestId)) || this.#connection;
  }

  #settle(threadId: string): void {
    this.#log.markUnsettled(threadId, this.#requested.isExpected(threadId) || !isSettled(this.#ledger(threadId)));
  }

  #reconcile(threadId: string, turns: readonly Turn[], loaded: boolean): void {
    const ledger = this.#ledger(threadId);
    const { unsettledSince } = this.#log.position(threadId);
    const missing = missingEvents(ledger, { threadId, turns, loaded, unsettledSince }, Date.now());
    for (const message of missing) if (!isRecorded(ledger, message)) this.#ingest(threadId, message);
    this.#settle(threadId);
  }

  #ledger(threadId: string): TurnLedger {
    const known = this.#ledgers.get(threadId);
    if (known) return known;
    const ledger = readLedger(this.#log, threadId);
    this.#ledgers.set(threadId, ledger);
    return ledger;
  }

  #storedTurns(threadId: string): Promise<Turn[]> {
    return newestTurns(this.#backend, threadId, this.#ledger(threadId).turnId);
  }
}
