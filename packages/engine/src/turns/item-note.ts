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
  if (item.type !== 'message') return { create_time };
  const texts = item.content.flatMap((part) => (part.type === 'input_text' ? [part.text] : []));
  const notes = texts.map((text) => partNote(text) ?? (item.role === 'user' ? said : null));
  const known = notes.filter((note) => note !== null);
  if (known.length < item.content.length) return { create_time };
  return {
    create_time,
    content_item_kinds: known.map(({ kind }) => kind),
    content_item_metadata: known.map(({ provenance }) => ({ provenance })),
  };
}

interface PartNote {
  readonly kind: string;
  readonly provenance: object;
}

const said: PartNote = { kind: 'user.text', provenance: { type: 'user' } };
const harness = { type: 'harness', hook: false };
const skills = { type: 'skills' };

/** Texts that are not the user's, by their beginnings. */
const blocks: ReadonlyArray<readonly [start: string, kind: string, provenance: object]> = [
  ['<skills_instructions>', 'host_skills.instructions', skills],
  ['<permissions instructions>', 'permissions.instructions', harness],
  ['<collaboration_mode>', 'collaboration_mode.instructions', harness],
  ['<tools>', 'tools.deferred_namespaces', { type: 'tool', namespace: 'tool_search' }],
  ['# AGENTS.md instructions for ', 'agents_md.instructions', { type: 'agents_md' }],
  ['<environment_context>', 'environments.environment_context', harness],
  ['<skill>', 'skills.selected_skill_instructions', skills],
  ['<turn_aborted>', 'generic.turn_aborted', harness],
  ['<user_shell_command>', 'shell.user_command', harness],
];

function partNote(text: string): PartNote | null {
  const found = blocks.find(([start]) => text.startsWith(start));
  return found ? { kind: found[1], provenance: found[2] } : null;
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
