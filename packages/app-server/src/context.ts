// What a method is given and what it gives back.
import type { ClientPrograms, Engine } from '@codex/engine/engine.ts';
import type { ClientMethod, Params, Result, ServerNotificationParams } from '@codex/protocol/methods.ts';
import type { Connection } from './connection.ts';

export interface RequestContext {
  readonly engine: Engine;
  readonly connection: Connection;
  readonly startupWarnings: readonly StartupWarning[];
  /** Aborted when the connection ends: what it owns ends with it. */
  readonly signal: AbortSignal;
  /** Programs of this connection. */
  programs(): Promise<ClientPrograms>;
}

/** Something the client should know of the configuration. */
export type StartupWarning = ServerNotificationParams<'configWarning'>;

/** The response is queued first, then `begin` is called in the same synchronous section: what it causes comes after. */
export interface Reply<R> {
  readonly response: R;
  begin?(): void;
}

export type Handler<M extends ClientMethod> = (
  context: RequestContext,
  params: Params<M>,
) => Reply<Result<M>> | Promise<Reply<Result<M>>>;

/** The methods that are built, by name. What the protocol knows beyond them is refused as not supported. */
export type Handlers = { readonly [M in ClientMethod]?: Handler<M> };
