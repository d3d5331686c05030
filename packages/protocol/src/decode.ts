// Decoding what comes over the wire: parameters of requests, and answers to requests of the server.
// What is refused is refused with the official words; what is accepted has the type its schema promises.
import { readerOf } from './decode/reader.ts';
import { missingField, Refusal, unknownVariant } from './decode/refusal.ts';
import type { Reader } from './decode/schema-view.ts';
import { type ClientMethodName, clientMethodNames, methodsWithoutParams } from './method-names.ts';
import type { RequestSpec } from './method-table.ts';
import {
  type ClientMethod,
  clientRequests,
  type Params,
  type ServerRequestMethod,
  type ServerRequestResult,
  serverRequests,
} from './methods.ts';

/** `error` is the text after `Invalid request: `. */
export type Decoded<T> = { readonly ok: T } | { readonly error: string };

const knownMethods: ReadonlySet<string> = new Set(clientMethodNames);

/** The method, or the refusal that lists all of them. */
export function decodeMethod(method: string): Decoded<ClientMethodName> {
  if (knownMethods.has(method)) return { ok: method as ClientMethodName };
  return { error: unknownVariant(method, clientMethodNames).text };
}

/**
 * Parameters of a request. Of methods that no table row describes, only presence is checked, and they come back as they
 * were. The value may be a copy: older words and lists in place of objects are rewritten, the input never is.
 */
export function decodeParams<M extends ClientMethod>(method: M, params: unknown): Decoded<Params<M>>;
export function decodeParams(method: ClientMethodName, params: unknown): Decoded<unknown>;
export function decodeParams(method: ClientMethodName, params: unknown): Decoded<unknown> {
  const isAbsent = params === undefined || params === null;
  if (isAbsent) return methodsWithoutParams.has(method) ? { ok: null } : { error: missingField('params').text };
  const spec: RequestSpec | undefined = method in clientRequests ? clientRequests[method as ClientMethod] : undefined;
  return spec ? decode(readerOf(spec.params), params) : { ok: params };
}

/** The answer of a client to a request of the server. */
export function decodeAnswer<M extends ServerRequestMethod>(
  method: M,
  answer: unknown,
): Decoded<ServerRequestResult<M>>;
export function decodeAnswer(method: ServerRequestMethod, answer: unknown): Decoded<unknown> {
  return decode(readerOf(serverRequests[method].result), answer);
}

function decode(read: Reader, value: unknown): Decoded<unknown> {
  const decoded = read(value);
  return decoded instanceof Refusal ? { error: decoded.text } : { ok: decoded };
}
