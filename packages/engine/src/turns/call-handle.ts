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
import { isKept } from '../rollouts/kept-items.ts';
import { itemCompleted } from '../rollouts/records.ts';
import { verifiedAnswer } from '../rollouts/retained-context.ts';
import type { Agents } from '../tools/agents/agents.ts';
import type { AskOutcome, RetainedAnswer, ToolCall, ToolContext } from '../tools/tool.ts';
import { askJudge, isForJudge } from './auto-review.ts';
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
    const startedAtMs = Date.now();
    this.#startedAtMs.set(idOf(item), startedAtMs);
    this.#shown.set(idOf(item), item);
    const params = { item: { ...item, startedAtMs, completedAtMs: null }, ...this.#ids, startedAtMs };
    this.#commit({ method: 'item/started', params });
  }

  itemCompleted(item: ThreadItem): void {
    if (this.#silenced) return;
    const completedAtMs = Date.now();
    const startedAtMs = this.#startedAtMs.get(idOf(item)) ?? completedAtMs;
    const completed = { ...item, startedAtMs, completedAtMs };
    this.#thread.commit(
      { method: 'item/completed', params: { item: completed, ...this.#ids, contentTokenCount: null, completedAtMs } },
      isKept(item) ? [itemCompleted(this.#ids, completed)] : [],
    );
  }

  notify<M extends ServerNotificationMethod>(
    method: M,
    params: Omit<ServerNotificationParams<M>, 'threadId' | 'turnId'>,
  ): void {
    this.#commit({ method, params: { ...this.#ids, ...params } } as unknown as ServerNotification);
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

  get #ids() {
    return { threadId: this.#thread.id, turnId: this.#turn.id };
  }

  get #silenced(): boolean {
    return this.#turn.signal.aborted && !this.#returned;
  }

  #commit(message: ServerNotification): void {
    if (!this.#silenced) this.#thread.commit(message);
  }
}

function idOf(item: ThreadItem): string {
  return 'id' in item ? item.id : '';
}
