// What this package needs of a connection to an app-server; `Connection` of @codex/app-server-client has this shape.
import { decodeAnswer } from '@codex/protocol/decode.ts';
import {
  type ClientMethod,
  type Params,
  type Result,
  type ServerRequestMethod,
  serverRequests,
} from '@codex/protocol/methods.ts';
import type { Ask, ServerMessage } from './events/messages.ts';
import type { AskOutcome, Respond } from './events/pending-requests.ts';

export interface Backend {
  /** What the app-server said of itself at the handshake, in the spelling of REST. */
  readonly server: Readonly<Record<string, unknown>>;
  /** Rejects with an error that carries `code`, `message` and `data` of the JSON-RPC answer. */
  request<M extends ClientMethod>(method: M, params: Params<M>, signal?: AbortSignal): Promise<Result<M>>;
  /** Notifications and asks in one order. */
  readonly incoming: AsyncIterable<ServerMessage>;
  readonly respond: Respond;
}

/** The outcome as an app-server reads it off a wire: absent fields that have defaults get them. */
export function asDecoded(ask: Ask, outcome: AskOutcome): AskOutcome {
  if (!('result' in outcome) || !(ask.method in serverRequests)) return outcome;
  const answer = decodeAnswer(ask.method as ServerRequestMethod, outcome.result);
  return 'ok' in answer ? { result: answer.ok } : outcome;
}
