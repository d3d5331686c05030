// One request from its name to its handler: known method, decodable parameters, initialised, allowed, supported.
// The order is the official one: a text that is no request is refused as such even before `initialize`.
import { decodeInitialize, decodeMethod } from '@codex/protocol/decode/first-request.ts';
import { refuseExperimental } from '@codex/protocol/experimental.ts';
import type { RequestSpec } from '@codex/protocol/method-table.ts';
import type { ClientMethod } from '@codex/protocol/methods.ts';
import type { RequestMessage } from '@codex/rpc/message.ts';
import type { Reply, RequestContext } from './context.ts';
import { refuse } from './errors.ts';
import { handlers } from './methods/handlers.ts';
import { schemas } from './schemas.ts';
import type { Scopes } from './scopes.ts';

type AnyHandler = (context: RequestContext, params: unknown) => Reply<unknown> | Promise<Reply<unknown>>;

/**
 * Throws, or rejects with, what `errorOf` turns into an answer. Synchronous as long as its handler and scope are. For
 * all but `initialize` the schemas must be loaded.
 */
export function dispatch(
  request: RequestMessage,
  context: RequestContext,
  scopes: Scopes,
): Reply<unknown> | Promise<Reply<unknown>> {
  const method = accepted(decodeMethod(request.method));
  const params = accepted(decode(method, request.params));
  if (method !== 'initialize') admit(method, params, context);
  if (!isSupported(method)) throw refuse.unsupported(method);
  const handle = handlers[method] as AnyHandler;
  const scope = scopeOf(method, params);
  return scope === undefined ? handle(context, params) : scopes.run(scope, () => handle(context, params));
}

function decode(method: ClientMethod, params: unknown): { readonly ok: unknown } | { readonly error: string } {
  return method === 'initialize' ? decodeInitialize(params) : schemas().decodeParams(method, params);
}

function accepted<T>(decoded: { readonly ok: T } | { readonly error: string }): T {
  if ('error' in decoded) throw refuse.undecodable(decoded.error);
  return decoded.ok;
}

function admit(method: ClientMethod, params: unknown, { connection }: RequestContext): void {
  void connection.client;
  const refusal = connection.experimental ? undefined : refuseExperimental(method, params);
  if (refusal !== undefined) throw refuse.invalid(refusal);
}

function isSupported(method: ClientMethod): boolean {
  return Object.hasOwn(handlers, method);
}

/** An interrupt never waits: what it interrupts may be what it would wait for. */
function scopeOf(method: ClientMethod, params: unknown): string | undefined {
  if (method === 'initialize' || method === 'turn/interrupt') return undefined;
  const spec: RequestSpec = schemas().clientRequests[method];
  if (spec.scope === undefined) return undefined;
  const value = (params as Record<string, unknown> | null)?.[spec.scope];
  return typeof value === 'string' ? value : undefined;
}
