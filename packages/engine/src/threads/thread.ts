// A thread in memory: one conversation, its followers and its running turn. A single-writer object: only #commit
// changes its state, so everybody sees one total order of entries.
import { randomUUID } from 'node:crypto';
import type { ServerNotification, ServerRequest } from '@codex/protocol/methods.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { ReviewStartParams } from '@codex/protocol/review/start.ts';
import type { ThreadInjectItemsParams } from '@codex/protocol/thread/inject-items.ts';
import type { ThreadReadState } from '@codex/protocol/thread/read-state.ts';
import type { ThreadSettingsUpdateParams } from '@codex/protocol/thread/settings.ts';
import type { ThreadShellCommandParams } from '@codex/protocol/thread/shell-command.ts';
import type { ThreadStatus } from '@codex/protocol/thread/thread.ts';
import type { TurnInterruptParams } from '@codex/protocol/turn/interrupt.ts';
import type { TurnSettingsUpdateParams, TurnSettingsUpdateResponse } from '@codex/protocol/turn/settings.ts';
import type { TurnStartParams, TurnStartResponse } from '@codex/protocol/turn/start.ts';
import type { TurnSteerParams } from '@codex/protocol/turn/steer.ts';
import type { Turn as WireTurn } from '@codex/protocol/turn/turn.ts';
import type { BackgroundTerminals, Deferred, LiveThread } from '../engine.ts';
import type { Audience, Follower } from '../entry.ts';
import { unknownModelWarning } from '../models/catalog.ts';
import { threadSettingsApplied } from '../rollouts/records.ts';
import type { RolloutItem } from '../rollouts/rollout-line.ts';
import type { ChildBirth } from '../turns/child-thread.ts';
import type { TurnContexts } from '../turns/context.ts';
import { noteTurn, rawItems, rawResponse } from '../turns/item-note.ts';
import { Judge } from '../turns/judge.ts';
import { runTurn } from '../turns/run-turn.ts';
import { applyOverrides, type Settings, wireSettings } from '../turns/settings.ts';
import { Turn } from '../turns/turn.ts';
import type { RawResponse, TurnHost } from '../turns/turn-host.ts';
import { messageOf, saysNothing } from '../turns/user-input.ts';
import { backgroundTerminals } from './background-terminals.ts';
import { agentKind, isSeen, mayDelegate, type ThreadOrigin } from './family.ts';
import type { GoalDesk } from './goal-desk.ts';
import { approveDenied, injectItems, recordItems } from './inject-items.ts';
import { ShellCommands } from './shell-command.ts';
import { refuseInput, startCompaction, startReview } from './special-turns.ts';
import { SubAgents } from './sub-agents.ts';
import { concernsEverybody, Followers } from './subscription.ts';
import { ThreadAsks } from './thread-asks.ts';
import { type Attendant, once, type ThreadParts } from './thread-parts.ts';
import type { ThreadRuntime } from './thread-runtime.ts';
import { foldMessage, foldRecord, liveState, type ThreadState } from './thread-state.ts';
import { adjust, interrupt, steer } from './turn-requests.ts';

export class Thread implements LiveThread {
  readonly runtime: ThreadRuntime;
  readonly #state: ThreadState;
  readonly #followers: Followers;
  readonly #parts: ThreadParts;
  readonly #children = new Set<Thread>();
  readonly #agents = new SubAgents(this);
  readonly #asks: ThreadAsks;
  readonly context: TurnContexts;
  readonly drive: Attendant;
  readonly goals: GoalDesk;
  readonly #host: TurnHost;
  readonly #shell: ShellCommands;
  readonly #prepare: () => Promise<RolloutItem | null>;
  #settings: Settings;
  #warnedOf: string | null = null;
  #turn: Turn | null = null;
  /** Settles when the last turn that was begun has ended. */
  #idle: Promise<void> = Promise.resolve();

  constructor(parts: ThreadParts) {
    this.#parts = parts;
    const { role, parent } = parts.origin.family;
    const above = role === 'subagent' && parent ? parent.#followers : undefined;
    this.#followers = parts.followers ?? new Followers(above);
    this.runtime = parts.runtime;
    this.#settings = parts.settings;
    this.#state = parts.state;
    this.context = parts.context;
    this.#prepare = once(parts.prepare);
    this.#asks = new ThreadAsks({
      threadId: this.id,
      scope: parts.scope,
      status: () => this.#state.thread.status,
      commit: (message) => this.#commit(message),
      sync: () => this.#sync(),
    });
    this.#host = this.#turnHost();
    this.goals = parts.goals;
    this.drive = parts.attend(this);
    this.#shell = new ShellCommands(this, this.#host);
  }

  get id(): string {
    return this.#state.thread.id;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /** The turn that takes part in what is said now. */
  get openTurn(): Turn | null {
    return this.#turn?.open ? this.#turn : null;
  }

  /** What its agents are started with as well. */
  get origin(): ThreadOrigin {
    return this.#parts.origin;
  }

  /** For reading only. */
  get state(): Readonly<ThreadState> {
    return this.#state;
  }

  /** Whether there is a rollout to read. */
  get materialised(): boolean {
    return this.#parts.recorder?.materialised ?? false;
  }

  /** For the thread that takes the place of this one. */
  get followers(): Followers {
    return this.#followers;
  }

  get isFollowed(): boolean {
    return this.#followers.size > 0;
  }

  /** Whether a turn runs or is about to. */
  get busy(): boolean {
    return this.#turn !== null && !this.#turn.ending;
  }

  get runningTurnId(): string | null {
    return this.#turn?.id ?? null;
  }

  /** Whether it has commands or agents that outlive turns. */
  get worksInBackground(): boolean {
    return this.#children.size > 0 || this.runtime.processes.list().length > 0;
  }

  /** Gives the thread its file before its first turn. */
  async materialise(): Promise<void> {
    if (!this.materialised) await this.#whenIdle(async () => this.#parts.recorder?.materialise());
  }

  follow(follower: Follower, options: { replayAsks?: boolean } = {}): () => void {
    const unfollow = this.#followers.add(follower);
    if (options.replayAsks) this.#replayAsks(follower);
    return () => {
      unfollow();
      this.drive.rest();
    };
  }

  /** Those of its agents as well: whoever follows the thread answers for them. */
  #replayAsks(follower: Follower): void {
    this.#asks.replay(follower);
    for (const child of this.#children) child.#replayAsks(follower);
  }

  startTurn(params: TurnStartParams): Deferred<TurnStartResponse> {
    const message = messageOf(params);
    const running = this.#turn;
    if (running?.open) refuseInput(running);
    this.#override(params);
    if (running?.open) {
      const turn = running.wire('inProgress', { startedAt: null });
      return { response: { turn }, begin: () => running.say(message) };
    }
    const turn = new Turn({
      settings: this.#settings,
      outputSchema: params.outputSchema,
      rootTurnId: params.rootTurnId ?? null,
      parentTurnId: params.parentTurnId ?? null,
      trigger: params.turnTrigger ?? null,
      clientMetadata: { ...params.responsesapiClientMetadata, ...params.responsesapiClientMetadataPatch },
    });
    if (params.serviceTierForTurn != null) turn.adjust({ serviceTier: params.serviceTierForTurn });
    if (!saysNothing(message)) turn.say(message);
    this.#turn = turn;
    return { response: { turn: turn.wire('inProgress') }, begin: () => void this.run(turn) };
  }

  steerTurn = (params: TurnSteerParams) => steer(this.#turn, params);
  interruptTurn(params: TurnInterruptParams): Deferred<Record<string, never>> {
    const interrupted = interrupt(this.#turn, params);
    if (this.#turn) this.#shell.abort(this.#turn);
    return interrupted;
  }

  runShellCommand = (params: ThreadShellCommandParams) => this.#shell.start(params);

  adjustTurn(params: TurnSettingsUpdateParams): TurnSettingsUpdateResponse {
    return adjust(this.#turn, params, this.runtime.config.features.step_model_switching === true);
  }

  get terminals(): BackgroundTerminals {
    return backgroundTerminals(this.runtime.processes);
  }

  /** Tells once per model that nothing is known of it. */
  warnOfModel(): void {
    const { model } = this.#settings;
    if (this.#warnedOf === model || this.runtime.modelInfo(model).known) return;
    this.#warnedOf = model;
    this.#commit({ method: 'warning', params: { threadId: this.id, message: unknownModelWarning(model) } });
  }

  /** Tells the followers something that is no part of a turn. */
  announce(message: ServerNotification, records: readonly RolloutItem[] = []): void {
    this.#commit(message, records);
  }

  /** Adds lines to the rollout of a thread that has one. */
  record(records: readonly RolloutItem[]): void {
    this.#commit(null, records);
  }

  /** What lists show of a thread in which nobody has spoken yet. */
  notePreview(text: string): void {
    this.#state.thread.preview ||= text;
  }

  /** Told to the model before its next request, if the running turn makes one. */
  mention(items: readonly ResponseItem[]): void {
    this.#turn?.mention({ items });
  }

  /** A turn that nobody asked for. */
  continueWith(items: readonly ResponseItem[]): void {
    const turn = new Turn({ settings: this.#settings });
    turn.tell({ items });
    void this.run(turn);
  }

  /** For later turns. Throws EngineError for settings that cannot be. */
  changeSettings(params: ThreadSettingsUpdateParams): Deferred<Record<string, never>> {
    const { multiAgentMode: _, ...changes } = params;
    const wished: TurnStartParams = { ...changes, input: [] };
    applyOverrides(this.#settings, wished);
    return { response: {}, begin: () => this.#override(wished) };
  }

  announceStatus(status: ThreadStatus): void {
    this.#commit({ method: 'thread/status/changed', params: { threadId: this.id, status } });
  }

  /** Interrupts the turn, ends background commands, lets go of the file. */
  async close(): Promise<void> {
    this.drive.stop();
    this.#turn?.interrupt();
    await this.#idle;
    await Promise.allSettled([...this.#children].map((child) => child.close()));
    this.origin.family.parent?.forget(this);
    this.#parts.unload(this);
    await this.runtime.processes.close();
    await this.#parts.recorder?.sync();
    await this.#parts.recorder?.close();
  }

  startReview = (params: ReviewStartParams) => startReview(this, params);
  startCompaction = () => startCompaction(this);
  injectItems = (params: ThreadInjectItemsParams) => injectItems(this, params);
  approveDenied = (event: unknown) => approveDenied(this, event);

  /** Puts items in the history; a running turn takes them before it asks the model next. */
  async hear(items: readonly ResponseItem[]): Promise<void> {
    if (this.#turn?.open) this.#turn.tell({ items });
    else
      await this.#whenIdle(() => recordItems(items, !this.context.isTold, { ...this.#host, settings: this.#settings }));
  }

  /** Ends what runs, then runs `turn`: call what is returned. */
  replaceTurn(turn: Turn): () => void {
    const running = this.#turn;
    this.#turn = turn;
    return () => {
      running?.interrupt('replaced');
      void this.run(turn);
    };
  }

  /** Runs the turn after those that were begun before; resolves with it as it ended. */
  async run(turn: Turn): Promise<WireTurn> {
    this.#turn = turn;
    await this.#whenIdle(() => runTurn(turn, this.#host));
    return turn.ended ?? turn.wire('interrupted');
  }

  forget = (child: Thread) => void this.#children.delete(child);

  #whenIdle(act: () => Promise<void>): Promise<void> {
    const done = this.#idle.then(async () => {
      const head = await this.#prepare();
      // Written by the recorder itself, together with the first records.
      if (head) foldRecord(this.#state, head);
      await act();
    });
    this.#idle = done.catch(() => {});
    return done;
  }

  async spawn(birth: ChildBirth): Promise<Thread> {
    const child = await this.#parts.spawn(this, birth);
    this.#children.add(child);
    return child;
  }

  /** Takes up an agent that was closed; null when there is none of that id. */
  async reload(threadId: string): Promise<Thread | null> {
    const child = await this.#parts.reload(this, threadId);
    if (child) this.#children.add(child);
    return child;
  }

  #override(params: TurnStartParams): void {
    const settings = applyOverrides(this.#settings, params);
    if (settings === this.#settings) return;
    this.#settings = settings;
    const records = this.materialised ? [threadSettingsApplied(this.id, settings)] : [];
    const threadSettings = wireSettings(settings);
    this.#commit({ method: 'thread/settings/updated', params: { threadId: this.id, threadSettings } }, records);
    this.warnOfModel();
  }

  #commit(message: ServerNotification | ServerRequest | null, records: readonly RolloutItem[] = []): void {
    const turnId = this.#turn?.id;
    const noted = turnId === undefined ? records : records.map((record) => noteTurn(record, turnId));
    for (const record of noted) foldRecord(this.#state, record);
    if (message && !('id' in message)) {
      message.emittedAtMs = Date.now();
      foldMessage(this.#state, message);
    }
    if (noted.length > 0) this.#parts.recorder?.append(noted);
    if (message) this.#push(message);
    if (this.#parts.rawEvents && turnId !== undefined) this.#pushRaw(noted, turnId);
  }

  #pushRaw(records: readonly RolloutItem[], turnId: string): void {
    for (const event of rawItems(records, { threadId: this.id, turnId })) this.#push(event);
  }

  #reportRawResponse(turn: Turn, response: RawResponse): void {
    if (this.#parts.rawEvents) this.#commit(rawResponse(response, { threadId: this.id, turnId: turn.id }));
  }

  #push(message: ServerNotification | ServerRequest): void {
    const isForAll = isSeen(this.origin.family) && concernsEverybody(message.method);
    const audience: Audience = isForAll ? 'all' : 'followers';
    const entry = { audience, message };
    this.#followers.push(entry);
    if (audience === 'all') this.#parts.scope.followers.push(entry, this.#followers);
    this.drive.push(entry);
  }

  #turnEnded(turn: Turn): void {
    if (this.#turn === turn) this.#turn = null;
    this.#asks.clear(turn.id);
  }

  #unread(turn: Turn): ThreadReadState {
    const firstUnread = this.#state.readState?.firstUnread ?? { type: 'turn' as const, turnId: turn.id };
    const readState = { firstUnread, revision: randomUUID() };
    this.#parts.keepReadState(readState);
    return readState;
  }

  async #sync(): Promise<void> {
    await this.#parts.recorder?.sync();
  }

  #turnHost(): TurnHost {
    const state = this.#state;
    // Not spread: its members are read anew each time.
    return Object.assign(
      liveState(state, () => this.materialised),
      {
        ...this.runtime.forTurns(),
        id: state.thread.id,
        sessionId: state.thread.sessionId,
        keepsReadState: !state.thread.ephemeral && this.origin.family.role === 'main',
        goesOn: () => this.goals.goesOn,
        freshContext: (turn) => this.context.refresh(turn, this.runtime.tools(turn.settings).deferred),
        spawn: (birth) => this.spawn(birth),
        judge: new Judge(),
        agent: agentKind(this.origin.family),
        agents: (turn) => (mayDelegate(this.origin.family) ? this.#agents.of(turn) : null),
        contextRecords: (turn) => this.context.records(turn, this.runtime.tools(turn.settings).deferred),
        reportRawResponse: (turn, response) => this.#reportRawResponse(turn, response),
        commit: (message, records) => this.#commit(message, records),
        ask: (turn, method, params) => this.#asks.ask(turn, method, params),
        turnEnded: (turn) => this.#turnEnded(turn),
        nextReadState: (turn) => this.#unread(turn),
        pressure: () => this.#followers.pressure(),
        sync: () => this.#sync(),
      } satisfies Partial<TurnHost>,
    );
  }
}
