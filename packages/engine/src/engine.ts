// The engine as its users see it: threads that can be started, followed, asked and read. It knows no connection.

import type {
  CommandExecParams,
  CommandExecResizeParams,
  CommandExecResponse,
  CommandExecTerminateParams,
  CommandExecWriteParams,
} from '@codex/protocol/command/exec.ts';
import type {
  GetConversationSummaryParams,
  GetConversationSummaryResponse,
} from '@codex/protocol/legacy/conversation-summary.ts';
import type { RpcError, ServerNotification } from '@codex/protocol/methods.ts';
import type {
  ProcessKillParams,
  ProcessResizePtyParams,
  ProcessSpawnParams,
  ProcessWriteStdinParams,
} from '@codex/protocol/process/process.ts';
import type { ReviewStartParams, ReviewStartResponse } from '@codex/protocol/review/start.ts';
import type { SkillsConfigWriteParams, SkillsConfigWriteResponse } from '@codex/protocol/skills/config-write.ts';
import type { SkillsExtraRootsSetParams } from '@codex/protocol/skills/extra-roots-set.ts';
import type { SkillsListParams, SkillsListResponse } from '@codex/protocol/skills/list.ts';
import type {
  ThreadArchiveParams,
  ThreadUnarchiveParams,
  ThreadUnarchiveResponse,
} from '@codex/protocol/thread/archive.ts';
import type {
  ThreadBackgroundTerminalsListParams,
  ThreadBackgroundTerminalsListResponse,
  ThreadBackgroundTerminalsTerminateParams,
  ThreadBackgroundTerminalsTerminateResponse,
} from '@codex/protocol/thread/background-terminals.ts';
import type { ThreadDeleteParams } from '@codex/protocol/thread/delete.ts';
import type { ThreadForkParams, ThreadForkResponse } from '@codex/protocol/thread/fork.ts';
import type { ThreadInjectItemsParams } from '@codex/protocol/thread/inject-items.ts';
import type {
  ThreadItemsListParams,
  ThreadItemsListResponse,
  ThreadItemsReadParams,
  ThreadItemsReadResponse,
} from '@codex/protocol/thread/items.ts';
import type {
  ThreadListParams,
  ThreadListResponse,
  ThreadLoadedListParams,
  ThreadLoadedListResponse,
} from '@codex/protocol/thread/list.ts';
import type { ThreadMemoryModeSetParams } from '@codex/protocol/thread/memory-mode.ts';
import type { ThreadMetadataUpdateParams, ThreadMetadataUpdateResponse } from '@codex/protocol/thread/metadata.ts';
import type { ThreadSetNameParams } from '@codex/protocol/thread/name.ts';
import type {
  ThreadReadParams,
  ThreadReadResponse,
  ThreadTurnsListParams,
  ThreadTurnsListResponse,
} from '@codex/protocol/thread/read.ts';
import type { ThreadReadStateUpdateParams, ThreadReadStateUpdateResponse } from '@codex/protocol/thread/read-state.ts';
import type { ThreadResumeParams, ThreadResumeResponse } from '@codex/protocol/thread/resume.ts';
import type { ThreadRevertParams, ThreadRevertResponse } from '@codex/protocol/thread/revert.ts';
import type { ThreadSearchParams, ThreadSearchResponse } from '@codex/protocol/thread/search.ts';
import type {
  ThreadSearchOccurrencesParams,
  ThreadSearchOccurrencesResponse,
} from '@codex/protocol/thread/search-occurrences.ts';
import type { ThreadSettingsUpdateParams } from '@codex/protocol/thread/settings.ts';
import type { ThreadShellCommandParams } from '@codex/protocol/thread/shell-command.ts';
import type { ThreadStartParams, ThreadStartResponse } from '@codex/protocol/thread/start.ts';
import type { Thread } from '@codex/protocol/thread/thread.ts';
import type { ThreadTimelineListParams, ThreadTimelineListResponse } from '@codex/protocol/thread/timeline.ts';
import type { TurnInterruptParams } from '@codex/protocol/turn/interrupt.ts';
import type { TurnSettingsUpdateParams, TurnSettingsUpdateResponse } from '@codex/protocol/turn/settings.ts';
import type { TurnStartParams, TurnStartResponse } from '@codex/protocol/turn/start.ts';
import type { TurnSteerParams, TurnSteerResponse } from '@codex/protocol/turn/steer.ts';
import type { AuthStore } from './auth/auth-store.ts';
import type { ConfigStore } from './config/config-store.ts';
import type { Follower } from './entry.ts';
import type { ThreadAttachments } from './threads/thread-attachments.ts';
import type { ThreadGoals } from './threads/thread-goals.ts';
import type { Projects } from './threads/thread-projects.ts';
import type { ThreadQueue } from './threads/thread-queue.ts';
import type { ThreadSections } from './threads/thread-sections.ts';

/** Who asks: becomes `originator` and part of the user agent of model requests. */
export interface ClientIdentity {
  readonly name: string;
  readonly userAgent: string;
}

export interface EngineOptions {
  /** Absolute; must exist. */
  readonly codexHome: string;
  /** Working directory of threads that name none, and base of relative ones. */
  readonly cwd: string;
  /** `-c key=value` of the command line, in order; values are TOML, or plain strings where that does not parse. */
  readonly overrides: ReadonlyArray<readonly [key: string, value: string]>;
  readonly strictConfig: boolean;
  /** Version told to providers and written to rollouts; the protocol version, e.g. 0.169.0. */
  readonly version: string;
  /** How long a thread stays in memory that nobody follows and that does nothing. Default: half an hour. */
  readonly unloadAfterMs?: number;
  /** Used whatever model or provider is named (the demo model). */
  readonly forcedProvider?: { readonly baseUrl: string; readonly name: string };
  /** The command that starts this program: its helpers are put on the PATH of commands. Absent: they get none. */
  readonly selfCommand?: readonly string[];
  /** Where the machine's administrator writes configuration. Default: /etc/codex. */
  readonly systemDirectory?: string;
  /** The server's own environment; children get a scrubbed part of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A method that answers first and acts afterwards: call `begin` once the response is queued. */
export interface Deferred<R> {
  readonly response: R;
  begin(): void;
}

/** A thread in memory. */
export interface LiveThread {
  readonly id: string;
  /** From now on the follower is told every entry; pending asks are pushed at once when `replayAsks`. Returns unfollow. */
  follow(follower: Follower, options?: { replayAsks?: boolean }): () => void;
  /** Starts a turn; while one runs, steers it and answers with its id. */
  startTurn(params: TurnStartParams): Deferred<TurnStartResponse>;
  steerTurn(params: TurnSteerParams): Deferred<TurnSteerResponse>;
  interruptTurn(params: TurnInterruptParams): Deferred<Record<string, never>>;
  /** Has changes reviewed in a turn of its own; ends the turn that runs. */
  startReview(params: ReviewStartParams): Deferred<ReviewStartResponse>;
  /** Makes what the model sees shorter, in a turn of its own; ends the turn that runs. */
  startCompaction(): Deferred<Record<string, never>>;
  /** Puts items at the end of what the model sees. */
  injectItems(params: ThreadInjectItemsParams): Promise<Record<string, never>>;
  /** Tells the model and the judge that the user allows what the judge refused. */
  approveDenied(event: unknown): Promise<Record<string, never>>;
  /** For later turns; `begin` tells the followers. */
  changeSettings(params: ThreadSettingsUpdateParams): Deferred<Record<string, never>>;
  /** Changes the settings of the running turn alone. */
  adjustTurn(params: TurnSettingsUpdateParams): TurnSettingsUpdateResponse;
  readonly terminals: BackgroundTerminals;
  /** Runs a command that the user typed, outside of any sandbox: in a turn of its own, or in the one that runs. */
  runShellCommand(params: ThreadShellCommandParams): Deferred<Record<string, never>>;
}

/** Commands of a thread that outlived the calls that started them: they run until somebody ends them. */
export interface BackgroundTerminals {
  list(params: ThreadBackgroundTerminalsListParams): Promise<ThreadBackgroundTerminalsListResponse>;
  /** `begin` ends one command; its item completes as failed. */
  terminate(params: ThreadBackgroundTerminalsTerminateParams): Deferred<ThreadBackgroundTerminalsTerminateResponse>;
  /** `begin` ends all of them. */
  clean(): Deferred<Record<string, never>>;
}

export interface ThreadStore {
  /** `begin` announces thread/started. */
  start(
    params: ThreadStartParams,
    client: ClientIdentity,
  ): Promise<Deferred<ThreadStartResponse> & { thread: LiveThread }>;
  /**
   * Loads the thread unless it is in memory. Read `response` when it is queued, then `follow`, then `begin`, all in one
   * synchronous section: nothing is missed and nothing told twice. `begin` tells `newcomer` the last usage and all
   * followers that there is no goal.
   */
  resume(
    params: ThreadResumeParams,
    client: ClientIdentity,
  ): Promise<{
    readonly thread: LiveThread;
    readonly response: ThreadResumeResponse;
    begin(newcomer?: Follower): void;
  }>;
  /** The thread in memory; throws `thread not found: <id>` or `invalid thread id: …`. */
  loaded(threadId: string): LiveThread;
  isLoaded(threadId: string): boolean;
  loadedList(params: ThreadLoadedListParams): ThreadLoadedListResponse;
  list(params: ThreadListParams): Promise<ThreadListResponse>;
  read(params: ThreadReadParams): Promise<ThreadReadResponse>;
  turnsList(params: ThreadTurnsListParams): Promise<ThreadTurnsListResponse>;
  itemsList(params: ThreadItemsListParams): Promise<ThreadItemsListResponse>;
  /** `begin` announces the name. */
  setName(params: ThreadSetNameParams): Promise<Deferred<Record<string, never>>>;
  itemsRead(params: ThreadItemsReadParams): Promise<ThreadItemsReadResponse>;
  timeline(params: ThreadTimelineListParams): Promise<ThreadTimelineListResponse>;
  occurrences(params: ThreadSearchOccurrencesParams): Promise<ThreadSearchOccurrencesResponse>;
  search(params: ThreadSearchParams): Promise<ThreadSearchResponse>;
  /** `begin` tells the followers its usage, and everybody that it is there. */
  fork(
    params: ThreadForkParams,
    client: ClientIdentity,
  ): Promise<Deferred<ThreadForkResponse> & { thread: LiveThread }>;
  /** A thread in memory is ended first, whatever it is doing. `begin` tells everybody. */
  archive(params: ThreadArchiveParams): Promise<Deferred<Record<string, never>>>;
  unarchive(params: ThreadUnarchiveParams): Promise<Deferred<ThreadUnarchiveResponse>>;
  remove(params: ThreadDeleteParams): Promise<Deferred<Record<string, never>>>;
  revert(params: ThreadRevertParams, client: ClientIdentity): Promise<Deferred<ThreadRevertResponse>>;
  /** Drops the last turns of a thread that is idle and in memory, whatever its history mode. */
  rollback(
    request: { readonly threadId: string; readonly numTurns: number },
    client: ClientIdentity,
  ): Promise<Deferred<{ thread: Thread }>>;
  updateMetadata(params: ThreadMetadataUpdateParams): Promise<ThreadMetadataUpdateResponse>;
  setMemoryMode(params: ThreadMemoryModeSetParams): Promise<Record<string, never>>;
  updateReadState(params: ThreadReadStateUpdateParams): Promise<ThreadReadStateUpdateResponse>;
  summary(params: GetConversationSummaryParams): Promise<GetConversationSummaryResponse>;
  readonly goals: ThreadGoals;
  readonly queue: ThreadQueue;
  readonly sections: ThreadSections;
  readonly projects: Projects;
  readonly attachments: ThreadAttachments;
}

export type Notify = (notification: ServerNotification) => void;

/** Programs that one client runs beside any thread. Unless noted, resolves when it is done; throws EngineError. */
export interface ClientPrograms {
  /** Resolves when the command has ended and its output was told. */
  exec(params: CommandExecParams): Promise<CommandExecResponse>;
  writeCommand(params: CommandExecWriteParams): Promise<void>;
  resizeCommand(params: CommandExecResizeParams): Promise<void>;
  terminateCommand(params: CommandExecTerminateParams): Promise<void>;
  /** `begin` lets output and end be told. */
  spawn(params: ProcessSpawnParams): Promise<Deferred<Record<string, never>>>;
  writeProcess(params: ProcessWriteStdinParams): Promise<void>;
  resizeProcess(params: ProcessResizePtyParams): Promise<void>;
  killProcess(params: ProcessKillParams): Promise<void>;
}

/** What clients ask about skills; threads use them by themselves. */
export interface Skills {
  list(params: SkillsListParams): Promise<SkillsListResponse>;
  /** For threads that start later. */
  writeConfig(params: SkillsConfigWriteParams): Promise<SkillsConfigWriteResponse>;
  /** Tells everybody before it returns. */
  setExtraRoots(params: SkillsExtraRootsSetParams): void;
}

export interface Engine {
  readonly codexHome: string;
  readonly threads: ThreadStore;
  readonly auth: AuthStore;
  readonly config: ConfigStore;
  readonly skills: Skills;
  /** Stable per CODEX_HOME (`installation_id` file). */
  readonly installationId: string;
  /** Told entries with audience `all` (status of every thread, warnings of the engine). Returns unfollow. */
  follow(follower: Follower): () => void;
  /** Tells every follower something that concerns no thread. */
  announce(message: ServerNotification): void;
  /** Answers an ask by its id; false: unknown or already answered. */
  answer(askId: number, outcome: { result: unknown } | { error: RpcError }): boolean;
  /** Programs for one client, told by `notify`; all of them are ended when `owner` aborts. */
  openPrograms(notify: Notify, owner: AbortSignal): Promise<ClientPrograms>;
  /** Interrupts turns, ends processes, flushes. */
  close(): Promise<void>;
}
