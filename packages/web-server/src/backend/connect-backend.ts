// The backend behind a channel: the handshake with the app-server, and its words in the shape that routes work with.
import { connect } from '@codex/app-server-client/connection.ts';
import { decodeAnswer } from '@codex/protocol/decode.ts';
import { clientRequests, type ServerRequestMethod, serverRequests } from '@codex/protocol/methods.ts';
import type { Channel } from '@codex/rpc/channel.ts';
import type { Ask, ServerMessage } from '../events/messages.ts';
import type { AskOutcome } from '../events/pending-requests.ts';
import { naming } from '../rest/naming.ts';
import type { Backend } from './backend.ts';

const identity = { name: 'codex-web-server', title: 'Codex Web Server', version: '0.1.0' };

/** What an app-server does for its own process alone, in place of what the protocol offers to all. */
export interface Shortcuts {
  /** False: the ask is answered already, or unknown. */
  answer(askId: number, outcome: AskOutcome): boolean;
  rollback: Backend['rollback'];
}

export interface ConnectedBackend {
  readonly backend: Backend;
  close(): Promise<void>;
}

/** Throws when the handshake fails. */
export async function connectBackend(channel: Channel, shortcuts?: Shortcuts): Promise<ConnectedBackend> {
  const connection = await connect(channel, identity);
  const { answer, rollback }: Shortcuts = shortcuts ?? {
    answer: (id, outcome) => connection.respond({ id }, outcome),
    // Knows no threads in legacy history mode.
    rollback: async ({ threadId, beforeTurnId }) =>
      void (await connection.request('thread/revert', { threadId, beforeTurnId })),
  };
  const backend: Backend = {
    server: naming(clientRequests.initialize.result).toRest(connection.server) as Record<string, unknown>,
    request: (method, params, signal) => connection.request(method, params, signal),
    incoming: connection.incoming as AsyncIterable<ServerMessage>,
    respond: (ask, outcome) => answer(Number(ask.id), asDecoded(ask, outcome)),
    rollback,
  };
  return { backend, close: () => connection.close() };
}

/** The outcome as an app-server reads it off a wire: absent fields that have defaults get them. */
function asDecoded(ask: Ask, outcome: AskOutcome): AskOutcome {
  if (!('result' in outcome) || !(ask.method in serverRequests)) return outcome;
  const answer = decodeAnswer(ask.method as ServerRequestMethod, outcome.result);
  return 'ok' in answer ? { result: answer.ok } : outcome;
}
