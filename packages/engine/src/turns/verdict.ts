// The verdict of a judge: read from its words, and worded for clients and for the model. Pure.
import type {
  GuardianApprovalReview,
  GuardianRiskLevel,
  GuardianUserAuthorization,
} from '@codex/protocol/approval/auto-review.ts';

export interface Verdict {
  readonly allowed: boolean;
  readonly riskLevel: GuardianRiskLevel;
  readonly userAuthorization: GuardianUserAuthorization;
  readonly rationale: string;
}

const riskLevels: readonly GuardianRiskLevel[] = ['low', 'medium', 'high', 'critical'];
const authorizations: readonly GuardianUserAuthorization[] = ['unknown', 'low', 'medium', 'high'];

/** null: the words are no verdict. */
export function parseVerdict(answer: string): Verdict | null {
  const inside = answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
  const given = parseObject(answer) ?? parseObject(inside);
  const { outcome } = given ?? {};
  if (!given || (outcome !== 'allow' && outcome !== 'deny')) return null;
  const allowed = outcome === 'allow';
  const riskLevel = riskLevels.find((level) => level === given.risk_level) ?? (allowed ? 'low' : 'high');
  const userAuthorization = authorizations.find((level) => level === given.user_authorization) ?? 'unknown';
  return { allowed, riskLevel, userAuthorization, rationale: rationaleOf(given.rationale, allowed, riskLevel) };
}

function rationaleOf(given: unknown, allowed: boolean, riskLevel: GuardianRiskLevel): string {
  if (typeof given === 'string' && given.trim() !== '') return given.trim();
  return `Auto-review returned a ${riskLevel}-risk ${allowed ? 'allow' : 'deny'} decision.`;
}

function parseObject(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Why there is no verdict. */
export type NoVerdict = 'unreadable' | 'timedOut';

const failures: Record<NoVerdict, string> = {
  unreadable: 'Automatic approval review failed: guardian assessment was not valid JSON',
  timedOut: 'Automatic approval review timed out while evaluating the requested approval.',
};

/** What clients are shown of the review. */
export function shownVerdict(verdict: Verdict | NoVerdict): GuardianApprovalReview {
  if (typeof verdict === 'string') {
    const status = verdict === 'timedOut' ? 'timedOut' : 'denied';
    return { status, riskLevel: null, userAuthorization: null, rationale: failures[verdict] };
  }
  const { allowed, riskLevel, userAuthorization, rationale } = verdict;
  return { status: allowed ? 'approved' : 'denied', riskLevel, userAuthorization, rationale };
}

/** The notice that comes with it. */
export function warningOf(verdict: Verdict | NoVerdict): string {
  if (typeof verdict === 'string') return failures[verdict];
  const { allowed, riskLevel, userAuthorization, rationale } = verdict;
  const outcome = allowed ? 'approved' : 'denied';
  return `Automatic approval review ${outcome} (risk: ${riskLevel}, authorization: ${userAuthorization}): ${rationale}`;
}

/** What the model is told of an action that was not allowed. */
export function refusalOf(verdict: Verdict | NoVerdict): string {
  if (typeof verdict === 'string') {
    return `${failures[verdict]}\nThe action was not executed because automatic approval review could not be completed. This is a review failure, not a determination that the action is unsafe. Do not bypass the approval check; resolve the error or ask the user for guidance.`;
  }
  return `This action was rejected due to unacceptable risk.\nReason: ${verdict.rationale}\nThe agent must not attempt to achieve the same outcome via workaround, indirect execution, or policy circumvention. Proceed only with a materially safer alternative, or if the user explicitly approves the action after being informed of the risk. Otherwise, stop and request user input.`;
}
