// The history of a thread as a judge reads it: who said what, what was called, what came of it. Pure; bounded.
import type { ContentItem, FunctionCallOutputBody, ResponseItem } from '@codex/protocol/model/response-item.ts';
import { isApproval } from './approved-action.ts';
import { isFromUser } from './compacted-history.ts';

/** Characters of one entry; longer ones keep their beginning and their end. */
const MAX_ENTRY = 4000;
/** Characters of all entries; the newest are kept. */
const MAX_TOTAL = 80_000;

/** One text per entry, oldest first; `from` is the number of the first item. */
export function transcript(items: readonly ResponseItem[], from: number): string[] {
  const calls = new Map<string, string>();
  const entries = items.flatMap((item, index) => {
    const text = entryOf(item, calls);
    return text === null ? [] : [`[${from + index + 1}] ${shorten(text)}\n`];
  });
  let left = MAX_TOTAL;
  const kept = entries.toReversed().filter(({ length }) => {
    left -= length;
    return left >= 0;
  });
  return kept.toReversed();
}

/** Null for what says nothing of the work: our context, thoughts, searches. */
function entryOf(item: ResponseItem, calls: Map<string, string>): string | null {
  if (item.type === 'message') return isSaid(item) ? `${item.role}: ${textOf(item.content)}` : null;
  if (item.type === 'function_call' || item.type === 'custom_tool_call') {
    calls.set(item.call_id, item.name);
    return `tool ${item.name} call: ${item.type === 'function_call' ? item.arguments : item.input}`;
  }
  if (item.type !== 'function_call_output' && item.type !== 'custom_tool_call_output') return null;
  return `tool ${calls.get(item.call_id ?? '') ?? ''} result: ${outputText(item.output)}`;
}

function isSaid(item: ResponseItem & { type: 'message' }): boolean {
  return item.role === 'assistant' || isApproval(textOf(item.content)) || isFromUser(item);
}

function textOf(content: readonly ContentItem[]): string {
  return content.map((part) => ('text' in part ? part.text : `[${part.type}]`)).join('\n');
}

function outputText(output: FunctionCallOutputBody): string {
  if (typeof output === 'string') return output;
  return output.map((part) => ('text' in part ? part.text : `[${part.type}]`)).join('\n');
}

function shorten(text: string): string {
  if (text.length <= MAX_ENTRY) return text;
  const half = MAX_ENTRY / 2;
  return `${text.slice(0, half)}…${text.length - MAX_ENTRY} characters left out…${text.slice(-half)}`;
}
