// The whole life of one connection: reads, dispatches, answers, until the channel ends. Every request is answered once.

import { setTimeout as delay } from 'node:timers/promises';
import type { ClientPrograms, Engine } from '@codex/engine/engine.ts';
import type { ServerNotification } from '@codex/protocol/methods.ts';
import type { Channel } from '@codex/rpc/channel.ts';
import { isRequest, isResponse, type Message, type MessageId, type RequestMessage } from '@codex/rpc/message.ts';
import { logger } from '@codex/telemetry/logger.ts';
import { Connection } from './connection.ts';
import type { Reply, RequestContext, StartupWarning } from './context.ts';
import { dispatch } from './dispatch.ts';
import { errorOf, overloaded } from './errors.ts';
import { loadSchemas } from './schemas.ts';
import { Scopes } from './scopes.ts';

/** Requests in hand at once. Beyond it a client that shares the server is refused; from the only one nothing is read. */
const maxInFlight = 128;

export interface ServeOptions {
  /** Told to each client after `initialize`, as `configWarning`. */
  readonly startupWarnings?: readonly StartupWarning[];
  /** From its abort on nothing that comes in is looked at; what goes out still goes out. */
  readonly stop?: AbortSignal;
}

/** How long requests in hand may still take after a client said its last word. */
const lastAnswersMs = 1_000;

/** Resolves when the channel has ended. Turns that the client started go on. */
export async function serve(channel: Channel, engine: Engine, options: ServeOptions = {}): Promise<void> {
  const connection = new Connection(engine, channel);
  const { startupWarnings = [], stop } = options;
  stop?.addEventListener('abort', () => connection.relax(), { once: true });
  const ended = new AbortController();
  const { signal } = ended;
  const notify = (notification: ServerNotification) => connection.notify({ ...notification, emittedAtMs: Date.now() });
  let programs: Promise<ClientPrograms> | undefined;
  const openPrograms = () => {
    programs ??= engine.openPrograms(notify, signal);
    return programs;
  };
  const requests = new Requests({ engine, connection, startupWarnings, signal, programs: openPrograms });
  for await (const message of channel.messages) {
    if (isHandshake(message)) setImmediate(preload);
    else await loadSchemas();
    if (stop?.aborted) continue;
    if (isResponse(message)) connection.answer(message);
    else if (!isRequest(message)) continue;
    else if (!requests.full) requests.take(message);
    else if (!channel.exclusive) connection.send({ error: overloaded, id: message.id });
    else {
      await Promise.race([requests.room(), channel.closed]);
      requests.take(message);
    }
  }
  await Promise.race([requests.settled(), channel.closed, delay(lastAnswersMs, undefined, { ref: false })]);
  connection.end();
  ended.abort();
  await channel.close();
}

function isHandshake(message: Message): boolean {
  return isRequest(message) && message.method === 'initialize';
}

/** While the client reads its first answer. What fails here fails again, and is told, when the schemas are needed. */
function preload(): void {
  loadSchemas().catch(() => {});
}

class Requests {
  readonly #context: RequestContext;
  readonly #scopes = new Scopes();
  #inFlight = 0;
  #room: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  get full(): boolean {
    return this.#inFlight >= maxInFlight;
  }

  /** Resolves when one of those in hand is answered. */
  room(): Promise<void> {
    this.#room ??= Promise.withResolvers<void>();
    return this.#room.promise;
  }

  /** Resolves when nothing is in hand. */
  async settled(): Promise<void> {
    while (this.#inFlight > 0) await this.room();
  }

  take(request: RequestMessage): void {
    const { id } = request;
    try {
      const reply = dispatch(request, this.#context, this.#scopes);
      if (reply instanceof Promise) void this.#await(id, reply);
      else this.#answer(id, reply);
    } catch (error) {
      this.#refuse(id, error);
    }
  }

  async #await(id: MessageId, pending: Promise<Reply<unknown>>): Promise<void> {
    this.#inFlight += 1;
    try {
      this.#answer(id, await pending);
    } catch (error) {
      this.#refuse(id, error);
    } finally {
      this.#inFlight -= 1;
      this.#room?.resolve();
      this.#room = undefined;
    }
  }

  #answer(id: MessageId, reply: Reply<unknown>): void {
    this.#context.connection.send({ id, result: reply.response });
    try {
      reply.begin?.();
    } catch (error) {
      logger.error('what a request began has failed', { error });
    }
  }

  #refuse(id: MessageId, error: unknown): void {
    this.#context.connection.send({ error: errorOf(error), id });
  }
}
