// Decoding what comes over the wire: parameters of requests, and answers to requests of the server.
// What is refused is refused with the official words; what is accepted has the type its schema promises.
import { type Decoded, decodePresent, decodeValue } from './decode/first-request.ts';
import {
  type ClientMethod,
  clientRequests,
  type Params,
  type ServerRequestMethod,
  type ServerRequestResult,
  serverRequests,
} from './methods.ts';

/**
 * Parameters of a request. The value may be a copy: older words and lists in place of objects are rewritten, the input
 * never is.
 */
export function decodeParams<M extends ClientMethod>(method: M, params: unknown): Decoded<Params<M>>;
export function decodeParams(method: ClientMethod, params: unknown): Decoded<unknown> {
  return decodePresent(method, clientRequests[method].params, params);
}

/** The answer of a client to a request of the server. */
export function decodeAnswer<M extends ServerRequestMethod>(
  method: M,
  answer: unknown,
): Decoded<ServerRequestResult<M>>;
export function decodeAnswer(method: ServerRequestMethod, answer: unknown): Decoded<unknown> {
  return decodeValue(serverRequests[method].result, answer);
}
