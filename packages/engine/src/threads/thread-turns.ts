// The turns of one thread: one runs at most, and what is begun meanwhile waits for its end.
import type { Turn as WireTurn } from '@codex/protocol/turn/turn.ts';
import { runTurn } from '../turns/run-turn.ts';
import type { Turn } from '../turns/turn.ts';
import type { TurnHost } from '../turns/turn-host.ts';

export class ThreadTurns {
  readonly #host: () => TurnHost;
  readonly #prepare: () => Promise<void>;
  #current: Turn | null = null;
  /** Settles when the last turn that was begun has ended. */
  #idle: Promise<void> = Promise.resolve();

  /** `prepare` is awaited before each turn. */
  constructor(host: () => TurnHost, prepare: () => Promise<void>) {
    this.#host = host;
    this.#prepare = prepare;
  }

  /** The turn that is about to run, runs, or says its last words. */
  get current(): Turn | null {
    return this.#current;
  }

  /** The same unless it is about to end: it can still be interrupted. */
  get running(): Turn | null {
    return this.#current && !this.#current.ending ? this.#current : null;
  }

  /** The same if it takes part in what is said now. */
  get open(): Turn | null {
    return this.#current?.open ? this.#current : null;
  }

  /** From now on it takes what is said, although it runs later. */
  expect(turn: Turn): void {
    this.#current = turn;
  }

  /** Runs the turn after those that were begun before; resolves with it as it ended. */
  async run(turn: Turn): Promise<WireTurn> {
    this.expect(turn);
    await this.whenIdle(() => runTurn(turn, this.#host()));
    return turn.ended ?? turn.wire('interrupted');
  }

  /** Ends what runs, then runs `turn`: call what is returned. */
  replace(turn: Turn): () => void {
    const before = this.#current;
    this.expect(turn);
    return () => {
      before?.interrupt('replaced');
      void this.run(turn);
    };
  }

  ended(turn: Turn): void {
    if (this.#current === turn) this.#current = null;
  }

  /** Between turns. */
  whenIdle(act: () => Promise<void>): Promise<void> {
    const done = this.#idle.then(async () => {
      await this.#prepare();
      await act();
    });
    this.#idle = done.catch(() => {});
    return done;
  }

  /** Interrupts what runs; resolves when nothing does. */
  async close(): Promise<void> {
    this.#current?.interrupt();
    await this.#idle;
  }
}
