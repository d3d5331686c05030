// Gets a command its permission: by policy, by what was granted before, or by asking. What people decide is remembered
// here, for the session or for good.
import { isDangerousScript } from '../sandbox/dangerous-commands.ts';
import { isAllowed, judgeByRules, judgedCommand, type Prefix, proposePrefix } from '../sandbox/exec-policy.ts';
import { judgeCommand } from '../sandbox/policy.ts';
import { ruleStore } from '../sandbox/rule-store.ts';
import { type Permissions, readWish, wireRequest } from './additional-permissions.ts';
import type { CommandItem } from './command-item.ts';
import type { ExecArguments } from './exec-command.ts';
import { rejectedText } from './output-text.ts';
import type { ToolCall } from './tool.ts';

/** How a command may run. */
export interface Permit {
  readonly sandboxed: boolean;
  /** A person said yes to this very command. */
  readonly approved: boolean;
  /** What the sandbox gives it beyond the policy. */
  readonly wish?: Permissions | undefined;
}

type Authorization = Permit | { /** The sentence for the model. */ readonly refusal: string };

/** Throws when the turn was ended. */
export async function authorizeCommand(call: ToolCall, args: ExecArguments, item: CommandItem): Promise<Authorization> {
  const { approvalPolicy, sandboxPolicy, sessionApprovals } = call.context;
  const judged = judgedCommand(item.facts.argv, args.cmd);
  const rules = await call.context.rules();
  call.signal.throwIfAborted();
  const wish = wishOf(args, item);
  const verdict = judgeCommand({
    approvalPolicy,
    sandboxPolicy,
    shown: item.shown,
    rules: judgeByRules(judged, rules),
    dangerous: isDangerousScript(args.cmd),
    granted: sessionApprovals.has(grantKey(args, item)),
    escalated: args.sandbox_permissions === 'require_escalated',
    widened: wish !== undefined,
    justification: args.justification,
  });
  if (verdict.act === 'refuse') return { refusal: rejectedText(verdict.why) };
  if (verdict.act === 'run') return { ...verdict, wish };
  item.proposed();
  const proposal = verdict.amendable ? proposePrefix(judged.certain, rules, args.prefix_rule) : undefined;
  const decision = await askForCommand(call, item, { proposal, reason: verdict.reason, wish });
  const refusal = await applyDecision(decision, call, item, grantKey(args, item));
  return refusal === undefined ? { sandboxed: verdict.sandboxed, approved: true, wish } : { refusal };
}

/** Asks to run what the sandbox denied without one. Resolves with the sentence for the model when that is refused. */
export async function authorizeRetry(
  call: ToolCall,
  args: ExecArguments,
  item: CommandItem,
): Promise<string | undefined> {
  const { certain } = judgedCommand(item.facts.argv, args.cmd);
  const rules = await call.context.rules();
  item.proposed();
  const proposal = proposePrefix(certain, rules, args.prefix_rule);
  const reason = 'command failed; retry without sandbox?';
  const decision = await askForCommand(call, item, { proposal, reason });
  return applyDecision(decision, call, item, grantKey(args, item));
}

type Decision = 'accept' | 'acceptForSession' | 'decline' | 'cancel' | 'failed' | { prefix: Prefix } | { why: string };

interface Question {
  readonly proposal: Prefix | undefined;
  /** Shown to the person who decides. */
  readonly reason: string | undefined;
  readonly wish?: Permissions | undefined;
}

async function askForCommand(
  call: ToolCall,
  item: CommandItem,
  { proposal, reason, wish }: Question,
): Promise<Decision> {
  const amendment = proposal && { acceptWithExecpolicyAmendment: { execpolicy_amendment: [...proposal] } };
  const outcome = await call.ask('item/commandExecution/requestApproval', {
    kind: 'command',
    itemId: call.callId,
    startedAtMs: Date.now(),
    environmentId: 'local',
    ...(reason !== undefined && { reason }),
    command: item.shown,
    cwd: item.facts.cwd,
    commandActions: item.actions,
    ...(wish && { additionalPermissions: wireRequest(wish) }),
    ...(proposal && { proposedExecpolicyAmendment: [...proposal] }),
    availableDecisions: ['accept', ...(amendment && !wish ? [amendment] : []), 'cancel'],
  });
  if ('error' in outcome) return 'failed';
  const decision = readDecision(outcome.result);
  return decision === 'decline' && outcome.because ? { why: outcome.because } : decision;
}

/** Clients may answer anything; what is no decision counts as a failed ask. */
function readDecision(answer: unknown): Decision {
  const decision = (answer as { decision?: unknown } | null)?.decision;
  if (decision === 'accept' || decision === 'acceptForSession' || decision === 'decline' || decision === 'cancel') {
    return decision;
  }
  const amendment = (
    decision as { acceptWithExecpolicyAmendment?: { execpolicy_amendment?: unknown } } | null | undefined
  )?.acceptWithExecpolicyAmendment?.execpolicy_amendment;
  const isPrefix =
    Array.isArray(amendment) && amendment.length > 0 && amendment.every((word) => typeof word === 'string');
  return isPrefix ? { prefix: amendment } : 'failed';
}

async function applyDecision(
  decision: Decision,
  call: ToolCall,
  item: CommandItem,
  grant: string,
): Promise<string | undefined> {
  if (decision === 'accept') return undefined;
  if (decision === 'acceptForSession') {
    call.context.sessionApprovals.add(grant);
    return undefined;
  }
  if (typeof decision === 'object' && 'prefix' in decision) return rememberPrefix(call, decision.prefix);
  if (decision === 'failed') {
    item.approvalFailed();
    return rejectedText('approval request failed');
  }
  item.declined();
  if (decision === 'cancel') call.cancelTurn();
  return rejectedText(typeof decision === 'object' ? decision.why : 'rejected by user');
}

async function rememberPrefix(call: ToolCall, prefix: Prefix): Promise<undefined> {
  const store = ruleStore(call.context.codexHome);
  if (isAllowed(prefix, await call.context.rules())) return;
  // An unwritable home does not take back what the user allowed; it only is not remembered.
  const stored = await store.allow(prefix);
  if (stored) call.context.prefixAllowed(prefix);
}

/** What acceptForSession grants: exactly this command, there, with these permissions. */
function grantKey(args: ExecArguments, { facts }: Pick<CommandItem, 'facts'>): string {
  const permissions = args.sandbox_permissions ?? 'use_default';
  const wish = wishOf(args, { facts });
  return `command ${JSON.stringify([facts.argv, facts.cwd, permissions, wish, args.tty ?? false])}`;
}

function wishOf(args: ExecArguments, { facts }: Pick<CommandItem, 'facts'>): Permissions | undefined {
  const isMeant = args.sandbox_permissions === 'with_additional_permissions';
  return isMeant && args.additional_permissions ? readWish(args.additional_permissions, facts.cwd) : undefined;
}
