// The tool calls of one model response. They run side by side; their outputs are recorded in the order of the calls.
import { randomUUIDv7 } from 'node:crypto';
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { logger } from '@codex/telemetry/logger.ts';
import { contextMessage } from '../context/context-message.ts';
import { responseItem, worldState } from '../rollouts/records.ts';
import { runToolCall } from '../tools/registry.ts';
import type { ToolOutput } from '../tools/tool.ts';
import { searchTools } from '../tools/tool-search.ts';
import { CallHandle } from './call-handle.ts';
import type { Turn } from './turn.ts';
import type { TurnHost } from './turn-host.ts';

type CallItem = Extract<ResponseItem, { type: 'function_call' } | { type: 'custom_tool_call' }>;
type SearchItem = Extract<ResponseItem, { type: 'tool_search_call' }>;

export interface PendingCall {
  /** What the model is told. Rejects only when the tool itself is broken; an interrupt is an output like others. */
  readonly output: Promise<ResponseItem>;
}

/** Starts the tool of a call; undefined when the item is none. */
export function startCall(item: ResponseItem, turn: Turn, thread: TurnHost): PendingCall | undefined {
  if (isSearch(item)) return { output: Promise.resolve(searchOutput(item, turn, thread)) };
  if (!isCall(item)) return undefined;
  const output = runCall(item, turn, thread).then(({ output }) => outputItem(item, output));
  turn.track(output);
  return { output };
}

/** Waits for the calls and records their outputs; afterwards what the tools have to say beside it. */
export async function recordOutputs(calls: readonly PendingCall[], turn: Turn, thread: TurnHost): Promise<void> {
  for (const { output } of calls) record(await output, thread);
  for (const text of turn.takeNotes()) record(contextMessage('developer', [text]), thread);
  const change = turn.takeWorldChange();
  if (change) thread.commit(null, [worldState(change, false)]);
}

async function runCall(item: CallItem, turn: Turn, thread: TurnHost): Promise<ToolOutput> {
  const startedAtMs = Date.now();
  const kind = item.type === 'function_call' ? 'function' : 'custom';
  const call = new CallHandle(item, turn, thread);
  const span = turn.span.child('tool', { 'tool.name': item.name, 'tool.call_id': item.call_id });
  try {
    return await runToolCall(thread.tools(turn), kind, call);
  } catch (error) {
    if (!turn.signal.aborted) throw error;
    return { output: abortedOutput(item.name, Date.now() - startedAtMs) };
  } finally {
    call.returned();
    span.end();
    logger.debug('tool returned', { tool: item.name, call: item.call_id, turn: turn.id, ms: Date.now() - startedAtMs });
  }
}

const shellTools = new Set(['exec_command', 'write_stdin']);

/** What the model is told of a call that the user interrupted. */
function abortedOutput(tool: string, elapsedMs: number): string {
  const seconds = (elapsedMs / 1000).toFixed(1);
  return shellTools.has(tool) ? `Wall time: ${seconds} seconds\naborted by user` : `aborted by user after ${seconds}s`;
}

function outputItem(call: CallItem, output: ToolOutput['output']): ResponseItem {
  return call.type === 'function_call'
    ? { type: 'function_call_output', id: `fco_${randomUUIDv7()}`, call_id: call.call_id, output }
    : { type: 'custom_tool_call_output', id: `ctco_${randomUUIDv7()}`, call_id: call.call_id, output };
}

function record(item: ResponseItem, thread: TurnHost): void {
  thread.commit(null, [responseItem(item, thread.historySequence.next())]);
}

/** Tools that the model may call from now on. */
function searchOutput(item: SearchItem, turn: Turn, thread: TurnHost): ResponseItem {
  return {
    type: 'tool_search_output',
    id: `tso_${randomUUIDv7()}`,
    call_id: item.call_id ?? null,
    status: 'completed',
    execution: 'client',
    tools: searchTools(thread.tools(turn).deferred, item.arguments),
  };
}

/** Searches that the provider makes itself come with their output. */
function isSearch(item: ResponseItem): item is SearchItem {
  return item.type === 'tool_search_call' && item.execution === 'client';
}

function isCall(item: ResponseItem): item is CallItem {
  return 'type' in item && (item.type === 'function_call' || item.type === 'custom_tool_call');
}
