// The contract between the turn loop and a model provider, whatever its wire.

import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { CodexErrorInfo } from '@codex/protocol/turn/turn.ts';
import type { ToolSpec } from '../tools/tool.ts';

/** One request to the model. Everything provider-specific (URL, headers, key) belongs to the client. */
export interface Prompt {
  readonly model: string;
  /** Developer messages, context and conversation, in order. */
  readonly input: readonly ResponseItem[];
  readonly tools: readonly ToolSpec[];
  readonly parallelToolCalls: boolean;
  readonly reasoning: { effort?: string; summary?: string } | null;
  readonly verbosity: string | null;
  readonly outputSchema: unknown;
  readonly serviceTier: string | null;
  readonly threadId: string;
  readonly sessionId: string;
  readonly turnId: string;
  readonly rootTurnId: string;
  readonly originator: string;
  readonly userAgent: string;
}

/** Tokens of one response, as the provider counted them. */
export interface ModelUsage {
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly cacheWriteInputTokens: number;
  readonly outputTokens: number;
  readonly reasoningOutputTokens: number;
  readonly totalTokens: number;
}

/** What a model says, in its order. `itemId` is the model's id of the output item (`msg_…`, `rs_…`, `fc_…`). */
export type ResponseEvent =
  | { type: 'itemAdded'; item: ResponseItem }
  | { type: 'textDelta'; itemId: string; delta: string }
  | { type: 'reasoningSummaryPartAdded'; itemId: string; summaryIndex: number }
  | { type: 'reasoningSummaryDelta'; itemId: string; summaryIndex: number; delta: string }
  | { type: 'reasoningTextDelta'; itemId: string; contentIndex: number; delta: string }
  | { type: 'toolInputDelta'; itemId: string; callId: string | null; delta: string }
  | { type: 'itemDone'; item: ResponseItem }
  | { type: 'completed'; responseId: string; usage: ModelUsage | null };

export interface ModelClient {
  /** Name of the provider, as in config (`model_provider`). */
  readonly provider: string;
  /** How often a broken stream may be asked again by the turn loop. */
  readonly streamMaxRetries: number;
  /**
   * Pull-based: nothing is read from the provider faster than it is consumed. Ends after `completed`. Throws
   * `ModelError`, or the signal's reason. Request retries (before any byte of the stream) happen inside, silently.
   */
  stream(prompt: Prompt, signal: AbortSignal): AsyncIterable<ResponseEvent>;
}

/** A model request that failed; `message` and `info` are what clients are shown. */
export class ModelError extends Error {
  readonly info: CodexErrorInfo;
  /** Whether the turn loop may repeat the request (stream broke, server asked to wait). */
  readonly retryable: boolean;
  /** How long the provider asked to wait before a retry, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    message: string,
    info: CodexErrorInfo,
    options: { retryable?: boolean; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'ModelError';
    this.info = info;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}
