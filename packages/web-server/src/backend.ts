// What this package needs of a connection to an app-server; `Connection` of @codex/app-server-client has this shape.
import type { ClientMethod, Params, Result } from '@codex/protocol/methods.ts';
import type { ServerMessage } from './messages.ts';
import type { Respond } from './pending-requests.ts';

export interface Backend {
  /** Rejects with an error that carries `code`, `message` and `data` of the JSON-RPC answer. */
  request<M extends ClientMethod>(method: M, params: Params<M>, signal?: AbortSignal): Promise<Result<M>>;
  /** Notifications and asks in one order. */
  readonly incoming: AsyncIterable<ServerMessage>;
  readonly respond: Respond;
}
