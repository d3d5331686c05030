// Reads the events of one model response into items of the turn. Messages and reasoning become visible while they
// stream; an item that the model did not finish is never completed and leaves no trace in the history.
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { ModelUsage, ResponseEvent } from '../models/model-client.ts';
import { itemCompleted, responseItem, tokenUsageRecord } from '../rollouts/records.ts';
import { type PendingCall, startCall } from './run-tools.ts';
import type { Turn } from './turn.ts';
import type { TurnHost } from './turn-host.ts';
import { addUsage, noUsage, wireUsage } from './usage.ts';

type Of<T extends ResponseEvent['type']> = Extract<ResponseEvent, { type: T }>;
type Readers = { readonly [T in ResponseEvent['type']]: (reader: ReplyReader, event: Of<T>) => void };

/** Tool input is shown when it is complete. */
const ignore = () => {};

const readers: Readers = {
  itemAdded: (reader, { item }) => reader.start(item),
  textDelta: (reader, { itemId, delta }) => reader.tell('item/agentMessage/delta', itemId, { itemId, delta }),
  reasoningSummaryPartAdded: (reader, { itemId, summaryIndex }) =>
    reader.tell('item/reasoning/summaryPartAdded', itemId, { itemId, summaryIndex }),
  reasoningSummaryDelta: (reader, { itemId, delta, summaryIndex }) =>
    reader.tell('item/reasoning/summaryTextDelta', itemId, { itemId, delta, summaryIndex }),
  reasoningTextDelta: (reader, { itemId, delta, contentIndex }) => reader.rawReasoning(itemId, delta, contentIndex),
  toolInputDelta: ignore,
  itemDone: (reader, { item }) => reader.finish(item),
  completed: (reader, { responseId, usage }) => reader.count(responseId, usage),
};

export class ReplyReader {
  readonly calls: PendingCall[] = [];
  begun = false;
  readonly #turn: Turn;
  readonly #thread: TurnHost;
  /** Items that clients have seen start, with the time. */
  readonly #started = new Map<string, number>();

  constructor(turn: Turn, thread: TurnHost) {
    this.#turn = turn;
    this.#thread = thread;
  }

  read(event: ResponseEvent): void {
    this.begun = true;
    this.#turn.firstTokenAtMs ??= Date.now();
    (readers[event.type] as (reader: ReplyReader, event: ResponseEvent) => void)(this, event);
  }

  start(item: ResponseItem): void {
    const shown = this.#shown(item);
    if (!shown) return;
    const startedAtMs = Date.now();
    this.#started.set(shown.id, startedAtMs);
    const started = { ...shown, startedAtMs, completedAtMs: null };
    this.#thread.commit({
      method: 'item/started',
      params: { item: started, threadId: this.#thread.id, turnId: this.#turn.id, startedAtMs },
    });
  }

  finish(item: ResponseItem): void {
    const shown = this.#shown(item);
    if (shown) this.#complete(item, shown);
    else this.#record(item);
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

  count(responseId: string, reported: ModelUsage | null): void {
    if (!reported) return;
    const usage = wireUsage(reported);
    this.#turn.countUsage(usage);
    this.#thread.commit(null, [
      tokenUsageRecord({
        ...this.#turn.ids(this.#thread),
        responseId,
        usage,
        turnUsage: this.#turn.usage,
        threadUsage: addUsage(this.#thread.usage?.total ?? noUsage, usage),
      }),
    ]);
  }

  #complete(item: ResponseItem, shown: ShownItem): void {
    if (!this.#started.has(shown.id)) this.start(item);
    const completedAtMs = Date.now();
    const completed = { ...shown, startedAtMs: this.#started.get(shown.id) ?? completedAtMs, completedAtMs };
    this.#started.delete(shown.id);
    if (completed.type === 'agentMessage') this.#turn.lastAgentMessage = completed;
    const ids = { threadId: this.#thread.id, turnId: this.#turn.id };
    this.#thread.commit(
      { method: 'item/completed', params: { item: completed, ...ids, contentTokenCount: null, completedAtMs } },
      [itemCompleted(ids, completed), responseItem(item, this.#thread.historySequence.nextFromModel())],
    );
  }

  #record(item: ResponseItem): void {
    if (!('type' in item) || item.type === 'other') return;
    this.#thread.commit(null, [responseItem(item, this.#thread.historySequence.nextFromModel())]);
  }

  /** How clients see an item of the model; undefined for what they do not see, or see as the item of a tool. */
  #shown(item: ResponseItem): ShownItem | undefined {
    if (!('type' in item)) return undefined;
    if (item.type === 'message' && item.role === 'assistant') return shownMessage(item);
    return item.type === 'reasoning' ? shownReasoning(item, this.#thread.showRawReasoning) : undefined;
  }
}

type DeltaMethod =
  | 'item/agentMessage/delta'
  | 'item/reasoning/summaryPartAdded'
  | 'item/reasoning/summaryTextDelta'
  | 'item/reasoning/textDelta';

type ShownItem = Extract<ThreadItem, { type: 'agentMessage' } | { type: 'reasoning' }>;

function shownMessage(item: Extract<ResponseItem, { type: 'message' }>): ShownItem {
  return {
    type: 'agentMessage',
    moderation: null,
    id: item.id ?? '',
    text: item.content.map((part) => (part.type === 'output_text' ? part.text : '')).join(''),
    phase: item.phase ?? null,
    memoryCitation: null,
    delivery: null,
    questions: null,
  };
}

function shownReasoning(item: Extract<ResponseItem, { type: 'reasoning' }>, raw: boolean): ShownItem {
  return {
    type: 'reasoning',
    id: item.id ?? '',
    summary: item.summary.map((part) => part.text),
    content: raw ? (item.content ?? []).map((part) => part.text) : [],
  };
}
