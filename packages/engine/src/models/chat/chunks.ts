// The chunks of a Chat Completions stream, as far as we read them. Any member may be missing: servers differ.

export interface Chunk {
  readonly id?: string;
  readonly choices?: readonly Choice[] | null;
  readonly usage?: WireUsage | null;
  /** In the middle of a stream; some servers give only a text. */
  readonly error?: { readonly message?: string; readonly type?: string; readonly code?: unknown } | string | null;
}

export interface Choice {
  readonly delta?: Delta | null;
  readonly finish_reason?: string | null;
}

export interface Delta {
  readonly content?: string | null;
  readonly refusal?: string | null;
  /** DeepSeek, LM Studio, older vLLM. */
  readonly reasoning_content?: string | null;
  /** Ollama, OpenRouter, newer vLLM. */
  readonly reasoning?: string | null;
  readonly tool_calls?: readonly ToolCallDelta[] | null;
}

export interface ToolCallDelta {
  readonly index?: number | null;
  readonly id?: string | null;
  readonly function?: { readonly name?: string | null; readonly arguments?: unknown } | null;
}

export interface WireUsage {
  readonly prompt_tokens?: number | null;
  readonly completion_tokens?: number | null;
  readonly total_tokens?: number | null;
  readonly prompt_tokens_details?: { readonly cached_tokens?: number | null } | null;
  readonly completion_tokens_details?: { readonly reasoning_tokens?: number | null } | null;
}

/** null for what is no chunk. */
export function parseChunk(json: string): Chunk | null {
  try {
    const chunk: unknown = JSON.parse(json);
    return typeof chunk === 'object' && chunk !== null ? chunk : null;
  } catch {
    return null;
  }
}
