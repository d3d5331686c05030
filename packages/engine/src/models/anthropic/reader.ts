// Reads one Messages API response: a table of event types, and a table of the reasons for which a message ends.
import { faultError, incompleteResponse, streamError } from '../errors.ts';
import { ModelError, type ModelUsage, type Prompt, type ResponseEvent } from '../model-client.ts';
import { offeredTools } from '../offered-tools.ts';
import type { WireReader } from '../wire.ts';
import { type OpenBlock, openBlock, type ToolsByName } from './content-blocks.ts';
import { streamFailure } from './failures.ts';
import { parseEvent, type StreamEvent, type WireUsage } from './stream-events.ts';

type Events = Iterable<ResponseEvent>;
type StopDetails = NonNullable<StreamEvent['delta']>['stop_details'];

const NOTHING: readonly ResponseEvent[] = [];

/** What is unknown is skipped. */
const events: Readonly<Record<string, (reader: MessageReader, event: StreamEvent) => Events>> = {
  message_start: (reader, { message }) => reader.begin(message?.id ?? '', message?.usage),
  content_block_start: (reader, event) => reader.open(event),
  content_block_delta: (reader, { index = 0, delta }) => (delta && reader.blocks.get(index)?.add(delta)) || NOTHING,
  content_block_stop: (reader, { index = 0 }) => reader.finish(index),
  message_delta: (reader, { delta, usage }) =>
    reader.note(delta?.stop_reason ?? null, delta?.stop_details ?? null, usage),
  message_stop: (reader) => reader.complete(),
  error: (_reader, { error }) => {
    throw streamFailure({ type: error?.type ?? '', message: error?.message ?? 'error event received' });
  },
};

/** Why a message ended, where that is no success. Every other reason is: `end_turn`, `tool_use`, `stop_sequence`, … */
const stops: Readonly<Record<string, (details: StopDetails) => ModelError>> = {
  max_tokens: () => incompleteResponse('max_output_tokens'),
  model_context_window_exceeded: () => faultError('context_length_exceeded'),
  refusal: (details) =>
    new ModelError(
      `The model refused to answer${details?.explanation ? `: ${details.explanation}` : '.'}`,
      details?.category === 'cyber' ? 'cyberPolicy' : 'other',
    ),
};

export class MessageReader implements WireReader {
  readonly blocks = new Map<number, OpenBlock>();
  readonly #tools: ToolsByName;
  /** Calls that may have been cut off. */
  readonly #uncertain: ResponseEvent[] = [];
  #id = '';
  #usage: WireUsage = {};
  #stopReason: string | null = null;
  #stopDetails: StopDetails = null;

  constructor(prompt: Prompt) {
    this.#tools = new Map(offeredTools(prompt).map((tool) => [tool.wireName, tool]));
  }

  read(data: string): Events {
    const event = parseEvent(data);
    return event && Object.hasOwn(events, event.type) ? (events[event.type]?.(this, event) ?? NOTHING) : NOTHING;
  }

  /** Some gateways leave out the last event. */
  close(): Events {
    if (this.#stopReason === null) throw streamError('stream closed before message_stop');
    return this.complete();
  }

  begin(id: string, usage: WireUsage | undefined): Events {
    this.#id = id;
    return this.note(null, null, usage);
  }

  open({ index = 0, content_block }: StreamEvent): Events {
    const block = content_block && openBlock(content_block, this.#tools);
    if (!block) return NOTHING;
    this.blocks.set(index, block);
    return block.start();
  }

  finish(index: number): Events {
    const finished = this.blocks.get(index)?.finish();
    this.blocks.delete(index);
    if (!finished) return NOTHING;
    const event: ResponseEvent = { type: 'itemDone', item: finished.item };
    if (!finished.uncertain) return [event];
    this.#uncertain.push(event);
    return NOTHING;
  }

  /** Later counts take the place of earlier ones; what they leave out stays. */
  note(stopReason: string | null, details: StopDetails, usage: WireUsage = {}): Events {
    const counted = Object.entries(usage).filter(([, count]) => count !== null && count !== undefined);
    this.#usage = { ...this.#usage, ...Object.fromEntries(counted) };
    this.#stopReason = stopReason ?? this.#stopReason;
    this.#stopDetails = details ?? this.#stopDetails;
    return NOTHING;
  }

  complete(): Events {
    const reason = this.#stopReason ?? '';
    if (Object.hasOwn(stops, reason)) throw stops[reason]?.(this.#stopDetails);
    return [
      ...this.#uncertain,
      {
        type: 'completed',
        responseId: this.#id,
        usage: tokens(this.#usage),
        rawUsage: this.#usage,
        endTurn: reason === 'pause_turn' ? false : null,
      },
    ];
  }
}

function tokens(usage: WireUsage): ModelUsage {
  const cachedInputTokens = usage.cache_read_input_tokens ?? 0;
  const cacheWriteInputTokens = usage.cache_creation_input_tokens ?? 0;
  const inputTokens = (usage.input_tokens ?? 0) + cachedInputTokens + cacheWriteInputTokens;
  const outputTokens = usage.output_tokens ?? 0;
  return {
    inputTokens,
    cachedInputTokens,
    cacheWriteInputTokens,
    outputTokens,
    reasoningOutputTokens: usage.output_tokens_details?.thinking_tokens ?? 0,
    totalTokens: inputTokens + outputTokens,
  };
}
