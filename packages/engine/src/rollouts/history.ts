// Projection 1: rollout lines -> what the model has seen. Feed every line in order; cheap enough to run during reading.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { HistorySequence } from './history-sequence.ts';
import type { HistoryMetadata, RolloutLine } from './rollout-line.ts';

export class HistoryProjection {
  #items: ResponseItem[] = [];
  /** Length of the history when each turn began, for rollbacks. */
  #turnStarts: number[] = [];
  #last = 0;
  #sampled = 0;

  add(line: RolloutLine): void {
    if (line.type === 'response_item') {
      this.#items.push(line.payload);
      this.#count(line.metadata);
    } else if (line.type === 'compacted') {
      const { replacement_history, replacement_history_metadata, message } = line.payload;
      this.#items = replacement_history ? [...replacement_history] : [summaryMessage(message)];
      this.#turnStarts = [];
      for (const metadata of replacement_history_metadata ?? []) this.#count(metadata);
    } else if (line.type === 'event_msg') {
      this.#addEvent(line.payload);
    }
  }

  /** Items in order. Calls that were cut off by a crash have an answer, which providers require. */
  items(): ResponseItem[] {
    return pairCalls(this.#items);
  }

  /** Numbering goes on where the file ends. */
  sequence(): HistorySequence {
    return new HistorySequence(this.#last, this.#sampled);
  }

  #addEvent(event: { type: string } & Record<string, unknown>): void {
    if (event.type === 'task_started' || event.type === 'turn_started') {
      this.#turnStarts.push(this.#items.length);
    } else if (event.type === 'thread_rolled_back') {
      const dropped = this.#turnStarts.splice(-Math.max(1, Number(event.num_turns)));
      this.#items.length = Math.min(this.#items.length, dropped[0] ?? this.#items.length);
    }
  }

  #count(metadata: HistoryMetadata | null | undefined): void {
    this.#last = Math.max(this.#last, metadata?.history_sequence ?? this.#last + 1);
    this.#sampled = Math.max(this.#sampled, metadata?.sampled_through_sequence ?? 0);
  }
}

function summaryMessage(text: string): ResponseItem {
  return { type: 'message', role: 'user', content: [{ type: 'input_text', text }] };
}

const outputTypes: Readonly<Record<string, string>> = {
  function_call: 'function_call_output',
  local_shell_call: 'function_call_output',
  custom_tool_call: 'custom_tool_call_output',
};

/** Adds `aborted` after every call that has no output; leaves out outputs of calls that are not there. */
export function pairCalls(items: readonly ResponseItem[]): ResponseItem[] {
  const answered = new Set(items.flatMap((item) => (isOutput(item) ? [keyOf(item.type, item)] : [])));
  const asked = new Set<string>();
  return items.flatMap((item) => {
    if (isOutput(item)) return asked.has(keyOf(item.type, item)) || isAddressed(item) ? [item] : [];
    const type = outputTypes[item.type];
    const callId = type && callIdOf(item);
    if (!type || !callId) return [item];
    asked.add(keyOf(type, item));
    const output = { type, call_id: callId, output: 'aborted' } as ResponseItem;
    return answered.has(keyOf(type, item)) ? [item] : [item, output];
  });
}

function isOutput(item: ResponseItem): boolean {
  return item.type === 'function_call_output' || item.type === 'custom_tool_call_output';
}

/** Outputs that name their tool belong to no call of the model: somebody told it of them. */
function isAddressed(item: ResponseItem): boolean {
  return 'name' in item && typeof item.name === 'string';
}

function keyOf(outputType: string, item: ResponseItem): string {
  return `${outputType} ${callIdOf(item)}`;
}

function callIdOf(item: ResponseItem): string | undefined {
  return 'call_id' in item && typeof item.call_id === 'string' ? item.call_id : undefined;
}
