// Reads Responses API events: JSON of one server-sent event in, `ResponseEvent` out. What is unknown is skipped, so a
// newer API does not break an older server.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { failedResponse, incompleteResponse, streamError } from './errors.ts';
import type { ModelUsage, ResponseEvent } from './model-client.ts';

/** Any event of the API; which members are there depends on `type`. */
interface WireEvent {
  readonly type: string;
  readonly item?: { readonly type?: unknown } & Record<string, unknown>;
  readonly item_id?: string;
  readonly call_id?: string;
  readonly delta?: string;
  readonly summary_index?: number;
  readonly content_index?: number;
  readonly response?: WireResponse;
}

interface WireResponse {
  readonly id?: string;
  readonly usage?: WireUsage | null;
  readonly end_turn?: boolean | null;
  readonly error?: { readonly code?: string; readonly message?: string } | null;
  readonly incomplete_details?: { readonly reason?: string } | null;
}

interface WireUsage {
  readonly input_tokens?: number;
  readonly input_tokens_details?: { readonly cached_tokens?: number; readonly cache_write_tokens?: number } | null;
  readonly output_tokens?: number;
  readonly output_tokens_details?: { readonly reasoning_tokens?: number } | null;
  readonly total_tokens?: number;
}

type Reader = (event: WireEvent) => ResponseEvent | null;

const readers: Readonly<Record<string, Reader>> = {
  'response.output_item.added': ({ item }) => (isItem(item) ? { type: 'itemAdded', item } : null),
  'response.output_item.done': ({ item }) => (isItem(item) ? { type: 'itemDone', item } : null),
  'response.output_text.delta': ({ item_id = '', delta = '' }) => ({ type: 'textDelta', itemId: item_id, delta }),
  'response.reasoning_summary_part.added': ({ item_id = '', summary_index = 0 }) => ({
    type: 'reasoningSummaryPartAdded',
    itemId: item_id,
    summaryIndex: summary_index,
  }),
  'response.reasoning_summary_text.delta': ({ item_id = '', summary_index = 0, delta = '' }) => ({
    type: 'reasoningSummaryDelta',
    itemId: item_id,
    summaryIndex: summary_index,
    delta,
  }),
  'response.reasoning_text.delta': ({ item_id = '', content_index = 0, delta = '' }) => ({
    type: 'reasoningTextDelta',
    itemId: item_id,
    contentIndex: content_index,
    delta,
  }),
  'response.custom_tool_call_input.delta': toolInputDelta,
  'response.function_call_arguments.delta': toolInputDelta,
  'response.completed': ({ response }) => completed(response),
  'response.failed': ({ response }) => {
    throw failedResponse(response?.error);
  },
  'response.incomplete': ({ response }) => {
    throw incompleteResponse(response?.incomplete_details?.reason);
  },
};

/** Empty: nothing to tell. Throws `ModelError` for the events that end a response without success. */
export function readEvent(json: string): readonly ResponseEvent[] {
  const event = parse(json);
  if (!event || !Object.hasOwn(readers, event.type)) return NOTHING;
  const read = readers[event.type]?.(event) ?? null;
  return read === null ? NOTHING : [read];
}

const NOTHING: readonly ResponseEvent[] = [];

/** Members without which an item of that type cannot be recorded or sent back. */
const requiredMembers: Readonly<Record<ResponseItem['type'], readonly string[]>> = {
  message: ['role', 'content'],
  agent_message: ['author', 'recipient', 'content'],
  reasoning: ['summary'],
  local_shell_call: ['action', 'status'],
  function_call: ['call_id', 'name', 'arguments'],
  function_call_output: ['output'],
  custom_tool_call: ['call_id', 'name', 'input'],
  custom_tool_call_output: ['call_id', 'output'],
  tool_search_call: ['execution', 'arguments'],
  tool_search_output: ['execution', 'status', 'tools'],
  web_search_call: [],
  image_generation_call: ['status', 'result'],
  compaction: ['encrypted_content'],
  context_compaction: [],
  compaction_trigger: [],
  configuration_update: ['reasoning'],
  additional_tools: ['role', 'tools'],
  other: [],
};

function isItem(item: WireEvent['item']): item is ResponseItem {
  if (typeof item?.type !== 'string' || !Object.hasOwn(requiredMembers, item.type)) return false;
  const members = requiredMembers[item.type as ResponseItem['type']];
  return members.every((name) => item[name] !== undefined && item[name] !== null);
}

function toolInputDelta({ item_id = '', call_id, delta = '' }: WireEvent): ResponseEvent {
  return { type: 'toolInputDelta', itemId: item_id, callId: call_id ?? null, delta };
}

function completed(response: WireResponse | undefined): ResponseEvent {
  if (!response?.id) throw streamError('failed to parse ResponseCompleted: missing field `id`');
  return {
    type: 'completed',
    responseId: response.id,
    usage: response.usage ? tokens(response.usage) : null,
    rawUsage: response.usage ?? null,
    endTurn: response.end_turn ?? null,
  };
}

function tokens(usage: WireUsage): ModelUsage {
  const inputTokens = usage.input_tokens ?? 0;
  const outputTokens = usage.output_tokens ?? 0;
  return {
    inputTokens,
    cachedInputTokens: usage.input_tokens_details?.cached_tokens ?? 0,
    cacheWriteInputTokens: usage.input_tokens_details?.cache_write_tokens ?? 0,
    outputTokens,
    reasoningOutputTokens: usage.output_tokens_details?.reasoning_tokens ?? 0,
    totalTokens: usage.total_tokens ?? inputTokens + outputTokens,
  };
}

function parse(json: string): WireEvent | null {
  try {
    const event: unknown = JSON.parse(json);
    const usable = typeof event === 'object' && event !== null && 'type' in event && typeof event.type === 'string';
    return usable ? (event as WireEvent) : null;
  } catch {
    return null;
  }
}
