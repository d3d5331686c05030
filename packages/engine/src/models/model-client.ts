// The contract between the turn loop and a model provider, whatever its wire.

import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { CodexErrorInfo } from '@codex/protocol/turn/turn.ts';
import type { ToolSpec } from '../tools/tool.ts';
import type { RateLimits } from './rate-limits.ts';

/** One request to the model. Everything provider-specific (URL, headers, key) belongs to the client. */
export interface Prompt {
  readonly model: string;
  /** Developer messages, context and conversation, in order. */
  readonly input: readonly ResponseItem[];
  readonly tools: readonly ToolSpec[];
  readonly parallelToolCalls: boolean;
  readonly reasoning: { effort?: string; summary?: string; context?: string } | null;
  readonly verbosity: string | null;
  readonly outputSchema: unknown;
  /** Default true. */
  readonly strictOutput?: boolean;
  readonly serviceTier: string | null;
  readonly threadId: string;
  readonly sessionId: string;
  readonly turnId: string;
  /** Of a thread that works for another one. */
  readonly agent?: AgentOrigin | null;
  readonly rootTurnId: string;
  readonly originator: string;
  readonly userAgent: string;
  /** More members of the `x-codex-turn-metadata` header (`sandbox_mode`, `turn_started_at_unix_ms`, …). */
  readonly turnMetadata?: Readonly<Record<string, unknown>>;
  /** How often the history was compacted; default 0. */
  readonly windowNumber?: number;
}

/** For whom an agent works, and as what (`review`, `collab_spawn`, `guardian`). */
export interface AgentOrigin {
  readonly kind: string;
  readonly parentThreadId: string;
  readonly parentTurnId: string | null;
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
  /** Always the first: the provider has begun to answer. */
  | { type: 'opened'; rateLimits: RateLimits }
  /** Something users must know about how the model is asked. */
  | { type: 'warning'; message: string }
  | { type: 'itemAdded'; item: ResponseItem }
  | { type: 'textDelta'; itemId: string; delta: string }
  | { type: 'reasoningSummaryPartAdded'; itemId: string; summaryIndex: number }
  | { type: 'reasoningSummaryDelta'; itemId: string; summaryIndex: number; delta: string }
  | { type: 'reasoningTextDelta'; itemId: string; contentIndex: number; delta: string }
  | { type: 'toolInputDelta'; itemId: string; callId: string | null; delta: string }
  | { type: 'itemDone'; item: ResponseItem }
  /** `rawUsage`: as the provider wrote it. `endTurn`: false when the model wants to be asked again although it called no tool; null when it does not say. */
  | { type: 'completed'; responseId: string; usage: ModelUsage | null; rawUsage: unknown; endTurn: boolean | null };

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

export interface ModelErrorOptions {
  readonly retryable?: boolean;
  readonly connectionFailed?: boolean;
  readonly httpStatus?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** A model request that failed; `message` and `info` are what clients are shown. */
export class ModelError extends Error {
  readonly info: CodexErrorInfo;
  /** Whether the turn loop may repeat the request (stream broke, server asked to wait). */
  readonly retryable: boolean;
  /** Status of the HTTP answer that was the failure; null when there was none, or it was 2xx. */
  readonly httpStatus: number | null;
  /** No connection at all: worth waiting for (`mayReconnect` of retry.ts). */
  readonly connectionFailed: boolean;
  /** How long the provider asked to wait before a retry, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, info: CodexErrorInfo, options: ModelErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'ModelError';
    this.info = info;
    this.retryable = options.retryable ?? false;
    this.httpStatus = options.httpStatus ?? null;
    this.connectionFailed = options.connectionFailed ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}
