// The questions of one thread to its clients: told in the order of the commits, answered by whoever is first, cleared
// with the turn that asked them, and shown in the status while they wait.

import type {
  ServerNotification,
  ServerRequest,
  ServerRequestMethod,
  ServerRequestParams,
} from '@codex/protocol/methods.ts';
import type { ThreadStatus } from '@codex/protocol/thread/thread.ts';
import { logger } from '@codex/telemetry/logger.ts';
import type { Follower } from '../entry.ts';
import type { AskOutcome } from '../tools/tool.ts';
import { PendingRequests } from '../turns/pending-requests.ts';
import type { Turn } from '../turns/turn.ts';
import type { Answer, Asker, EngineScope } from './engine-scope.ts';

export interface AsksHost {
  readonly threadId: string;
  readonly scope: EngineScope;
  status(): ThreadStatus;
  commit(message: ServerNotification | ServerRequest): void;
  /** Resolves when everything recorded so far is on the disk. */
  sync(): Promise<void>;
}

export class ThreadAsks implements Asker {
  readonly #host: AsksHost;
  readonly #pending = new PendingRequests();

  constructor(host: AsksHost) {
    this.#host = host;
  }

  /** Asks somebody who was not there again. */
  replay(follower: Follower): void {
    for (const message of this.#pending.requests()) follower.push({ audience: 'followers', message });
  }

  ask<M extends ServerRequestMethod>(
    turn: Turn,
    method: M,
    params: Omit<ServerRequestParams<M>, 'threadId' | 'turnId'>,
  ): Promise<AskOutcome<M>> {
    turn.signal.throwIfAborted();
    const { scope, threadId } = this.#host;
    const id = scope.registerAsk(this);
    const request = { method, id, params: { threadId, turnId: turn.id, ...params } } as ServerRequest;
    const answered = this.#pending.add(request, turn.id, turn.signal);
    this.#showFlags();
    logger.info('asked', { thread: threadId, turn: turn.id, ask: id, method });
    this.#host.commit(request);
    return answered as Promise<AskOutcome<M>>;
  }

  /** The first answer wins. Whoever asked goes on once the rollout is on the disk. */
  answer(askId: number, outcome: Answer): boolean {
    const ask = this.#pending.take(askId);
    if (!ask) return false;
    logger.info('answered', { thread: this.#host.threadId, ask: askId, failed: 'error' in outcome });
    if (ask.announced) this.#resolved(askId);
    this.#showFlags();
    const failed = (error: Error) => ask.settle({ error: { code: -32603, message: error.message } });
    this.#host.sync().then(() => ask.settle(outcome as AskOutcome<ServerRequestMethod>), failed);
    return true;
  }

  /** What the turn asked needs no answer any more. */
  clear(turnId: string): void {
    for (const askId of this.#pending.clear(turnId)) {
      this.#host.scope.forgetAsk(askId);
      this.#resolved(askId);
    }
  }

  #resolved(requestId: number): void {
    const { threadId } = this.#host;
    this.#host.commit({ method: 'serverRequest/resolved', params: { threadId, requestId } });
  }

  /** Shows in the status what the running turn waits for. */
  #showFlags(): void {
    const status = this.#host.status();
    const activeFlags = this.#pending.flags();
    if (status.type !== 'active' || status.activeFlags.join() === activeFlags.join()) return;
    const { threadId } = this.#host;
    this.#host.commit({
      method: 'thread/status/changed',
      params: { threadId, status: { type: 'active', activeFlags } },
    });
  }
}
