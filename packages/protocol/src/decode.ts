// Decoding what comes over the wire: parameters of requests, and answers to requests of the server.
// What is refused is refused with the official words; what is accepted has the type its schema promises.
import { type Decoded, decodePresent, decodeValue } from './decode/first-request.ts';
import type { ClientMethodName } from './method-names.ts';
import type { RequestSpec } from './method-table.ts';
import {
  type ClientMethod,
  clientRequests,
  type Params,
  type ServerRequestMethod,
  type ServerRequestResult,
  serverRequests,
} from './methods.ts';

/**
 * Parameters of a request. Of methods that no table row describes, only presence is checked, and they come back as they
 * were. The value may be a copy: older words and lists in place of objects are rewritten, the input never is.
 */
export function decodeParams<M extends ClientMethod>(method: M, params: unknown): Decoded<Params<M>>;
export function decodeParams(method: ClientMethodName, params: unknown): Decoded<unknown>;
export function decodeParams(method: ClientMethodName, params: unknown): Decoded<unknown> {
  const spec: RequestSpec | undefined = method in clientRequests ? clientRequests[method as ClientMethod] : undefined;
  return decodePresent(method, spec?.params, params);
}

/** The answer of a client to a request of the server. */
export function decodeAnswer<M extends ServerRequestMethod>(
  method: M,
  answer: unknown,
): Decoded<ServerRequestResult<M>>;
export function decodeAnswer(method: ServerRequestMethod, answer: unknown): Decoded<unknown> {
  return decodeValue(serverRequests[method].result, answer);
}
