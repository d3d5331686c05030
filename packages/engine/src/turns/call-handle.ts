// One tool call as its tool sees it. After an interrupt a call that has not returned can no longer show anything; a
// command that outlived its call (a background terminal) can.
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import type {
  ServerNotification,
  ServerNotificationMethod,
  ServerNotificationParams,
  ServerRequestMethod,
  ServerRequestParams,
} from '@codex/protocol/methods.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { verifiedAnswer } from '../rollouts/retained-context.ts';
import type { Agents } from '../tools/agents/agents.ts';
import type { AskOutcome, RetainedAnswer, ToolCall, ToolContext } from '../tools/tool.ts';
import { askJudge, isForJudge } from './auto-review.ts';
import { completeItem, startItem } from './item-lifecycle.ts';
import type { Turn } from './turn.ts';
import type { TurnHost } from './turn-host.ts';

type CallItem = Extract<ResponseItem, { type: 'function_call' } | { type: 'custom_tool_call' }>;

export class CallHandle implements ToolCall {
  readonly callId: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly arguments: string;
  readonly context: ToolContext;
  readonly agents: Agents | null;
  readonly signal: AbortSignal;
  readonly #turn: Turn;
  readonly #thread: TurnHost;
  readonly #startedAtMs = new Map<string, number>();
  readonly #shown = new Map<string, ThreadItem>();
  #returned = false;

  constructor(item: CallItem, turn: Turn, thread: TurnHost) {
    this.callId = item.call_id;
    this.name = item.name;
    this.namespace = item.namespace ?? null;
    this.arguments = item.type === 'function_call' ? item.arguments : item.input;
    this.context = thread.toolContext(turn);
    this.agents = thread.agents(turn);
    this.signal = turn.signal;
    this.#turn = turn;
    this.#thread = thread;
  }

  /** Call when the tool has returned before any interrupt; what it left running may go on showing items. */
  returned(): void {
    this.#returned = !this.#turn.signal.aborted;
  }

  itemStarted(item: ThreadItem): void {
    this.#shown.set(idOf(item), item);
    if (this.#silenced) return;
    this.#startedAtMs.set(idOf(item), startItem(item, this.#turn, this.#thread));
  }

  itemCompleted(item: ThreadItem): void {
    if (!this.#silenced) this.itemCancelled(item);
  }

  itemCancelled(item: ThreadItem): void {
    completeItem(item, this.#turn, this.#thread, { startedAtMs: this.#startedAtMs.get(idOf(item)) });
  }

  notify<M extends ServerNotificationMethod>(
    method: M,
    params: Omit<ServerNotificationParams<M>, 'threadId' | 'turnId'>,
  ): void {
    if (this.#silenced) return;
    const ids = { threadId: this.#thread.id, turnId: this.#turn.id };
    this.#thread.commit({ method, params: { ...ids, ...params } } as unknown as ServerNotification);
  }

  ask<M extends ServerRequestMethod>(
    method: M,
    params: Omit<ServerRequestParams<M>, 'threadId' | 'turnId'>,
  ): Promise<AskOutcome<M>> {
    if (!isForJudge(method, this.#turn)) return this.#thread.ask(this.#turn, method, params);
    const { callId } = this;
    const asked = askJudge({ method, params, callId, item: this.#shown.get(callId) }, this.#turn, this.#thread);
    return asked as Promise<AskOutcome<M>>;
  }

  retainAnswers(answers: readonly RetainedAnswer[]): void {
    if (this.#silenced) return;
    this.#thread.commit(null, [verifiedAnswer(this.#turn.id, this.callId, answers, this.#thread.historySequence.last)]);
  }

  cancelTurn(): never {
    this.#turn.interrupt();
    throw this.#turn.signal.reason;
  }

  get #silenced(): boolean {
    return this.#turn.signal.aborted && !this.#returned;
  }
}

function idOf(item: ThreadItem): string {
  return 'id' in item ? item.id : '';
}
