// The words of REST approvals: {decision, amendments?} becomes the answer that the ask's method expects.
import { serverRequests } from '@codex/protocol/methods.ts';
import type { Ask } from '../events/messages.ts';
import { invalidRequest } from '../rest/errors.ts';
import { naming } from '../rest/naming.ts';

/** Every accepted spelling of a plain decision. */
const decisions: ReadonlyMap<unknown, string> = new Map([
  ['approve', 'accept'],
  ['accept', 'accept'],
  ['approve_for_session', 'acceptForSession'],
  ['accept_for_session', 'acceptForSession'],
  ['acceptForSession', 'acceptForSession'],
  ['decline', 'decline'],
  ['cancel', 'cancel'],
]);

/** The older approval requests of the wire have words of their own. */
const legacyDecisions: Readonly<Record<string, unknown>> = {
  accept: 'approved',
  acceptForSession: 'approved_for_session',
  decline: { denied: { rejection: 'rejected by user' } },
  cancel: 'abort',
};

interface Body extends Record<string, unknown> {
  readonly decision?: unknown;
  readonly amendments?: unknown;
}

type Answer = (ask: Ask, body: Body) => unknown;

const answers: Readonly<Record<string, Answer>> = {
  'item/commandExecution/requestApproval': (ask, body) => ({ decision: commandDecision(ask, body) }),
  'item/fileChange/requestApproval': (_, body) => ({ decision: plainDecision(body.decision) }),
  'item/permissions/requestApproval': permissionsAnswer,
  applyPatchApproval: (_, body) => ({ decision: legacyDecisions[plainDecision(body.decision)] }),
  execCommandApproval: (_, body) => ({ decision: legacyDecisions[plainDecision(body.decision)] }),
};

/** The result for the ask. Throws 400 for words it does not know; other asks take their result itself as the body. */
export function answerFor(ask: Ask, body: Body): unknown {
  const answer = answers[ask.method];
  if (answer) return answer(ask, body);
  const spec = serverRequests[ask.method as keyof typeof serverRequests];
  return spec ? naming(spec.result).toWire(body) : body;
}

function plainDecision(decision: unknown): string {
  const known = decisions.get(decision);
  if (known !== undefined) return known;
  throw invalidRequest(`Unknown decision: ${JSON.stringify(decision)}`, { expected: [...decisions.keys()] });
}

function commandDecision(ask: Ask, body: Body): unknown {
  if (isRecord(body.decision)) {
    const { decision } = naming(serverRequests['item/commandExecution/requestApproval'].result).toWire(body) as Body;
    return decision;
  }
  const decision = plainDecision(body.decision);
  const { execpolicy, network } = isRecord(body.amendments) ? body.amendments : {};
  if (decision !== 'accept') return decision;
  if (network) return { applyNetworkPolicyAmendment: { network_policy_amendment: network } };
  if (!execpolicy) return decision;
  return { acceptWithExecpolicyAmendment: { execpolicy_amendment: amendment(execpolicy, ask) } };
}

/** Tokens, {command: tokens}, or true for the proposed ones. */
function amendment(given: unknown, ask: Ask): unknown {
  const tokens = given === true ? ask.params.proposedExecpolicyAmendment : isRecord(given) ? given.command : given;
  if (Array.isArray(tokens) && tokens.every((token) => typeof token === 'string')) return tokens;
  throw invalidRequest(
    'amendments.execpolicy must be a list of strings, {command: [...]} or true for the proposed one',
  );
}

/** The grant itself, or a plain decision: approve grants for this turn what was asked for, decline grants nothing. */
function permissionsAnswer(ask: Ask, body: Body): unknown {
  if (body.decision === undefined)
    return naming(serverRequests['item/permissions/requestApproval'].result).toWire(body);
  const decision = plainDecision(body.decision);
  const granted = decision === 'accept' || decision === 'acceptForSession';
  return {
    permissions: granted ? ask.params.permissions : {},
    scope: decision === 'acceptForSession' ? 'session' : 'turn',
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
