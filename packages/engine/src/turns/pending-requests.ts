// Questions of one thread that no client has answered yet. The first answer wins; when the turn ends, what is left is
// rejected at once but stays listed until the end of the turn has been told.
import type { ServerRequest, ServerRequestMethod } from '@codex/protocol/methods.ts';
import type { ThreadActiveFlag } from '@codex/protocol/thread/thread.ts';
import type { AskOutcome } from '../tools/tool.ts';

interface AskKind {
  /** Shown in the thread's status while the question is open. */
  readonly flag?: ThreadActiveFlag;
  /** Whether clients are told serverRequest/resolved. */
  readonly announced: boolean;
}

const approval: AskKind = { flag: 'waitingOnApproval', announced: true };
const silent: AskKind = { announced: false };

const askKinds: Record<ServerRequestMethod, AskKind> = {
  'item/commandExecution/requestApproval': approval,
  'item/fileChange/requestApproval': approval,
  'item/permissions/requestApproval': approval,
  'mcpServer/elicitation/request': approval,
  'item/tool/requestUserInput': { flag: 'waitingOnUserInput', announced: true },
  'item/tool/call': silent,
  'account/chatgptAuthTokens/refresh': silent,
  'attestation/generate': silent,
  'currentTime/read': silent,
  applyPatchApproval: approval,
  execCommandApproval: approval,
};

interface PendingRequest {
  readonly request: ServerRequest;
  readonly turnId: string;
  readonly kind: AskKind;
  readonly resolve: (outcome: AskOutcome<ServerRequestMethod>) => void;
  readonly reject: (reason: unknown) => void;
  /** False once the turn was aborted: answers come too late. */
  open: boolean;
}

export class PendingRequests {
  readonly #pending = new Map<number, PendingRequest>();

  /** Remembers a question; the promise settles with the first answer, or rejects when `signal` aborts. */
  add(request: ServerRequest, turnId: string, signal: AbortSignal): Promise<AskOutcome<ServerRequestMethod>> {
    const { promise, resolve, reject } = Promise.withResolvers<AskOutcome<ServerRequestMethod>>();
    const pending = { request, turnId, kind: askKinds[request.method], resolve, reject, open: true };
    this.#pending.set(request.id, pending);
    const giveUp = () => {
      pending.open = false;
      reject(signal.reason);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    promise.then(
      () => signal.removeEventListener('abort', giveUp),
      () => {},
    );
    return promise;
  }

  /** Takes a question off the list to answer it; undefined: nobody waits for it any more. */
  take(id: number): { announced: boolean; settle(outcome: AskOutcome<ServerRequestMethod>): void } | undefined {
    const pending = this.#pending.get(id);
    if (!pending?.open) return undefined;
    this.#pending.delete(id);
    return { announced: pending.kind.announced, settle: pending.resolve };
  }

  /** Drops what is left of a turn; returns the ids that clients must be told are resolved. */
  clear(turnId: string): number[] {
    const left = [...this.#pending.values()].filter((pending) => pending.turnId === turnId);
    for (const pending of left) {
      this.#pending.delete(pending.request.id);
      pending.reject(new Error('the turn has ended'));
    }
    return left.filter((pending) => pending.kind.announced).map((pending) => pending.request.id);
  }

  /** Questions that still wait for an answer, oldest first. */
  requests(): ServerRequest[] {
    return [...this.#pending.values()].filter((pending) => pending.open).map((pending) => pending.request);
  }

  /** What the thread's status shows, in the order of the protocol. */
  flags(): ThreadActiveFlag[] {
    const waiting = new Set([...this.#pending.values()].map((pending) => pending.open && pending.kind.flag));
    return (['waitingOnApproval', 'waitingOnUserInput'] as const).filter((flag) => waiting.has(flag));
  }
}
