// The tools of a prompt for wires that know only functions: a namespace becomes part of the name, free text becomes a
// function with the one parameter `input`. Guarantees that a call comes back as the item that the engine expects.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { ToolSpec } from '../tools/tool.ts';
import type { Prompt } from './model-client.ts';

/** A function, as the model is told of it. */
export interface OfferedTool {
  /** At most 64 of `[a-zA-Z0-9_-]`. */
  readonly wireName: string;
  readonly description: string;
  /** JSON Schema of an object. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** How the engine knows a call of it. */
  readonly kind: 'function' | 'custom' | 'search';
  readonly name: string;
  readonly namespace: string | null;
}

type Offer = (spec: ToolSpec, namespace: string | null) => readonly OfferedTool[];

/** By the `type` of a tool; those that only the provider of the Responses API runs itself are left out. */
const offers: Readonly<Record<string, Offer>> = {
  function: (spec, namespace) => [{ ...named(spec, namespace), parameters: schemaOf(spec), kind: 'function' }],
  custom: (spec, namespace) => [
    { ...named(spec, namespace), description: freeformDescription(spec), parameters: FREE_TEXT, kind: 'custom' },
  ],
  namespace: ({ name, tools }) =>
    (Array.isArray(tools) ? (tools as ToolSpec[]) : []).flatMap((spec) => offered(spec, name ?? null)),
  tool_search: (spec) => [
    { ...named({ ...spec, name: 'tool_search' }, null), parameters: schemaOf(spec), kind: 'search' },
  ],
};

const FREE_TEXT = {
  type: 'object',
  properties: { input: { type: 'string', description: 'The whole input of the tool, as it is.' } },
  required: ['input'],
  additionalProperties: false,
};

/** Those of the prompt, then those that the model has found by searching; the first of a name counts. */
export function offeredTools({ tools, input }: Pick<Prompt, 'tools' | 'input'>): readonly OfferedTool[] {
  if (tools.length === 0) return [];
  const found = input.flatMap((item) => (item.type === 'tool_search_output' ? (item.tools as ToolSpec[]) : []));
  const all = [...tools, ...found].flatMap((spec) => offered(spec, null));
  return [...Map.groupBy(all, ({ wireName }) => wireName).values()].flatMap(([first]) => (first ? [first] : []));
}

function offered(spec: ToolSpec, namespace: string | null): readonly OfferedTool[] {
  return (Object.hasOwn(offers, spec.type) && offers[spec.type]?.(spec, namespace)) || [];
}

function named({ name = '', description }: ToolSpec, namespace: string | null) {
  const words = typeof description === 'string' ? description : '';
  return { wireName: wireToolName(namespace, name), name, namespace, description: words };
}

function schemaOf({ parameters }: ToolSpec): Readonly<Record<string, unknown>> {
  const given = typeof parameters === 'object' && parameters !== null ? parameters : {};
  return { type: 'object', properties: {}, ...given };
}

/** What a grammar would hold the model to has to be told in words. */
function freeformDescription({ description, format }: ToolSpec): string {
  const { syntax, definition } = (format ?? {}) as { syntax?: string; definition?: string };
  const grammar = definition === undefined ? '' : `\n\nGrammar of the input (${syntax ?? 'lark'}):\n${definition}`;
  return `${typeof description === 'string' ? description : ''}${grammar}`;
}

const NAME_LIMIT = 64;

/** The name of a tool where there are no namespaces. */
export function wireToolName(namespace: string | null, name: string): string {
  const joined = namespace === null ? name : `${namespace.replace(/_+$/, '')}__${name}`;
  return joined.replace(/[^a-zA-Z0-9_-]/g, '_').slice(-NAME_LIMIT);
}

/** The item of a call. `input` is JSON text. An unknown name is the engine's to refuse. */
export function callItem(
  tool: OfferedTool | undefined,
  call: { readonly id: string; readonly callId: string; readonly name: string; readonly input: string },
): ResponseItem {
  const { id, callId, input } = call;
  const { name, namespace } = tool ?? { name: call.name, namespace: null };
  const space = namespace === null ? {} : { namespace };
  if (tool?.kind === 'custom') {
    return { type: 'custom_tool_call', id: `ctc_${id}`, call_id: callId, name, ...space, input: freeText(input) };
  }
  if (tool?.kind === 'search') {
    return {
      type: 'tool_search_call',
      id: `tsc_${id}`,
      call_id: callId,
      execution: 'client',
      arguments: parsed(input),
    };
  }
  return { type: 'function_call', id: `fc_${id}`, call_id: callId, name, ...space, arguments: input };
}

/** Models that forget the parameter mean the text itself. */
function freeText(json: string): string {
  const value = parsed(json) as { input?: unknown } | string | null;
  if (typeof value === 'string') return value;
  return typeof value?.input === 'string' ? value.input : json;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
