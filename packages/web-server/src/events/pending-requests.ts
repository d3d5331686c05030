// Asks of the backend that nobody answered yet. They exist whether or not somebody streams; each belongs to its thread,
// and the first valid answer wins. Who comes second is told so for a while, also after a restart.
import type { RpcError } from '@codex/protocol/methods.ts';
import { HttpError } from '../rest/errors.ts';
import type { LoggedEvent } from './event-rows.ts';
import { type Ask, threadIdOf } from './messages.ts';

export interface PendingRequest {
  /** Names the ask towards REST clients: `<connection>-<id>`, unique across restarts. */
  readonly requestId: string;
  readonly ask: Ask;
  readonly threadId: string | undefined;
  /** The ask in the log: when it came and at which place. */
  readonly event: LoggedEvent;
}

export type AskOutcome = { readonly result: unknown } | { readonly error: RpcError };

/** Hands an outcome to the backend; false: somebody else was first. */
export type Respond = (ask: Ask, outcome: AskOutcome) => boolean;

/** Remembers names of asks that were answered, for 15 minutes. */
export interface AnsweredAsks {
  add(threadId: string, names: readonly string[]): void;
  has(threadId: string, name: string): boolean;
}

export class PendingRequests {
  readonly #respond: Respond;
  readonly #answered: AnsweredAsks;
  readonly #open = new Map<number | string, PendingRequest>();

  constructor(respond: Respond, answered: AnsweredAsks) {
    this.#respond = respond;
    this.#answered = answered;
  }

  get size(): number {
    return this.#open.size;
  }

  add(ask: Ask, event: LoggedEvent): PendingRequest {
    const pending = { requestId: requestIdOf(event), ask, threadId: threadIdOf(ask), event };
    this.#open.set(ask.id, pending);
    return pending;
  }

  has(id: number | string): boolean {
    return this.#open.has(id);
  }

  /** The backend says the ask is over. `answered`: by somebody, rather than by the end of its turn. */
  resolved(id: number | string, answered: boolean): void {
    const pending = this.#open.get(id);
    if (!pending) return;
    this.#open.delete(id);
    if (answered) this.#remember(pending);
  }

  /** Of one thread, or all; oldest first. */
  list(threadId?: string): PendingRequest[] {
    const all = [...this.#open.values()];
    return threadId === undefined ? all : all.filter((pending) => pending.threadId === threadId);
  }

  /** Those of no thread; oldest first. */
  listLoose(): PendingRequest[] {
    return [...this.#open.values()].filter((pending) => pending.threadId === undefined);
  }

  /**
   * The ask of this thread (undefined: of none) called by its item id, approval id or request id; of several the
   * oldest. Throws 409 when it is answered, else 404.
   */
  find(threadId: string | undefined, name: string): PendingRequest {
    const candidates = threadId === undefined ? this.listLoose() : this.list(threadId);
    const found = candidates.find((pending) => namesOf(pending).includes(name));
    if (found) return found;
    if (this.#answered.has(threadId ?? '', name)) throw alreadyAnswered();
    throw new HttpError(404, 'APPROVAL_NOT_FOUND', `Approval not found: ${name}`);
  }

  /** Throws 409 when somebody else's answer was first. */
  answer(pending: PendingRequest, outcome: AskOutcome): void {
    this.#open.delete(pending.ask.id);
    this.#remember(pending);
    if (!this.#respond(pending.ask, outcome)) throw alreadyAnswered();
  }

  /** Nobody answered in time; a later answer finds nothing. False: somebody else was first. */
  expire(pending: PendingRequest, outcome: AskOutcome): boolean {
    if (!this.#open.delete(pending.ask.id)) return false;
    return this.#respond(pending.ask, outcome);
  }

  #remember(pending: PendingRequest): void {
    this.#answered.add(pending.threadId ?? '', namesOf(pending));
  }
}

function alreadyAnswered(): HttpError {
  return new HttpError(409, 'CONFLICT', 'This request was already answered');
}

function namesOf(pending: PendingRequest): string[] {
  const { itemId, approvalId, callId } = pending.ask.params;
  const names = [approvalId, itemId, callId, pending.requestId, String(pending.ask.id)];
  return names.filter((name) => typeof name === 'string');
}

/** What the REST view calls request_id, of an ask as of its serverRequest/resolved. */
export function requestIdOf(event: LoggedEvent): string {
  return `${event.connection}-${event.message.id ?? event.message.params.requestId}`;
}

/** What the REST view calls approval_id: the approval's own id, else its item's. */
export function approvalIdOf(event: LoggedEvent): string {
  const { itemId, approvalId, callId } = event.message.params;
  return String(approvalId ?? itemId ?? callId ?? requestIdOf(event));
}
