// Builders of Responses API events: what a model would stream, in one line each.
import type { ModelEvent } from './responses-server.ts';

/** Output items of one response, in order; each entry is the list of events of one item. */
export type OutputItem = (index: number, responseId: string) => ModelEvent[];

export interface Usage {
  readonly inputTokens: number;
  readonly cachedTokens?: number;
  readonly outputTokens: number;
  readonly reasoningTokens?: number;
}

/** An assistant message, streamed as `deltas` (default: the whole text at once). */
export function message(
  text: string,
  options: { deltas?: readonly string[]; phase?: string; id?: string } = {},
): OutputItem {
  return (index, responseId) => {
    const id = options.id ?? `msg_${responseId}_${index}`;
    const phase = options.phase ? { phase: options.phase } : {};
    const item = (full: string) => ({
      type: 'message',
      role: 'assistant',
      id,
      ...phase,
      content: [{ type: 'output_text', text: full }],
    });
    const deltas = options.deltas ?? [text];
    return [
      added(index, item('')),
      ...deltas.map((delta) => ({
        type: 'response.output_text.delta',
        item_id: id,
        output_index: index,
        content_index: 0,
        delta,
      })),
      done(index, item(text)),
    ];
  };
}

/** A call of a function tool; `args` is sent as JSON text (a string is sent as it is). */
export function functionCall(name: string, args: unknown, callId: string, namespace?: string): OutputItem {
  return (index, responseId) => [
    done(index, {
      type: 'function_call',
      id: `fc_${responseId}_${index}`,
      call_id: callId,
      name,
      ...(namespace !== undefined && { namespace }),
      arguments: typeof args === 'string' ? args : JSON.stringify(args),
    }),
  ];
}

/** A call of a freeform tool, e.g. apply_patch. */
export function customToolCall(name: string, input: string, callId: string): OutputItem {
  return (index, responseId) => [
    done(index, { type: 'custom_tool_call', id: `ctc_${responseId}_${index}`, call_id: callId, name, input }),
  ];
}

/** A reasoning item with one summary part per string. */
export function reasoning(summary: readonly string[], encrypted: string | null = null): OutputItem {
  return (index, responseId) => {
    const id = `rs_${responseId}_${index}`;
    const item = (parts: readonly string[]) => ({
      type: 'reasoning',
      id,
      summary: parts.map((text) => ({ type: 'summary_text', text })),
      encrypted_content: encrypted,
    });
    const parts = summary.flatMap((text, n) => [
      {
        type: 'response.reasoning_summary_part.added',
        item_id: id,
        output_index: index,
        summary_index: n,
        part: { type: 'summary_text', text: '' },
      },
      {
        type: 'response.reasoning_summary_text.delta',
        item_id: id,
        output_index: index,
        summary_index: n,
        delta: text,
      },
    ]);
    return [added(index, item([])), ...parts, done(index, item(summary))];
  };
}

/** Everything a complete response streams. */
export function response(
  id: string,
  items: readonly OutputItem[],
  usage: Usage | null = { inputTokens: 10, outputTokens: 5 },
): ModelEvent[] {
  return [created(id), ...items.flatMap((item, index) => item(index, id)), completed(id, usage)];
}

export function created(id: string): ModelEvent {
  return { type: 'response.created', response: { id } };
}

export function completed(id: string, usage: Usage | null): ModelEvent {
  return { type: 'response.completed', response: usage ? { id, usage: wireUsage(usage) } : { id } };
}

function wireUsage(usage: Usage) {
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: { cached_tokens: usage.cachedTokens ?? 0 },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: usage.reasoningTokens ?? 0 },
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
}

function added(index: number, item: unknown): ModelEvent {
  return { type: 'response.output_item.added', output_index: index, item };
}

function done(index: number, item: unknown): ModelEvent {
  return { type: 'response.output_item.done', output_index: index, item };
}
