// Asks of the backend that nobody answered yet. They exist whether or not somebody streams; each belongs to its thread,
// and the first valid answer wins.
import type { RpcError } from '@codex/protocol/methods.ts';
import { HttpError } from './errors.ts';
import type { LoggedEvent } from './event-log.ts';
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

/** How long a second answer is told that it came second; afterwards the ask is simply unknown. */
const rememberMs = 15 * 60_000;

interface Answered {
  readonly pending: PendingRequest;
  readonly at: number;
}

export class PendingRequests {
  readonly #respond: Respond;
  readonly #open = new Map<number | string, PendingRequest>();
  /** Oldest first. */
  #answered: Answered[] = [];

  constructor(respond: Respond) {
    this.#respond = respond;
  }

  add(ask: Ask, event: LoggedEvent): void {
    this.#open.set(ask.id, { requestId: requestIdOf(event), ask, threadId: threadIdOf(ask), event });
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

  /** Oldest first. */
  list(threadId: string): PendingRequest[] {
    return [...this.#open.values()].filter((pending) => pending.threadId === threadId);
  }

  /** The ask of this thread called by its item id, approval id or request id. Throws 409 when answered, else 404. */
  find(threadId: string, name: string): PendingRequest {
    const found = this.list(threadId).find((pending) => isCalled(pending, name));
    if (found) return found;
    this.#forget();
    const late = this.#answered.some(({ pending }) => pending.threadId === threadId && isCalled(pending, name));
    if (late) throw alreadyAnswered();
    throw new HttpError(404, 'APPROVAL_NOT_FOUND', `Approval not found: ${name}`);
  }

  /** Throws 409 when somebody else's answer was first. */
  answer(pending: PendingRequest, outcome: AskOutcome): void {
    this.#open.delete(pending.ask.id);
    this.#remember(pending);
    if (!this.#respond(pending.ask, outcome)) throw alreadyAnswered();
  }

  #remember(pending: PendingRequest): void {
    this.#forget();
    this.#answered.push({ pending, at: Date.now() });
  }

  #forget(): void {
    const limit = Date.now() - rememberMs;
    const firstKept = this.#answered.findIndex(({ at }) => at >= limit);
    this.#answered = firstKept < 0 ? [] : this.#answered.slice(firstKept);
  }
}

function alreadyAnswered(): HttpError {
  return new HttpError(409, 'CONFLICT', 'This request was already answered');
}

function isCalled(pending: PendingRequest, name: string): boolean {
  const { itemId, approvalId, callId } = pending.ask.params;
  return [approvalId, itemId, callId, pending.requestId, String(pending.ask.id)].includes(name);
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
