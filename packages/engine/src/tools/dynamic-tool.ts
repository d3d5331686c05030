// Tools that the client declared at thread/start: a call is put to the client, whose answer goes to the model.
import type {
  DynamicToolCallOutputContentItem,
  DynamicToolCallResponse,
  DynamicToolSpec,
} from '@codex/protocol/item/dynamic-tool-call.ts';
import type { FunctionCallOutputContentItem } from '@codex/protocol/model/response-item.ts';
import { parseJson } from './json-syntax.ts';
import { modelSchema } from './model-schema.ts';
import type { AskOutcome, Tool, ToolCall, ToolOutput, ToolSpec } from './tool.ts';

/** The tools of a thread, or of one namespace. */
export interface DynamicTools {
  /** null: they stand by themselves. */
  readonly namespace: { readonly name: string; readonly description: string } | null;
  /** True: the model finds them by searching. */
  readonly deferred: boolean;
  readonly tools: readonly Tool[];
}

/** One entry per tool without namespace, and up to two per namespace: its tools shown at once, and those to be found. */
export function dynamicTools(specs: readonly DynamicToolSpec[]): DynamicTools[] {
  return specs.flatMap((spec): DynamicTools[] => {
    if (spec.type === 'function') return [{ namespace: null, deferred: false, tools: [dynamicTool(spec, null)] }];
    const namespace = { name: spec.name, description: spec.description || `Tools in the ${spec.name} namespace.` };
    return [false, true].flatMap((deferred) => {
      const tools = spec.tools.filter((tool) => (tool.deferLoading ?? false) === deferred);
      return tools.length > 0
        ? [{ namespace, deferred, tools: tools.map((tool) => dynamicTool(tool, spec.name)) }]
        : [];
    });
  });
}

type Declared = Extract<DynamicToolSpec, { type: 'function' }>;

function dynamicTool({ name, description, inputSchema }: Declared, namespace: string | null): Tool {
  const spec: ToolSpec = { type: 'function', name, description, strict: false, parameters: modelSchema(inputSchema) };
  return { name, kind: 'function', spec, run, ...(namespace !== null && { namespace }) };
}

async function run(call: ToolCall): Promise<ToolOutput> {
  const parsed = parseJson(call.arguments);
  if ('fault' in parsed) return { output: `failed to parse function arguments: ${parsed.fault}` };
  const started = performance.now();
  const asked = { namespace: call.namespace, tool: call.name, arguments: parsed.value as never };
  const item = { type: 'dynamicToolCall', id: call.callId, ...asked } as const;
  const open = { contentItems: null, success: null, durationMs: null };
  call.itemStarted({ ...item, status: 'inProgress', ...open });
  const ended = ({ contentItems, success }: DynamicToolCallResponse) => {
    const durationMs = Math.round(performance.now() - started);
    return { ...item, status: success ? 'completed' : 'failed', contentItems, success, durationMs } as const;
  };
  try {
    const response = responseOf(await call.ask('item/tool/call', { callId: call.callId, ...asked }));
    call.itemCompleted(ended(response));
    return { output: outputOf(response.contentItems) };
  } catch (error) {
    if (!call.signal.aborted) throw error;
    call.itemCancelled(ended({ contentItems: [], success: false }));
    return { output: 'dynamic tool call was cancelled before receiving a response' };
  }
}

function responseOf(outcome: AskOutcome<'item/tool/call'>): DynamicToolCallResponse {
  if ('error' in outcome) return failure('dynamic tool request failed');
  const response = outcome.result as Partial<DynamicToolCallResponse> | null;
  const items: unknown = response?.contentItems;
  if (typeof response?.success !== 'boolean' || !Array.isArray(items) || !items.every(isContentItem)) {
    return failure('dynamic tool response was invalid');
  }
  if (items.some((item) => item.type === 'inputImage' && /^https?:/i.test(item.imageUrl))) {
    return failure('remote image URLs are not supported; use an inline data URL instead');
  }
  return { contentItems: items, success: response.success };
}

function failure(text: string): DynamicToolCallResponse {
  return { contentItems: [{ type: 'inputText', text }], success: false };
}

/** By type, the member that holds the content. */
const contentMembers: Readonly<Record<string, string>> = {
  inputText: 'text',
  inputImage: 'imageUrl',
  inputAudio: 'audioUrl',
};

function isContentItem(item: unknown): item is DynamicToolCallOutputContentItem {
  if (typeof item !== 'object' || item === null) return false;
  const { type } = item as { type?: unknown };
  const member = typeof type === 'string' && Object.hasOwn(contentMembers, type) ? contentMembers[type] : undefined;
  return member !== undefined && typeof (item as Record<string, unknown>)[member] === 'string';
}

/** A single text is told as a text. */
function outputOf(items: readonly DynamicToolCallOutputContentItem[]): ToolOutput['output'] {
  const [only] = items;
  return items.length === 1 && only?.type === 'inputText' ? only.text : items.map(contentForModel);
}

function contentForModel(item: DynamicToolCallOutputContentItem): FunctionCallOutputContentItem {
  if (item.type === 'inputText') return { type: 'input_text', text: item.text };
  if (item.type === 'inputImage') return { type: 'input_image', image_url: item.imageUrl, detail: 'high' };
  return { type: 'input_audio', audio_url: item.audioUrl };
}
