// A prompt's history as the turns of a chat, for wires that know only a user and an assistant: instructions in front, then
// user and assistant by turns. Guarantees that the results of an assistant's calls stand at the beginning of the user's
// next turn, that a chat begins with the user, and that no part is empty.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import { wireToolName } from './offered-tools.ts';

type Of<T extends ResponseItem['type']> = Extract<ResponseItem, { type: T }>;
export type Reasoning = Of<'reasoning'>;

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  /** `url` may be a data URL. `detail`: as in the history, or null. */
  | { readonly kind: 'image'; readonly url: string; readonly detail: string | null };

/** A call of a tool; `input` is JSON text. */
export interface Call {
  readonly kind: 'call';
  readonly callId: string;
  readonly name: string;
  readonly input: string;
}

export type Utterance = Extract<Part, { kind: 'text' }> | Call | { readonly kind: 'thought'; readonly item: Reasoning };

export interface Result {
  readonly callId: string;
  readonly name: string;
  readonly parts: readonly Part[];
}

export type ChatTurn =
  | { readonly role: 'user'; readonly results: readonly Result[]; readonly parts: readonly Part[] }
  | { readonly role: 'assistant'; readonly parts: readonly Utterance[] };

export interface Conversation {
  /** What the developer says before anybody else speaks. */
  readonly instructions: readonly string[];
  readonly turns: readonly ChatTurn[];
}

/** One step of a history. `end`: an output, which ends what the assistant said. */
type Step =
  | { readonly by: 'developer'; readonly text: string }
  | { readonly by: 'user'; readonly part: Part }
  | { readonly by: 'assistant'; readonly part: Utterance }
  | { readonly by: 'end' };

/** `withCalls: false` writes calls and their outputs as text, for requests that offer no tools. */
export function conversationOf(input: readonly ResponseItem[], { withCalls }: { withCalls: boolean }): Conversation {
  const items = withCalls ? input : input.map(withoutCall);
  const steps = items.flatMap(stepsOf);
  const start = steps.findIndex(({ by }) => by !== 'developer');
  const leading = start < 0 ? steps : steps.slice(0, start);
  return {
    instructions: leading.flatMap((step) => (step.by === 'developer' ? [step.text] : [])),
    turns: chatTurns(steps.slice(leading.length), resultsOf(items)),
  };
}

function chatTurns(steps: readonly Step[], results: ReadonlyMap<string, Result>): ChatTurn[] {
  const turns: Array<{ role: 'user'; results: Result[]; parts: Part[] } | { role: 'assistant'; parts: Utterance[] }> =
    [];
  const user = () => {
    const last = turns.at(-1);
    if (last?.role === 'user') return last;
    const calls = (last?.parts ?? []).flatMap((part) => (part.kind === 'call' ? [results.get(part.callId)] : []));
    const turn = { role: 'user' as const, results: calls.filter((result) => result !== undefined), parts: [] };
    turns.push(turn);
    return turn;
  };
  for (const step of steps) {
    if (step.by === 'end') user();
    else if (step.by === 'user') user().parts.push(step.part);
    else if (step.by === 'developer') user().parts.push(text(developerNote(step.text)));
    else {
      if (turns.length === 0) user().parts.push(text('(The conversation goes on from here.)'));
      const last = turns.at(-1);
      if (last?.role === 'assistant') last.parts.push(step.part);
      else turns.push({ role: 'assistant', parts: [step.part] });
    }
  }
  return turns.filter((turn) => turn.parts.length > 0 || (turn.role === 'user' && turn.results.length > 0));
}

/** A note in the middle: these wires give the developer no voice of their own there. */
function developerNote(note: string): string {
  return `<developer_note>\n${note}\n</developer_note>`;
}

const steps: { readonly [T in ResponseItem['type']]?: (item: Of<T>) => readonly Step[] } = {
  message: messageSteps,
  agent_message: ({ author, recipient, content }) =>
    content.flatMap((part) =>
      part.type === 'input_text'
        ? [{ by: 'user' as const, part: text(`Message from ${author} to ${recipient}:\n${part.text}`) }]
        : [],
    ),
  reasoning: (item) => [{ by: 'assistant', part: { kind: 'thought', item } }],
  function_call: (item) => [called(item.call_id, wireToolName(item.namespace ?? null, item.name), item.arguments)],
  custom_tool_call: (item) => [
    called(item.call_id, wireToolName(item.namespace ?? null, item.name), JSON.stringify({ input: item.input })),
  ],
  tool_search_call: (item) =>
    item.call_id ? [called(item.call_id, 'tool_search', JSON.stringify(item.arguments ?? {}))] : [],
  function_call_output: (item) => (item.call_id && !item.name ? [{ by: 'end' }] : addressed(item)),
  custom_tool_call_output: () => [{ by: 'end' }],
  tool_search_output: () => [{ by: 'end' }],
};

/** Empty for what other providers keep in a history for themselves. */
function stepsOf(item: ResponseItem): readonly Step[] {
  const read = steps[item.type] as ((item: ResponseItem) => readonly Step[]) | undefined;
  return (read?.(item) ?? []).filter(
    (step) => !('part' in step && step.part.kind === 'text' && !step.part.text.trim()),
  );
}

function messageSteps({ role, content }: Of<'message'>): readonly Step[] {
  if (role === 'assistant') return content.flatMap((part) => ('text' in part ? [said(part.text)] : []));
  if (role === 'user') return partsOf(content).map((part) => ({ by: 'user', part }));
  return content.flatMap((part) => ('text' in part && part.text.trim() ? [{ by: 'developer', text: part.text }] : []));
}

function said(words: string): Step {
  return { by: 'assistant', part: { kind: 'text', text: words } };
}

function called(callId: string, name: string, input: string): Step {
  return { by: 'assistant', part: { kind: 'call', callId, name, input } };
}

/** An output that belongs to no call: somebody told the model of a tool. */
function addressed({ name, output }: Of<'function_call_output'>): readonly Step[] {
  return partsOf(output).map((part) => ({
    by: 'user',
    part: part.kind === 'text' ? text(`${name}: ${part.text}`) : part,
  }));
}

/** Of user messages and outputs alike. What these wires cannot carry is named instead. */
export function partsOf(content: string | ReadonlyArray<{ readonly type: string }>): Part[] {
  if (typeof content === 'string') return [text(content)];
  return content.map((raw) => {
    const part = raw as { type: string; text?: string; image_url?: string; detail?: string | null };
    if (typeof part.text === 'string') return text(part.text);
    if (typeof part.image_url === 'string') return { kind: 'image', url: part.image_url, detail: part.detail ?? null };
    return text(`(Left out: ${part.type}, which this provider cannot be sent.)`);
  });
}

function text(words: string): Extract<Part, { kind: 'text' }> {
  return { kind: 'text', text: words };
}

function resultsOf(items: readonly ResponseItem[]): Map<string, Result> {
  const names = new Map(items.flatMap(stepsOf).flatMap((step) => callOf(step)));
  return new Map(
    items.flatMap((item): Array<[string, Result]> => {
      if (item.type === 'tool_search_output') return result(item.call_id, JSON.stringify(item.tools), names);
      if (item.type === 'function_call_output' && item.name) return [];
      if (item.type !== 'function_call_output' && item.type !== 'custom_tool_call_output') return [];
      return result(item.call_id, item.output, names);
    }),
  );
}

function callOf(step: Step): Array<[string, string]> {
  return step.by === 'assistant' && step.part.kind === 'call' ? [[step.part.callId, step.part.name]] : [];
}

function result(
  callId: string | null | undefined,
  output: string | ReadonlyArray<{ readonly type: string }>,
  names: ReadonlyMap<string, string>,
): Array<[string, Result]> {
  return callId ? [[callId, { callId, name: names.get(callId) ?? '', parts: partsOf(output) }]] : [];
}

/** Calls and outputs as messages. */
function withoutCall(item: ResponseItem): ResponseItem {
  const [step] = stepsOf(item);
  if (step?.by === 'assistant' && step.part.kind === 'call') {
    const spoken = `(I called the tool ${step.part.name} with ${step.part.input})`;
    return { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: spoken }] };
  }
  const output =
    'output' in item ? item.output : item.type === 'tool_search_output' ? JSON.stringify(item.tools) : null;
  if (output === null || step?.by !== 'end') return item;
  const shown = partsOf(output).map((part) => (part.kind === 'text' ? part.text : '(an image)'));
  return {
    type: 'message',
    role: 'user',
    content: [{ type: 'input_text', text: `(Output of the tool: ${shown.join('\n')})` }],
  };
}
