// What is noted on each item of the model's history: the turn, the time, what its parts are. It stays in the rollout and
// is shown to clients that ask for raw events; providers are not sent it.
import type { ServerNotification } from '@codex/protocol/methods.ts';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { RolloutItem } from '../rollouts/rollout-line.ts';
import type { RawResponse } from './turn-host.ts';
import { wireUsage } from './usage.ts';

type Noted = ResponseItem & { readonly internal_chat_message_metadata_passthrough?: unknown };

/** The record with the note, unless it is no item or has one. */
export function noteTurn(record: RolloutItem, turnId: string): RolloutItem {
  if (record.type !== 'response_item') return record;
  const item: Noted = record.payload;
  if (item.internal_chat_message_metadata_passthrough != null) return record;
  const note = { turn_id: turnId, ...(isFromModel(item) ? modelNote(item) : ownNote(item)) };
  return { ...record, payload: { ...item, internal_chat_message_metadata_passthrough: note } as ResponseItem };
}

const modelTypes: ReadonlySet<string> = new Set([
  'reasoning',
  'function_call',
  'custom_tool_call',
  'tool_search_call',
  'local_shell_call',
  'web_search_call',
  'image_generation_call',
]);

function isFromModel(item: ResponseItem): boolean {
  return modelTypes.has(item.type) || (item.type === 'message' && item.role === 'assistant');
}

function modelNote(item: ResponseItem): object {
  return item.type === 'message' ? { content_item_kinds: item.content.map(() => 'unknown') } : {};
}

function ownNote(item: ResponseItem): object {
  const create_time = Date.now() / 1000;
  if (item.type !== 'message' || item.role !== 'user' || !item.content.every(isText)) return { create_time };
  return { create_time, ...userNote(item.content.length) };
}

const isText = ({ type }: { readonly type: string }) => type === 'input_text';

function userNote(parts: number): object {
  const each = <T>(value: T) => Array.from({ length: parts }, () => value);
  return {
    content_item_kinds: each('user.text'),
    content_item_metadata: each({ provenance: { type: 'user' } }),
  };
}

interface Ids {
  readonly threadId: string;
  readonly turnId: string;
}

/** The items among the records, for clients that asked for raw events. */
export function rawItems(records: readonly RolloutItem[], ids: Ids): ServerNotification[] {
  const items = records.flatMap((record) => (record.type === 'response_item' ? [record.payload] : []));
  return items.map((item) => ({
    method: 'rawResponseItem/completed',
    params: { ...ids, item },
    emittedAtMs: Date.now(),
  }));
}

export function rawResponse({ responseId, usage, rawUsage }: RawResponse, ids: Ids): ServerNotification {
  const usageMetadata = { amount: null, metadata: rawUsage };
  const params = { ...ids, responseId, usage: usage && wireUsage(usage), usageMetadata };
  return { method: 'rawResponse/completed', params };
}
