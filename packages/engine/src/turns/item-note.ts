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
  const origins = item.content.map((part) => originOf(part, item.role));
  if (!origins.every((origin) => origin !== undefined)) return { create_time };
  return {
    create_time,
    content_item_kinds: origins.map(({ kind }) => kind),
    content_item_metadata: origins.map(({ provenance }) => ({ provenance })),
  };
}

interface Origin {
  readonly kind: string;
  readonly provenance: object;
}

type Part = Extract<ResponseItem, { type: 'message' }>['content'][number];

/** Undefined for texts of the server that have no name. */
function originOf(part: Part, role: string): Origin | undefined {
  const text = part.type === 'input_text' ? part.text : '';
  const block = blocks.find(([opening]) => text.startsWith(opening));
  if (block) return { kind: block[1], provenance: block[2] };
  if (role !== 'user') return undefined;
  return { kind: part.type === 'input_image' ? 'user.image' : 'user.text', provenance: { type: 'user' } };
}

const harness = { type: 'harness', hook: false };
const skills = { type: 'skills' };

/** What the server puts into a conversation begins in these ways; kinds and provenances are those of the official one. */
const blocks: ReadonlyArray<readonly [opening: string, kind: string, provenance: object]> = [
  ['<skills_instructions>', 'host_skills.instructions', skills],
  ['<skill>', 'skills.selected_skill_instructions', skills],
  ['<permissions instructions>', 'permissions.instructions', harness],
  ['<tools>', 'tools.deferred_namespaces', { type: 'tool', namespace: 'tool_search' }],
  ['<environment_context>', 'environments.environment_context', harness],
  ['<collaboration_mode>', 'collaboration_mode.instructions', harness],
  ['# AGENTS.md instructions', 'agents_md.instructions', { type: 'agents_md' }],
  ['<turn_aborted>', 'generic.turn_aborted', harness],
  ['<user_shell_command>', 'shell.user_command', harness],
  ['<subagent_notification>', 'multi_agent.subagent_notification', { type: 'tool', namespace: 'multi_agent_v1' }],
];

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
