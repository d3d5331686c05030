// What a running turn may do to the thread it belongs to.
import type { ServerNotification, ServerRequestMethod, ServerRequestParams } from '@codex/protocol/methods.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { ThreadReadState } from '@codex/protocol/thread/read-state.ts';
import type { ModelInfo } from '../models/catalog.ts';
import type { ModelClient } from '../models/model-client.ts';
import type { HistorySequence } from '../rollouts/history-sequence.ts';
import type { RolloutItem } from '../rollouts/rollout-line.ts';
import type { AskOutcome, ToolContext } from '../tools/tool.ts';
import type { History } from './history.ts';
import type { Turn } from './turn.ts';
import type { UsageSoFar } from './usage.ts';

/** Who the model provider is told is asking. */
export interface Origin {
  readonly originator: string;
  readonly userAgent: string;
}

export interface TurnHost {
  readonly id: string;
  readonly sessionId: string;
  readonly ephemeral: boolean;
  readonly origin: Origin;
  readonly history: Pick<History, 'forModel'>;
  readonly historySequence: HistorySequence;
  readonly usage: UsageSoFar | null;
  readonly modelClient: ModelClient;
  modelInfo(turn: Turn): ModelInfo;
  /** The first developer message of every request. */
  readonly baseInstructions: ResponseItem;
  /** `model_verbosity`. */
  readonly verbosity: string | null;
  /** Raw reasoning text is shown to clients (`show_raw_agent_reasoning`). */
  readonly showRawReasoning: boolean;
  toolContext(turn: Turn): ToolContext;
  /**
   * The one way to change anything: folds into the state, appends the records to the rollout, tells the followers; in
   * this order and before it returns. Throws EngineError `internal` when the rollout cannot be written.
   */
  commit(message: ServerNotification | null, records?: readonly RolloutItem[]): void;
  /** Context messages that the model has not been given yet, or that changed since it was. */
  contextRecords(turn: Turn): Promise<RolloutItem[]>;
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
