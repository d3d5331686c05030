// What this package needs of a connection to an app-server; connect-backend.ts makes one.
import type { ClientMethod, Params, Result } from '@codex/protocol/methods.ts';
import type { ServerMessage } from '../events/messages.ts';
import type { Respond } from '../events/pending-requests.ts';

export interface Backend {
  /** What the app-server said of itself at the handshake, in the spelling of REST. */
  readonly server: Readonly<Record<string, unknown>>;
  /** Rejects with an error that carries `code`, `message` and `data` of the JSON-RPC answer. */
  request<M extends ClientMethod>(method: M, params: Params<M>, signal?: AbortSignal): Promise<Result<M>>;
  /** Notifications and asks in one order. */
  readonly incoming: AsyncIterable<ServerMessage>;
  readonly respond: Respond;
  /** Drops the last turns of a thread that is idle and in memory. Rejects like `request`. */
  rollback(cut: Cut): Promise<void>;
}

/** The end of a thread, told in both ways. */
export interface Cut {
  readonly threadId: string;
  readonly beforeTurnId: string;
  readonly numTurns: number;
}
