// What the threads of one engine share: the followers of everything, and the one counter of questions to clients.
import type { RpcError } from '@codex/protocol/methods.ts';
import { Followers } from './followers.ts';

export type Answer = { result: unknown } | { error: RpcError };

/** Who asked; told the answer. */
export interface Asker {
  answer(askId: number, outcome: Answer): boolean;
}

export class EngineScope {
  readonly followers = new Followers();
  readonly #askers = new Map<number, Asker>();
  #nextAskId = 0;

  /** A new id, from 0, for a question of `asker`. */
  registerAsk(asker: Asker): number {
    const id = this.#nextAskId;
    this.#nextAskId += 1;
    this.#askers.set(id, asker);
    return id;
  }

  /** The question needs no answer any more. */
  forgetAsk(askId: number): void {
    this.#askers.delete(askId);
  }

  /** False: nobody waits for this answer (any more). */
  answer(askId: number, outcome: Answer): boolean {
    const asker = this.#askers.get(askId);
    this.#askers.delete(askId);
    return asker?.answer(askId, outcome) ?? false;
  }
}
