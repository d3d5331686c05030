// Turns that were asked for over REST: expected from the request on until the log tells of them, then known as such for
// as long as they run.
import type { ServerMessage } from './messages.ts';
import type { TurnLedger } from './turn-ledger.ts';

export class RequestedTurns {
  /** By thread; '' until the answer says which turn it is. */
  readonly #expected = new Map<string, string>();
  readonly #running = new Set<string>();

  ask(threadId: string): void {
    this.#expected.set(threadId, this.#expected.get(threadId) ?? '');
  }

  refused(threadId: string): void {
    this.#expected.delete(threadId);
  }

  /** `turnId` is undefined where the answer does not name the turn. `ledger`: what the log knows by now. */
  answered(threadId: string, turnId: string | undefined, ledger: TurnLedger): void {
    if (turnId !== undefined && ledger.turnId !== turnId) this.#expected.set(threadId, turnId);
    else if (ledger.running) this.#expected.delete(threadId);
  }

  /** Something was asked for that the log does not tell of yet. */
  isExpected(threadId: string): boolean {
    return this.#expected.has(threadId);
  }

  /** The turn that is expected, once it is named. */
  expected(threadId: string): string | undefined {
    return this.#expected.get(threadId) || undefined;
  }

  /** Of a message that was logged; `ledger` knows it. */
  note(threadId: string, { method }: ServerMessage, { turnId = '' }: TurnLedger): void {
    if (method === 'turn/started' && this.#expected.has(threadId)) this.#running.add(turnId);
    if (method === 'turn/completed') this.#running.delete(turnId);
    if (method === 'turn/started' || method === 'turn/completed') this.#expected.delete(threadId);
  }

  isRunning(turnId: unknown): boolean {
    return this.#running.has(String(turnId));
  }
}
