// Approvals that a judge decides in place of the user (`approvals_reviewer = "auto_review"`). Clients watch; the tool
// that asked is answered as if the user had.
import { randomUUID } from 'node:crypto';
import type { GuardianApprovalReviewAction } from '@codex/protocol/approval/auto-review.ts';
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import type { ServerRequestMethod, ServerRequestParams } from '@codex/protocol/methods.ts';
import type { Turn } from './turn.ts';
import type { TurnHost } from './turn-host.ts';
import { type NoVerdict, refusalOf, shownVerdict, type Verdict, warningOf } from './verdict.ts';

type ActionOf<M extends ServerRequestMethod> = (
  params: Omit<ServerRequestParams<M>, 'threadId' | 'turnId'>,
  cwd: string,
  item: ThreadItem | undefined,
) => GuardianApprovalReviewAction;

/** Questions that a judge can answer. All others are the user's. */
const actions: { readonly [M in ServerRequestMethod]?: ActionOf<M> } = {
  'item/commandExecution/requestApproval': ({ command, cwd }, turnCwd) => ({
    type: 'command',
    source: 'unifiedExec',
    command: command ?? '',
    cwd: cwd ?? turnCwd,
  }),
  'item/fileChange/requestApproval': (_params, cwd, item) => ({
    type: 'applyPatch',
    cwd,
    files: item?.type === 'fileChange' ? item.changes.map(({ path }) => path) : [],
  }),
};

export function isForJudge(method: ServerRequestMethod, { settings }: Turn): boolean {
  return settings.approvalsReviewer === 'auto_review' && actions[method] !== undefined;
}

export interface JudgedAsk<M extends ServerRequestMethod> {
  readonly method: M;
  readonly params: Omit<ServerRequestParams<M>, 'threadId' | 'turnId'>;
  /** The call that asks, and the item that clients are shown of it. */
  readonly callId: string;
  readonly item: ThreadItem | undefined;
}

/** `because`: what the model is told when the action is declined. */
export interface JudgedAnswer {
  readonly result: { readonly decision: 'accept' | 'decline' };
  readonly because?: string;
}

/** Rejects when the turn is aborted. */
export async function askJudge<M extends ServerRequestMethod>(
  { method, params, callId, item }: JudgedAsk<M>,
  turn: Turn,
  thread: TurnHost,
): Promise<JudgedAnswer> {
  const action = (actions[method] as ActionOf<M>)(params, turn.settings.cwd, item);
  const review = beginReview(action, callId, turn, thread);
  let verdict: Verdict | NoVerdict;
  try {
    verdict = await thread.judge.decide(action, turn, thread);
  } catch (error) {
    review.end({ status: 'aborted', riskLevel: null, userAuthorization: null, rationale: null });
    throw error;
  }
  thread.commit({ method: 'guardianWarning', params: { threadId: thread.id, message: warningOf(verdict) } });
  review.end(shownVerdict(verdict));
  const isAllowed = typeof verdict === 'object' && verdict.allowed;
  return isAllowed
    ? { result: { decision: 'accept' } }
    : { result: { decision: 'decline' }, because: refusalOf(verdict) };
}

function beginReview(action: GuardianApprovalReviewAction, targetItemId: string, turn: Turn, thread: TurnHost) {
  const startedAtMs = Date.now();
  const about = {
    threadId: thread.id,
    turnId: turn.id,
    startedAtMs,
    reviewId: randomUUID(),
    targetItemId,
    action,
  };
  const open = { status: 'inProgress', riskLevel: null, userAuthorization: null, rationale: null } as const;
  thread.commit({ method: 'item/autoApprovalReview/started', params: { ...about, review: open } });
  return {
    end(review: ReturnType<typeof shownVerdict>): void {
      const params = { ...about, completedAtMs: Date.now(), decisionSource: 'agent' as const, review };
      thread.commit({ method: 'item/autoApprovalReview/completed', params });
    },
  };
}
