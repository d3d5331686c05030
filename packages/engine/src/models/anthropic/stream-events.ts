// The events of a Messages API stream, as far as we read them. Any member may be missing: gateways differ.

export interface StreamEvent {
  readonly type: string;
  readonly index?: number;
  readonly message?: { readonly id?: string; readonly usage?: WireUsage };
  readonly content_block?: ContentBlock;
  readonly delta?: {
    readonly type?: string;
    readonly text?: string;
    readonly thinking?: string;
    readonly signature?: string;
    readonly partial_json?: string;
    readonly stop_reason?: string | null;
    readonly stop_details?: { readonly category?: string | null; readonly explanation?: string | null } | null;
  };
  readonly usage?: WireUsage;
  readonly error?: { readonly type?: string; readonly message?: string };
}

export interface ContentBlock {
  readonly type: string;
  readonly id?: string;
  readonly name?: string;
  readonly input?: unknown;
  readonly text?: string;
  readonly thinking?: string;
  readonly signature?: string;
  readonly data?: string;
}

/** Input is counted in three parts that do not overlap. */
export interface WireUsage {
  readonly input_tokens?: number | null;
  readonly cache_creation_input_tokens?: number | null;
  readonly cache_read_input_tokens?: number | null;
  readonly output_tokens?: number | null;
  readonly output_tokens_details?: { readonly thinking_tokens?: number | null } | null;
}

/** null for what is no event. */
export function parseEvent(json: string): StreamEvent | null {
  try {
    const event: unknown = JSON.parse(json);
    const usable = typeof event === 'object' && event !== null && 'type' in event && typeof event.type === 'string';
    return usable ? (event as StreamEvent) : null;
  } catch {
    return null;
  }
}
