// What a running turn may do to the thread it belongs to.
import type { ServerNotification, ServerRequestMethod, ServerRequestParams } from '@codex/protocol/methods.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { ThreadReadState } from '@codex/protocol/thread/read-state.ts';
import type { ModelInfo } from '../models/catalog.ts';
import type { ModelClient, ModelUsage } from '../models/model-client.ts';
import type { RateLimits } from '../models/rate-limits.ts';
import type { HistorySequence } from '../rollouts/history-sequence.ts';
import type { RolloutItem } from '../rollouts/rollout-line.ts';
import type { ThreadSkills } from '../skills/thread-skills.ts';
import type { Agents } from '../tools/agents/agents.ts';
import type { ToolSet } from '../tools/registry.ts';
import type { AskOutcome, ToolContext } from '../tools/tool.ts';
import type { AdditionalContexts } from './additional-context.ts';
import type { ChildBirth, ChildThread } from './child-thread.ts';
import type { FreshContext } from './context.ts';
import type { History } from './history.ts';
import type { Judge } from './judge.ts';
import type { Turn } from './turn.ts';
import type { UsageSoFar } from './usage.ts';

/** Who the model provider is told is asking. */
export interface Origin {
  readonly originator: string;
  readonly userAgent: string;
}

export interface RawResponse {
  readonly responseId: string;
  readonly usage: ModelUsage | null;
  readonly rawUsage: unknown;
}

export interface TurnHost {
  readonly id: string;
  readonly sessionId: string;
  /** Whether clients are told that its turns are unread; not of ephemeral threads, nor of those that no user began. */
  readonly keepsReadState: boolean;
  /** Whether the thread works on by itself after a turn that is complete. */
  goesOn(): boolean;
  /** Whether it has a rollout already. */
  readonly materialised: boolean;
  readonly origin: Origin;
  /** What clients told the model beside the user's words. */
  readonly additionalContexts: AdditionalContexts;
  /** null: the thread has none. */
  readonly skills: Pick<ThreadSkills, 'asked' | 'takeWarnings'> | null;
  readonly history: Pick<History, 'forModel' | 'items'>;
  readonly historySequence: HistorySequence;
  readonly usage: UsageSoFar | null;
  /** As they were after the last response. */
  readonly rateLimits: RateLimits;
  /** How often the history was compacted. */
  readonly windowNumber: number;
  /** Slug of the model that the history was last prepared for; null before the first turn. */
  readonly historyModel: string | null;
  /** What config says of compactions: `compact_prompt`, `model_auto_compact_token_limit`. */
  readonly compaction: { readonly prompt: string | null; readonly tokenLimit: number | null };
  /** `review_model`. */
  readonly reviewModel: string | null;
  readonly modelClient: ModelClient;
  modelInfo(turn: Turn): ModelInfo;
  modelNamed(slug: string): ModelInfo;
  /** The first developer message of every request. */
  readonly baseInstructions: ResponseItem;
  /** `model_verbosity`. */
  readonly verbosity: string | null;
  /** Raw reasoning text is shown to clients (`show_raw_agent_reasoning`). */
  readonly showRawReasoning: boolean;
  /** Clients are shown patches while the model writes them (feature `apply_patch_streaming_events`). */
  readonly streamsPatches: boolean;
  toolContext(turn: Turn): ToolContext;
  /** What the model may call in this turn. */
  tools(turn: Turn): ToolSet;
  /** What a client that asked for raw events is told of a whole response. */
  reportRawResponse(turn: Turn, response: RawResponse): void;
  /**
   * The one way to change anything: folds into the state, appends the records to the rollout, tells the followers; in
   * this order and before it returns. Throws EngineError `internal` when the rollout cannot be written.
   */
  commit(message: ServerNotification | null, records?: readonly RolloutItem[]): void;
  /** Context messages that the model has not been given yet, or that changed since it was. */
  contextRecords(turn: Turn): Promise<RolloutItem[]>;
  /** All context anew, for a history that begins again. */
  freshContext(turn: Turn): Promise<FreshContext>;
  /** A thread that works for this one. Clients are not told of it. */
  spawn(birth: ChildBirth): Promise<ChildThread>;
  /** Decides about approvals in place of the user. */
  readonly judge: Judge;
  /** As what it works for which other thread; null for threads that clients started. */
  readonly agent: { readonly kind: string; readonly parentThreadId: string } | null;
  /** The agents that work for the thread; null where there can be none. */
  agents(turn: Turn): Agents | null;
  ask<M extends ServerRequestMethod>(
    turn: Turn,
    method: M,
    params: Omit<ServerRequestParams<M>, 'threadId' | 'turnId'>,
  ): Promise<AskOutcome<M>>;
  /** Clears what the turn left pending; call after turn/completed. */
  turnEnded(turn: Turn): void;
  /** The first unread turn after this one ended, with a new revision. */
  nextReadState(turn: Turn): ThreadReadState;
  /** A promise while some follower can take no more. */
  pressure(): Promise<unknown> | undefined;
  /** Resolves when everything recorded so far is on the disk. */
  sync(): Promise<void>;
}
