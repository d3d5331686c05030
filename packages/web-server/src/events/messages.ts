// What the backend sends besides responses, as this package handles it: also methods that the tables do not know yet.

/** A notification (no id) or an ask (id) exactly as it is on the wire. */
export interface ServerMessage {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly id?: number | string;
  /** Unix time in milliseconds; notifications only. */
  readonly emittedAtMs?: number;
}

/** An ask: the backend waits for an answer. */
export type Ask = ServerMessage & { readonly id: number | string };

export function isAsk(message: ServerMessage): message is Ask {
  return message.id !== undefined;
}

/** The thread a message belongs to; undefined for process-wide ones. */
export function threadIdOf(message: ServerMessage): string | undefined {
  const { threadId, conversationId, thread } = message.params as {
    threadId?: unknown;
    conversationId?: unknown;
    thread?: { id?: unknown };
  };
  const id = threadId ?? thread?.id ?? conversationId;
  return typeof id === 'string' ? id : undefined;
}
