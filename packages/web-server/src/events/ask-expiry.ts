// Asks of turns that were started over REST do not wait for ever: after the time limit they are declined, so that the
// turn goes on. Never while a JSON-RPC client has the ask too: whoever sits there may take their time.
import type { AskOutcome, PendingRequest, PendingRequests } from './pending-requests.ts';

export interface ExpiryRules {
  /** 0: never. */
  readonly timeoutMs: number;
  /** Whether a JSON-RPC client was given the ask and is still there. */
  isHeldElsewhere(askId: number | string): boolean;
}

export const defaultTimeoutMs = 15 * 60_000;
/** How often it is looked whether the other client is still there. */
const lookAgainMs = 5_000;
/** Node's timers take no more. */
const maxTimerMs = 2 ** 31 - 1;

const declined = { decision: 'decline' };
const denied = { decision: { denied: { rejection: 'no answer in time' } } };

/** What is answered in the place of somebody. */
const outcomes: Readonly<Record<string, unknown>> = {
  'item/commandExecution/requestApproval': declined,
  'item/fileChange/requestApproval': declined,
  'item/permissions/requestApproval': { permissions: {}, scope: 'turn' },
  'item/tool/requestUserInput': { answers: {} },
  'mcpServer/elicitation/request': { action: 'decline', content: null, _meta: null },
  'item/tool/call': { contentItems: [{ type: 'inputText', text: 'no answer in time' }], success: false },
  applyPatchApproval: denied,
  execCommandApproval: denied,
};

export class AskExpiry {
  readonly #rules: ExpiryRules;
  readonly #pending: PendingRequests;
  readonly #told: (pending: PendingRequest) => void;

  /** `told`: called for each ask that has expired. */
  constructor(rules: ExpiryRules, pending: PendingRequests, told: (pending: PendingRequest) => void) {
    this.#rules = rules;
    this.#pending = pending;
    this.#told = told;
  }

  /** For an ask that comes now. */
  deadline(method: string): number | null {
    const { timeoutMs } = this.#rules;
    return timeoutMs > 0 && method in outcomes ? Date.now() + timeoutMs : null;
  }

  watch(pending: PendingRequest): void {
    const { expires } = pending.event;
    if (expires === null) return;
    const wait = Math.min(Math.max(0, expires - Date.now()), maxTimerMs);
    setTimeout(() => this.#look(pending), wait).unref();
  }

  #look(pending: PendingRequest): void {
    const { ask, event } = pending;
    if (!this.#pending.has(ask.id)) return;
    if (event.expires !== null && Date.now() < event.expires) this.watch(pending);
    else if (this.#rules.isHeldElsewhere(ask.id)) setTimeout(() => this.#look(pending), lookAgainMs).unref();
    else if (this.#pending.expire(pending, outcomeOf(ask.method))) this.#told(pending);
  }
}

function outcomeOf(method: string): AskOutcome {
  return { result: outcomes[method] };
}
