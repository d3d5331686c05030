// A Responses API over real HTTP on loopback.
import {
  type ModelAnswer,
  type ModelRequest,
  type ModelServer,
  type ServedWire,
  startModelServer,
} from './model-server.ts';

export type { ModelAnswer, ModelRequest } from './model-server.ts';

/** One server-sent event of a response; `type` is its event name. */
export type ModelEvent = { readonly type: string } & Readonly<Record<string, unknown>>;

export type ResponsesServer = ModelServer;

export const responsesEndpoint: ServedWire = {
  endpoint: '/responses',
  frame: (event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`,
};

/** Listens on a free loopback port. A throwing `answer` cuts the connection, like a crashed provider. */
export function startResponsesServer(
  answer: (request: ModelRequest) => ModelAnswer | Promise<ModelAnswer>,
): Promise<ResponsesServer> {
  return startModelServer(responsesEndpoint, answer);
}
