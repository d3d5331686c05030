// What threads in legacy history mode store instead of completed items. Kinds without a row are not stored, except
// plans, which are stored as they are.
import { type Fields, list } from './item-fields.ts';
import type { EventMsg, RolloutItem } from './rollout-line.ts';

/** `stored`: the item of an `item_completed` line; `event`: that line's payload. */
type LegacyWriter = (stored: Fields, event: EventMsg) => EventMsg[];

const writers: Readonly<Record<string, LegacyWriter>> = {
  UserMessage: (stored) => [userMessage(stored)],
  AgentMessage: ({ content, phase = null, memory_citation = null }) => [
    { type: 'agent_message', message: textOf(content), phase, memory_citation },
  ],
  Reasoning: ({ summary_text, raw_content }) => [
    ...texts(summary_text).map((text) => ({ type: 'agent_reasoning', text })),
    ...texts(raw_content).map((text) => ({ type: 'agent_reasoning_raw_content', text })),
  ],
  FileChange: ({ id, changes, status, stdout, stderr }, { turn_id }) => [
    {
      type: 'patch_apply_end',
      call_id: id,
      turn_id,
      stdout,
      stderr,
      success: status === 'completed',
      changes,
      status,
    },
  ],
  McpToolCall: (stored, { turn_id }) => [mcpToolCallEnd(stored, turn_id)],
  WebSearch: ({ id, query, action }) => [{ type: 'web_search_end', call_id: id, query, action }],
  EnteredReviewMode: ({ id, target, user_facing_hint }, { turn_id }) => [
    { type: 'entered_review_mode', target, user_facing_hint, turn_id, item_id: id },
  ],
  ExitedReviewMode: ({ id, review_output }, { turn_id }) => [
    { type: 'exited_review_mode', turn_id, item_id: id, review_output },
  ],
  ContextCompaction: () => [{ type: 'context_compacted' }],
  Plan: (_, event) => [event],
};

/** The lines of a legacy file for an item that the recorder is given. */
export function legacyLines(item: RolloutItem): RolloutItem[] {
  if (item.type !== 'event_msg' || item.payload.type !== 'item_completed') return [item];
  const stored = item.payload.item as Fields;
  const events = writers[String(stored.type)]?.(stored, item.payload) ?? [];
  return events.map((payload) => ({ type: 'event_msg', payload }));
}

function userMessage({ content, client_id }: Fields): EventMsg {
  const of = (type: string, key: string) => list(content).flatMap((part) => (part.type === type ? [part[key]] : []));
  return {
    type: 'user_message',
    ...(client_id !== undefined && { client_id }),
    message: textOf(content),
    images: of('image', 'image_url'),
    local_images: of('local_image', 'path'),
    audio: of('audio', 'audio_url'),
    local_audio: of('local_audio', 'path'),
    text_elements: of('text', 'text_elements').flat(),
  };
}

function mcpToolCallEnd(stored: Fields, turn_id: unknown): EventMsg {
  const { id, server, tool, arguments: args, readOnlyHint, duration, result, error } = stored;
  return {
    type: 'mcp_tool_call_end',
    call_id: id,
    turn_id,
    invocation: { server, tool, arguments: args },
    ...(readOnlyHint !== undefined && { read_only_hint: readOnlyHint }),
    duration,
    result: error ? { Err: (error as Fields).message } : { Ok: result },
  };
}

function textOf(content: unknown): string {
  return list(content)
    .map((part) => part.text ?? '')
    .join('');
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value : [];
}
