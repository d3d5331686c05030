// A thread in memory: one conversation, its followers and its turns. Everything that changes goes through its journal,
// so everybody sees one total order of entries.
import type { ServerNotification } from '@codex/protocol/methods.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { ThreadSettingsUpdateParams } from '@codex/protocol/thread/settings.ts';
import type { ThreadStatus } from '@codex/protocol/thread/thread.ts';
import type { TurnStartParams } from '@codex/protocol/turn/start.ts';
import type { Turn as WireTurn } from '@codex/protocol/turn/turn.ts';
import type { Deferred, LiveThread } from '../engine.ts';
import type { Follower } from '../entry.ts';
import type { RolloutItem } from '../rollouts/rollout-line.ts';
import type { TurnContexts } from '../turns/context.ts';
import type { Settings } from '../turns/settings.ts';
import type { Turn } from '../turns/turn.ts';
import type { TurnHost } from '../turns/turn-host.ts';
import { ChildThreads } from './child-threads.ts';
import { isSeen, type ThreadOrigin } from './family.ts';
import { Followers } from './followers.ts';
import type { GoalTracker } from './goal-tracker.ts';
import { hostTurns } from './host-turns.ts';
import { recordItems } from './inject-items.ts';
import { liveThread } from './live-thread.ts';
import { ShellCommands } from './shell-commands.ts';
import { ThreadAsks } from './thread-asks.ts';
import { ThreadJournal } from './thread-journal.ts';
import type { ThreadParts } from './thread-parts.ts';
import type { ThreadRuntime } from './thread-runtime.ts';
import type { ThreadScheduler } from './thread-scheduler.ts';
import { ThreadSettings } from './thread-settings.ts';
import type { ThreadState } from './thread-state.ts';
import { ThreadTurns } from './thread-turns.ts';

export class Thread {
  readonly id: string;
  /** For reading only. */
  readonly state: Readonly<ThreadState>;
  /** What its agents are started with as well. */
  readonly origin: ThreadOrigin;
  readonly runtime: ThreadRuntime;
  readonly context: TurnContexts;
  readonly goals: GoalTracker;
  readonly scheduler: ThreadScheduler;
  readonly turns: ThreadTurns;
  readonly children: ChildThreads;
  readonly shell: ShellCommands;
  /** Those of the thread that takes the place of this one, too. */
  readonly followers: Followers;
  readonly forClients: LiveThread;
  readonly #settings: ThreadSettings;
  readonly #journal: ThreadJournal;
  readonly #asks: ThreadAsks;
  readonly #host: TurnHost;
  readonly #unload: (thread: Thread) => void;

  constructor(parts: ThreadParts) {
    const { state, origin, scope } = parts;
    const { role, parent } = origin.family;
    this.id = state.thread.id;
    this.origin = origin;
    this.runtime = parts.runtime;
    this.context = parts.context;
    this.goals = parts.goals;
    this.followers = parts.followers ?? new Followers(role === 'subagent' ? parent?.followers : undefined);
    this.state = state;
    this.#unload = parts.unload;
    this.#journal = new ThreadJournal({
      state,
      recorder: parts.recorder,
      prepare: parts.prepare,
      rawEvents: parts.rawEvents,
      followers: this.followers,
      everybody: isSeen(origin.family) ? scope.followers : null,
      turnId: () => this.turns.current?.id ?? null,
      observe: (entry) => this.scheduler.push(entry),
    });
    this.#settings = new ThreadSettings(parts.settings, this);
    this.#asks = new ThreadAsks({
      threadId: this.id,
      scope,
      status: () => state.thread.status,
      commit: (message) => this.#journal.commit(message),
      sync: () => this.#journal.sync(),
    });
    this.turns = new ThreadTurns(
      () => this.#host,
      () => this.#journal.prepare(),
    );
    this.children = new ChildThreads(this, parts);
    this.#host = hostTurns(this, {
      journal: this.#journal,
      asks: this.#asks,
      keepReadState: parts.keepReadState,
    });
    this.shell = new ShellCommands(this, this.#host);
    this.scheduler = parts.schedule(this);
    this.forClients = liveThread(this);
  }

  get settings(): Settings {
    return this.#settings.current;
  }

  /** Whether there is a rollout to read. */
  get materialised(): boolean {
    return this.#journal.materialised;
  }

  get isFollowed(): boolean {
    return this.followers.size > 0;
  }

  /** Whether a turn runs or is about to. */
  get busy(): boolean {
    return this.turns.running !== null;
  }

  /** Whether it has commands or agents that outlive turns. */
  get worksInBackground(): boolean {
    return this.children.size > 0 || this.runtime.processes.list().length > 0;
  }

  follow(follower: Follower, options: { replayAsks?: boolean } = {}): () => void {
    const unfollow = this.followers.add(follower);
    if (options.replayAsks) this.replayAsks(follower);
    return () => {
      unfollow();
      this.scheduler.restartIdleTimer();
    };
  }

  /** Those of its agents as well. */
  replayAsks(follower: Follower): void {
    this.#asks.replay(follower);
    this.children.replayAsks(follower);
  }

  /** Tells the followers something that is no part of a turn. */
  announce(message: ServerNotification, records: readonly RolloutItem[] = []): void {
    this.#journal.commit(message, records);
  }

  announceStatus(status: ThreadStatus): void {
    this.announce({ method: 'thread/status/changed', params: { threadId: this.id, status } });
  }

  /** Adds lines to the rollout of a thread that has one. */
  record(records: readonly RolloutItem[]): void {
    this.#journal.commit(null, records);
  }

  /** Gives the thread its file before its first turn. */
  async materialise(): Promise<void> {
    if (!this.materialised) await this.turns.whenIdle(async () => this.#journal.materialise());
  }

  /** What lists show of a thread in which nobody has spoken yet. */
  notePreview(text: string): void {
    this.state.thread.preview ||= text;
  }

  changeSettings(params: ThreadSettingsUpdateParams): Deferred<Record<string, never>> {
    return this.#settings.change(params);
  }

  override(params: TurnStartParams): void {
    this.#settings.override(params);
  }

  warnOfModel(): void {
    this.#settings.warnOfModel();
  }

  /** Runs the turn after those that were begun before; resolves with it as it ended. */
  run(turn: Turn): Promise<WireTurn> {
    return this.turns.run(turn);
  }

  /** Puts items in the history; a running turn takes them before it asks the model next. */
  async inject(items: readonly ResponseItem[]): Promise<void> {
    const { open } = this.turns;
    if (open) open.tell({ items });
    else await this.turns.whenIdle(() => recordItems(items, !this.context.isTold, this.settings, this.#host));
  }

  /** Told to the model before its next request, if the running turn makes one. */
  mention(items: readonly ResponseItem[]): void {
    this.turns.current?.mention({ items });
  }

  /** Interrupts the turn, ends background commands, lets go of the file. */
  async close(): Promise<void> {
    this.scheduler.stop();
    await this.turns.close();
    await this.children.close();
    this.origin.family.parent?.children.forget(this);
    this.#unload(this);
    await this.runtime.processes.close();
    await this.#journal.close();
  }
}
