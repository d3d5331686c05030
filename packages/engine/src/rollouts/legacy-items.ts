// Items of threads in legacy history mode: their files hold events (`user_message`, `agent_message`, …) instead of
// completed items. Items without a call id are numbered `item-1`, `item-2`, … over the whole thread.
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import { type Fields, parseChangeLine, parseDurationLine } from './item-fields.ts';
import { itemRows } from './item-rows.ts';
import type { EventMsg } from './rollout-line.ts';

type NewId = () => string;
type LegacyItem = ThreadItem & { id: string };
type LegacyRow = (event: EventMsg, newId: NewId, items: readonly ThreadItem[]) => Fields | undefined;

export class LegacyItems {
  #count = 0;

  /** The item that an event stands for, or undefined. `items`: those of its turn so far. */
  itemOf(event: EventMsg, items: readonly ThreadItem[]): LegacyItem | undefined {
    const newId = () => {
      this.#count += 1;
      return `item-${this.#count}`;
    };
    const fields = legacyRows[event.type]?.(event, newId, items);
    return fields && ({ ...fields, startedAtMs: null, completedAtMs: null } as unknown as LegacyItem);
  }
}

/** Reads an event through the row of the item it became in newer files. */
function asStored(type: string, id: unknown, stored: Fields): Fields {
  return { type, id, ...itemRows[type]?.read(stored) };
}

function reasoning(key: 'summary' | 'content'): LegacyRow {
  return (event, newId, items) => {
    const last = items.at(-1) as (Fields & { type: string }) | undefined;
    const open = last?.type === 'reasoning' ? last : { type: 'reasoning', id: newId(), summary: [], content: [] };
    return { ...open, [key]: [...((open as Fields)[key] as string[]), event.text] };
  };
}

const legacyRows: Record<string, LegacyRow> = {
  user_message: (event, newId) => ({ type: 'userMessage', id: newId(), clientId: null, content: userContent(event) }),
  agent_message: (event, newId) =>
    asStored('agentMessage', newId(), {
      content: [{ type: 'Text', text: event.message }],
      phase: event.phase,
      memory_citation: event.memory_citation,
    }),
  agent_reasoning: reasoning('summary'),
  agent_reasoning_raw_content: reasoning('content'),
  patch_apply_end: (event) => ({
    type: 'fileChange',
    id: event.call_id,
    changes: Object.entries((event.changes ?? {}) as Record<string, Fields>)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, change]) => parseChangeLine(path, change)),
    status: event.status ?? (event.success === false ? 'failed' : 'completed'),
  }),
  exec_command_end: (event) => asStored('commandExecution', event.call_id, { ...event, status: execStatus(event) }),
  mcp_tool_call_end: (event) => mcpItem(event),
  web_search_end: (event) => asStored('webSearch', event.call_id, event),
  view_image_tool_call: (event) => asStored('imageView', event.call_id, event),
  context_compacted: (_, newId) => ({ type: 'contextCompaction', id: newId() }),
  entered_review_mode: (event, newId) => asStored('enteredReviewMode', newId(), event),
  exited_review_mode: (event, newId) => asStored('exitedReviewMode', newId(), event),
};

export const legacyItemEvents: ReadonlySet<string> = new Set(Object.keys(legacyRows));

function userContent(event: EventMsg): Fields[] {
  const list = (value: unknown) => (Array.isArray(value) ? (value as string[]) : []);
  return [
    ...(event.message ? [{ type: 'text', text: event.message, text_elements: event.text_elements ?? [] }] : []),
    ...list(event.images).map((url) => ({ type: 'image', detail: null, url })),
    ...list(event.local_images).map((path) => ({ type: 'localImage', detail: null, path })),
  ];
}

function execStatus(event: EventMsg): unknown {
  return event.status ?? (event.exit_code === 0 ? 'completed' : 'failed');
}

function mcpItem(event: EventMsg): Fields {
  const invocation = (event.invocation ?? {}) as Fields;
  const outcome = (event.result ?? {}) as { Ok?: Fields; Err?: string };
  const failed = outcome.Err !== undefined || outcome.Ok?.isError === true;
  return {
    ...asStored('mcpToolCall', event.call_id, {
      ...invocation,
      status: failed ? 'failed' : 'completed',
      result: outcome.Ok,
      error: outcome.Err === undefined ? undefined : { message: outcome.Err },
    }),
    durationMs: parseDurationLine(event.duration),
  };
}
