// What a model does, said once for all wires; and what a request held, read back from any of them. Each wire's mock turns
// scripts into its own events, and its own requests into what was seen.
import type { ModelAnswer, ModelEvent, ServedWire } from '../model-server.ts';

export type ScriptPart =
  /** A message; streamed as `deltas`, or whole. */
  | { readonly text: string; readonly deltas?: readonly string[] }
  | { readonly think: string }
  /** A call of a function. */
  | { readonly call: string; readonly args: object; readonly id: string }
  /** A call of a tool that takes free text. */
  | { readonly freeform: string; readonly input: string; readonly id: string };

export interface Script {
  readonly parts: readonly ScriptPart[];
  readonly usage?: ScriptUsage;
  /** Default: it is done, or waits for its calls. */
  readonly stop?: 'length';
}

/** As the engine counts: `input` includes `cached`, `output` includes `reasoning`. */
export interface ScriptUsage {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
  readonly reasoning: number;
}

export const someUsage: ScriptUsage = { input: 10, cached: 0, output: 5, reasoning: 0 };

export type Failure =
  | 'badRequest'
  | 'unauthorized'
  | 'rateLimited'
  | 'rateLimitedUntil'
  | 'overloaded'
  | 'tooLong'
  | 'crash';

/** Of one request. */
export interface Seen {
  /** Everything that is instruction: system prompt or developer messages. */
  readonly instructions: string;
  readonly userTexts: readonly string[];
  /** What the model said before. */
  readonly assistantTexts: readonly string[];
  /** Thoughts that are given back, with what the provider needs to believe them. */
  readonly thoughts: readonly string[];
  readonly tools: readonly string[];
  readonly calls: ReadonlyArray<{ readonly id: string; readonly name: string; readonly input: string }>;
  readonly outputs: ReadonlyArray<{ readonly id: string; readonly text: string }>;
  /** URLs, data URLs among them. */
  readonly images: readonly string[];
  /** Schema of the answer. */
  readonly schema: Record<string, unknown> | null;
}

export interface MockWire extends ServedWire {
  readonly name: 'responses' | 'anthropic' | 'chat';
  /** The events of a whole answer; `n` makes its ids. */
  events(script: Script, n: number): ModelEvent[];
  refusal(failure: Failure): ModelAnswer;
  /** An event that ends a stream with an error. */
  failureEvent(failure: 'overloaded' | 'tooLong'): ModelEvent;
  /** What the real provider says to a request that is not as it should be. */
  complaint(problem: string): ModelAnswer;
  seen(body: Record<string, unknown>): Seen;
}

/** Where a field may hold text or a list of parts. */
export function textsIn(content: unknown): string[] {
  if (typeof content === 'string') return [content];
  if (!Array.isArray(content)) return [];
  return content.flatMap((part: { text?: unknown }) => (typeof part.text === 'string' ? [part.text] : []));
}
