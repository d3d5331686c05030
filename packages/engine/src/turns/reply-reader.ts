// Reads the events of one model response into items of the turn. Messages and reasoning become visible while they
// stream; an item that the model did not finish is never completed and leaves no trace in the history.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { ResponseEvent } from '../models/model-client.ts';
import type { RateLimits } from '../models/rate-limits.ts';
import { responseItem } from '../rollouts/records.ts';
import { completeItem, startItem } from './item-lifecycle.ts';
import { PatchStreams } from './patch-stream.ts';
import { type PlanItem, PlanMessage } from './plan-message.ts';
import { recordUsage } from './report.ts';
import { type PendingCall, startCall } from './run-tools.ts';
import { agentMessage, type ShownItem, shownItem, textOf } from './shown-items.ts';
import type { Turn } from './turn.ts';
import type { TurnHost } from './turn-host.ts';

type Of<T extends ResponseEvent['type']> = Extract<ResponseEvent, { type: T }>;
type Readers = { readonly [T in ResponseEvent['type']]: (reader: ReplyReader, event: Of<T>) => void };

const readers: Readers = {
  opened: (reader, { rateLimits }) => reader.open(rateLimits),
  warning: (reader, { message }) => reader.warn(message),
  itemAdded: (reader, { item }) => reader.start(item),
  textDelta: (reader, { itemId, delta }) => reader.say(itemId, delta),
  reasoningSummaryPartAdded: (reader, { itemId, summaryIndex }) =>
    reader.tell('item/reasoning/summaryPartAdded', itemId, { itemId, summaryIndex }),
  reasoningSummaryDelta: (reader, { itemId, delta, summaryIndex }) =>
    reader.tell('item/reasoning/summaryTextDelta', itemId, { itemId, delta, summaryIndex }),
  reasoningTextDelta: (reader, { itemId, delta, contentIndex }) => reader.rawReasoning(itemId, delta, contentIndex),
  toolInputDelta: (reader, { itemId, delta }) => reader.patches.add(itemId, delta),
  itemDone: (reader, { item }) => reader.finish(item),
  completed: (reader, event) => reader.complete(event),
};

export class ReplyReader {
  readonly calls: PendingCall[] = [];
  /** Of all tool input only patches are shown while they come. */
  readonly patches: PatchStreams;
  begun = false;
  /** The model wants to be asked again, although it may have called no tool. */
  wantsMore = false;
  readonly #turn: Turn;
  readonly #thread: TurnHost;
  /** Items that clients have seen start, with the time. */
  readonly #started = new Map<string, number>();
  /** Messages of Plan mode, by id. */
  readonly #planMessages = new Map<string, PlanMessage>();
  /** There is one plan in a response. */
  #planShown = false;

  constructor(turn: Turn, thread: TurnHost) {
    this.#turn = turn;
    this.#thread = thread;
    this.patches = new PatchStreams(turn, thread);
  }

  read(event: ResponseEvent): void {
    this.begun = true;
    if (event.type !== 'opened') this.#turn.firstTokenAtMs ??= Date.now();
    (readers[event.type] as (reader: ReplyReader, event: ResponseEvent) => void)(this, event);
  }

  open(rateLimits: RateLimits): void {
    this.#turn.rateLimits = rateLimits;
  }

  warn(message: string): void {
    this.#thread.commit({ method: 'warning', params: { threadId: this.#thread.id, message } });
  }

  start(item: ResponseItem): void {
    if (this.#planMessage(item)) return;
    this.patches.begin(item);
    const shown = this.#shown(item);
    if (shown) this.begin(shown);
  }

  /** Shows the start of an item, unless that was shown before. */
  begin(shown: ShownItem): void {
    if (this.#started.has(shown.id) || (shown.type === 'plan' && this.#planShown)) return;
    this.#started.set(shown.id, startItem(shown, this.#turn, this.#thread));
  }

  say(itemId: string, delta: string): void {
    if (delta === '') return;
    const plan = this.#planMessages.get(itemId);
    if (plan) plan.add(delta);
    else this.tell('item/agentMessage/delta', itemId, { itemId, delta });
  }

  finish(item: ResponseItem): void {
    const plan = this.#planMessage(item);
    const shown = plan ? this.#finishPlan(plan, item) : this.#shown(item);
    if (shown) this.#end(shown);
    this.patches.finish(item);
    this.#record(item);
    const call = startCall(item, this.#turn, this.#thread);
    if (call) this.calls.push(call);
  }

  /** A delta of an item that clients have seen start. */
  tell(method: DeltaMethod, itemId: string, params: object): void {
    if (!this.#started.has(itemId)) return;
    const message = { method, params: { threadId: this.#thread.id, turnId: this.#turn.id, ...params } };
    this.#thread.commit(message as Parameters<TurnHost['commit']>[0]);
  }

  rawReasoning(itemId: string, delta: string, contentIndex: number): void {
    if (!this.#thread.showRawReasoning) return;
    this.tell('item/reasoning/textDelta', itemId, { itemId, delta, contentIndex });
  }

  complete({ responseId, usage, rawUsage, endTurn }: Of<'completed'>): void {
    this.wantsMore = endTurn === false;
    if (usage) recordUsage(responseId, usage, this.#turn, this.#thread);
    this.#thread.reportRawResponse(this.#turn, { responseId, usage, rawUsage });
  }

  /** Shows the plan; returns the words around it. */
  #finishPlan(message: PlanMessage, item: ResponseItem): ShownItem | undefined {
    if (item.type !== 'message') return undefined;
    const { plan, words } = message.finish(textOf(item));
    if (plan) this.#endPlan(plan);
    if (words === null) return undefined;
    this.begin(agentMessage(item, ''));
    return agentMessage(item, words);
  }

  #endPlan(plan: PlanItem): void {
    if (this.#planShown) return;
    this.begin({ ...plan, text: '' });
    this.#end(plan);
    this.#planShown = true;
  }

  #end(shown: ShownItem): void {
    this.begin(shown);
    const startedAtMs = this.#started.get(shown.id);
    this.#started.delete(shown.id);
    const completed = completeItem(shown, this.#turn, this.#thread, { startedAtMs });
    if (completed.type === 'agentMessage' && isAnswer(completed)) this.#turn.lastAgentMessage = completed;
  }

  #record(item: ResponseItem): void {
    if (!('type' in item) || item.type === 'other') return;
    this.#thread.commit(null, [responseItem(item, this.#thread.historySequence.nextFromModel())]);
  }

  #shown(item: ResponseItem): ShownItem | undefined {
    return shownItem(item, this.#thread.showRawReasoning);
  }

  /** Undefined unless a plan may stand in the message. */
  #planMessage(item: ResponseItem): PlanMessage | undefined {
    if (this.#turn.settings.collaborationMode.mode !== 'plan') return undefined;
    if (item.type !== 'message' || item.role !== 'assistant') return undefined;
    const id = item.id ?? '';
    const message = this.#planMessages.get(id) ?? new PlanMessage(id, `${this.#turn.id}-plan`, this);
    this.#planMessages.set(id, message);
    return message;
  }
}

/** Neither words along the way nor a message without words. */
function isAnswer({ phase, text }: Extract<ShownItem, { type: 'agentMessage' }>): boolean {
  return phase !== 'commentary' && text.trim() !== '';
}

type DeltaMethod =
  | 'item/agentMessage/delta'
  | 'item/plan/delta'
  | 'item/reasoning/summaryPartAdded'
  | 'item/reasoning/summaryTextDelta'
  | 'item/reasoning/textDelta';
