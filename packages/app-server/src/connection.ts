// What the server knows of one connection: its client, what that client wants to be told, and which threads it follows.
// It is told entries of the engine and passes them on through the one outbound queue.
import type { ClientIdentity, Engine, LiveThread } from '@codex/engine/engine.ts';
import type { Entry, Follower } from '@codex/engine/entry.ts';
import type { InitializeCapabilities } from '@codex/protocol/initialize/initialize.ts';
import type { ServerNotification, ServerRequestMethod } from '@codex/protocol/methods.ts';
import type { Channel } from '@codex/rpc/channel.ts';
import type { ErrorMessage, Message, ResultMessage } from '@codex/rpc/message.ts';
import { Outbound } from '@codex/rpc/outbound.ts';
import { deltaRules } from './delta-rules.ts';
import { refuse, undecodableAnswer } from './errors.ts';
import { schemas } from './schemas.ts';

/** Told only to clients with the capability `experimentalApi`. */
const experimentalNotifications: ReadonlySet<string> = new Set(['thread/readState/changed', 'thread/settings/updated']);

/** Asks whose tools judge a malformed answer themselves: it is another thing to the model than a refusal. */
const judgedByTool: ReadonlySet<ServerRequestMethod> = new Set(['item/tool/call']);

/** Bytes that may wait for a slow client. One that shares the server is closed beyond; the only one never gets there. */
const sharedLimitBytes = 16 * 1024 * 1024;
const exclusiveLimitBytes = 256 * 1024 * 1024;
/** From here on the only client of the process slows the model down. */
const pressureBytes = 1024 * 1024;

export class Connection implements Follower {
  readonly #engine: Engine;
  readonly #outbound: Outbound;
  readonly #follows = new Map<string, () => void>();
  /** Asks that this client was sent and that nobody has answered yet, as far as it was told. */
  readonly #asked = new Map<number, ServerRequestMethod>();
  #client: ClientIdentity | undefined;
  #experimental = false;
  #optOuts: ReadonlySet<string> = new Set();
  #unfollowEngine: (() => void) | undefined;
  #ended = false;

  constructor(engine: Engine, channel: Channel) {
    this.#engine = engine;
    const limits = channel.exclusive
      ? { limitBytes: exclusiveLimitBytes, pressureBytes }
      : { limitBytes: sharedLimitBytes };
    this.#outbound = new Outbound(channel, { mergeRules: deltaRules, ...limits });
  }

  /** Throws before `initialize`. */
  get client(): ClientIdentity {
    if (!this.#client) throw refuse.invalid('Not initialized');
    return this.#client;
  }

  get experimental(): boolean {
    return this.#experimental;
  }

  /** Throws when it was done before. */
  initialise(client: ClientIdentity, capabilities: InitializeCapabilities | null | undefined): void {
    if (this.#client) throw refuse.invalid('Already initialized');
    this.#client = client;
    this.#experimental = capabilities?.experimentalApi ?? false;
    this.#optOuts = new Set(capabilities?.optOutNotificationMethods ?? []);
  }

  /** From now on this client is told what concerns every client. */
  followEngine(): void {
    if (!this.#ended) this.#unfollowEngine ??= this.#engine.follow(this);
  }

  /** `replayAsks`: what still waits for an answer is asked again, also when the thread is followed already. */
  follow(thread: LiveThread, options?: { replayAsks?: boolean }): void {
    if (this.#ended) return;
    this.unfollow(thread.id);
    this.#follows.set(thread.id, thread.follow(this, options));
  }

  /** False: it was not followed. */
  unfollow(threadId: string): boolean {
    this.#follows.get(threadId)?.();
    return this.#follows.delete(threadId);
  }

  send(message: Message): void {
    this.#outbound.push(message);
  }

  notify(notification: ServerNotification): void {
    const { method } = notification;
    if (this.#optOuts.has(method) || (experimentalNotifications.has(method) && !this.#experimental)) return;
    this.#outbound.push(notification);
  }

  push({ message }: Entry): void {
    if ('id' in message) {
      this.#asked.set(message.id, message.method);
      this.#outbound.push(message);
      return;
    }
    if (message.method === 'serverRequest/resolved') this.#asked.delete(Number(message.params.requestId));
    this.notify(message);
  }

  pressure(): Promise<void> | undefined {
    return this.#outbound.pressure();
  }

  /** From now on the model is not slowed down for this client any more. */
  relax(): void {
    this.#outbound.relax();
  }

  /** An answer to an ask. Ignored when the client was not asked; the first of several clients wins. */
  answer(message: ResultMessage | ErrorMessage): void {
    const id = Number(message.id);
    const method = this.#asked.get(id);
    if (method === undefined || typeof message.id === 'string') return;
    this.#asked.delete(id);
    if ('error' in message) {
      this.#engine.answer(id, { error: message.error });
      return;
    }
    const decoded = schemas().decodeAnswer(method, message.result);
    if ('ok' in decoded) this.#engine.answer(id, { result: decoded.ok });
    else if (judgedByTool.has(method)) this.#engine.answer(id, { result: message.result });
    else this.#engine.answer(id, { error: undecodableAnswer(decoded.error) });
  }

  /** Follows nothing any more. Turns go on. */
  end(): void {
    this.#ended = true;
    this.#unfollowEngine?.();
    for (const unfollow of this.#follows.values()) unfollow();
    this.#follows.clear();
  }
}
