// Reads one Chat Completions response. Thoughts, words and calls come in this order; each ends when the next begins, and
// calls are only handed out once the server says that they are complete.
import { randomUUIDv7 } from 'node:crypto';
import { incompleteResponse, streamError } from '../errors.ts';
import type { ModelError, ModelUsage, Prompt, ResponseEvent } from '../model-client.ts';
import { type OfferedTool, offeredTools } from '../offered-tools.ts';
import type { WireReader } from '../wire.ts';
import { type Chunk, type Delta, parseChunk, type ToolCallDelta, type WireUsage } from './chunks.ts';
import { chunkFailure } from './failures.ts';
import { GrowingCall, type GrowingItem, growingMessage, growingThought } from './items.ts';

/** Reasons to end that are no success. Every other one is: `stop`, `tool_calls`, `function_call`, … */
const stops: Readonly<Record<string, () => ModelError>> = {
  length: () => incompleteResponse('max_output_tokens'),
  content_filter: () => incompleteResponse('content_filter'),
};

export class ChatReader implements WireReader {
  readonly #tools: ReadonlyMap<string, OfferedTool>;
  /** Calls of the conversation so far: some servers begin anew to number them with each response. */
  readonly #takenIds: Set<string>;
  readonly #calls: GrowingCall[] = [];
  readonly #callAt = new Map<number, GrowingCall>();
  #open: { readonly kind: 'thought' | 'message'; readonly item: GrowingItem } | null = null;
  #id = '';
  #usage: WireUsage | null = null;
  #finishReason: string | null = null;

  constructor(prompt: Prompt) {
    this.#tools = new Map(offeredTools(prompt).map((tool) => [tool.wireName, tool]));
    this.#takenIds = new Set(prompt.input.flatMap((item) => ('call_id' in item && item.call_id ? [item.call_id] : [])));
  }

  *read(data: string): Iterable<ResponseEvent> {
    if (data.trim() === '[DONE]') return yield* this.close();
    const chunk = parseChunk(data);
    if (!chunk) return;
    if (chunk.error) throw chunkFailure(chunk.error);
    this.#note(chunk);
    const [choice] = chunk.choices ?? [];
    if (choice?.delta) yield* this.#take(choice.delta);
    if (!choice?.finish_reason) return;
    this.#finishReason = choice.finish_reason;
    yield* this.#finish();
  }

  /** Also at `[DONE]`, which some servers leave out: the usage comes after the reason to end. */
  *close(): Iterable<ResponseEvent> {
    if (this.#finishReason === null) throw streamError('stream closed before finish_reason');
    const responseId = this.#id || `resp_${randomUUIDv7()}`;
    const usage = this.#usage && tokens(this.#usage);
    yield { type: 'completed', responseId, usage, rawUsage: this.#usage, endTurn: null };
  }

  #note({ id, usage }: Chunk): void {
    this.#id = id || this.#id;
    this.#usage = usage ?? this.#usage;
  }

  *#take(delta: Delta): Iterable<ResponseEvent> {
    const field = delta.reasoning_content ? 'reasoning_content' : 'reasoning';
    const thought = delta[field];
    if (thought) yield* this.#grow('thought', thought, () => growingThought(field));
    const words = delta.content || delta.refusal;
    if (words) yield* this.#grow('message', words, growingMessage);
    for (const call of delta.tool_calls ?? []) yield* this.#call(call);
  }

  *#grow(kind: 'thought' | 'message', words: string, create: () => GrowingItem): Iterable<ResponseEvent> {
    if (this.#open?.kind !== kind) {
      // Models begin an answer with empty lines before they call a tool.
      if (words.trim() === '') return;
      yield* this.#closeOpen();
      this.#open = { kind, item: create() };
      yield this.#open.item.added;
    }
    yield this.#open.item.add(words);
  }

  *#call(delta: ToolCallDelta): Iterable<ResponseEvent> {
    let call = this.#known(delta);
    if (!call) {
      yield* this.#closeOpen();
      const name = delta.function?.name ?? '';
      call = new GrowingCall(this.#freeId(delta.id), name, this.#tools.get(name));
      this.#calls.push(call);
      if (typeof delta.index === 'number') this.#callAt.set(delta.index, call);
      yield call.added();
    }
    yield* call.add(delta);
  }

  /** The call that a piece belongs to. Without an index, a piece with a name begins a new one. */
  #known({ index, function: called }: ToolCallDelta): GrowingCall | undefined {
    if (typeof index === 'number') return this.#callAt.get(index);
    return called?.name ? undefined : this.#calls.at(-1);
  }

  #freeId(wish: string | null | undefined): string {
    const id = wish && !this.#takenIds.has(wish) ? wish : `call_${randomUUIDv7()}`;
    this.#takenIds.add(id);
    return id;
  }

  *#closeOpen(): Iterable<ResponseEvent> {
    if (this.#open) yield this.#open.item.done();
    this.#open = null;
  }

  *#finish(): Iterable<ResponseEvent> {
    yield* this.#closeOpen();
    const reason = this.#finishReason ?? '';
    if (Object.hasOwn(stops, reason)) throw stops[reason]?.();
    for (const call of this.#calls.splice(0)) yield call.done();
  }
}

function tokens(usage: WireUsage): ModelUsage {
  const inputTokens = usage.prompt_tokens ?? 0;
  const outputTokens = usage.completion_tokens ?? 0;
  return {
    inputTokens,
    cachedInputTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
    cacheWriteInputTokens: 0,
    outputTokens,
    reasoningOutputTokens: usage.completion_tokens_details?.reasoning_tokens ?? 0,
    totalTokens: usage.total_tokens ?? inputTokens + outputTokens,
  };
}
