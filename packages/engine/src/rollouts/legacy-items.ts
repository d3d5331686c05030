// Items of threads in legacy history mode: their files hold events (`user_message`, `agent_message`, …) instead of
// completed items. Items without an id of their own are numbered `item-1`, `item-2`, … over the whole thread.
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import { type Fields, list } from './item-fields.ts';
import { itemRows } from './item-rows.ts';
import type { EventMsg } from './rollout-line.ts';

type LegacyItem = ThreadItem & { id: string };
/** The item's wire type and stored fields, or a whole wire item; `id` where the event names one. */
type LegacyRow = (event: EventMsg, items: readonly ThreadItem[]) => { id?: unknown; type: string } & Fields;

export class LegacyItems {
  #count = 0;

  /** The item that an event stands for. `items`: those of its turn so far. */
  itemOf(event: EventMsg, items: readonly ThreadItem[]): LegacyItem | undefined {
    const fields = legacyRows[event.type]?.(event, items);
    if (!fields) return undefined;
    const { type, id = this.#nextId(), ...rest } = fields;
    return { type, id, ...rest, startedAtMs: null, completedAtMs: null } as unknown as LegacyItem;
  }

  /** Items that were rolled back give their numbers back. */
  forget(items: readonly ThreadItem[]): void {
    this.#count -= items.filter((item) => 'id' in item && /^item-\d+$/.test(item.id)).length;
  }

  #nextId(): string {
    this.#count += 1;
    return `item-${this.#count}`;
  }
}

/** Reads an event through the row of the item that newer files hold. */
function asStored(type: string, id: unknown, stored: Fields): { id: unknown; type: string } {
  return { type, ...itemRows[type]?.read(stored), id };
}

function reasoning(key: 'summary' | 'content'): LegacyRow {
  return (event, items) => {
    const last = items.at(-1) as unknown as ({ type: string } & Fields) | undefined;
    const open = last?.type === 'reasoning' ? last : { type: 'reasoning', summary: [], content: [] };
    return { ...open, [key]: [...((open as Fields)[key] as string[]), event.text] };
  };
}

const legacyRows: Readonly<Record<string, LegacyRow>> = {
  user_message: (event) => ({ type: 'userMessage', clientId: event.client_id ?? null, content: userContent(event) }),
  agent_message: (event) =>
    asStored('agentMessage', undefined, { ...event, content: [{ type: 'Text', text: event.message }] }),
  agent_reasoning: reasoning('summary'),
  agent_reasoning_raw_content: reasoning('content'),
  patch_apply_end: (event) =>
    asStored('fileChange', event.call_id, {
      ...event,
      status: event.status ?? (event.success === false ? 'failed' : 'completed'),
    }),
  exec_command_end: (event) =>
    asStored('commandExecution', event.call_id, {
      ...event,
      status: event.status ?? (event.exit_code === 0 ? 'completed' : 'failed'),
    }),
  mcp_tool_call_end: mcpItem,
  web_search_end: (event) => asStored('webSearch', event.call_id, event),
  view_image_tool_call: (event) => asStored('imageView', event.call_id, event),
  context_compacted: () => ({ type: 'contextCompaction' }),
  entered_review_mode: (event) => asStored('enteredReviewMode', event.item_id, event),
  exited_review_mode: (event) => asStored('exitedReviewMode', event.item_id, event),
};

export const legacyItemEvents: ReadonlySet<string> = new Set(Object.keys(legacyRows));

function userContent(event: EventMsg): Fields[] {
  const read = (stored: Fields): Fields => itemRows.userMessage?.read({ content: [stored] }) ?? {};
  const paths = (value: unknown) => list(value) as unknown as string[];
  const stored = [
    ...(event.message ? [{ type: 'text', text: event.message, text_elements: event.text_elements }] : []),
    ...paths(event.images).map((image_url) => ({ type: 'image', image_url })),
    ...paths(event.local_images).map((path) => ({ type: 'local_image', path })),
    ...paths(event.audio).map((audio_url) => ({ type: 'audio', audio_url })),
    ...paths(event.local_audio).map((path) => ({ type: 'local_audio', path })),
  ];
  return stored.flatMap((part) => list(read(part).content));
}

function mcpItem(event: EventMsg): { id: unknown; type: string } {
  const outcome = (event.result ?? {}) as { Ok?: Fields; Err?: string };
  const failed = outcome.Err !== undefined || outcome.Ok?.isError === true;
  return asStored('mcpToolCall', event.call_id, {
    ...(event.invocation as Fields | undefined),
    readOnlyHint: event.read_only_hint,
    status: failed ? 'failed' : 'completed',
    result: outcome.Ok,
    error: outcome.Err === undefined ? undefined : { message: outcome.Err },
    duration: event.duration,
  });
}
