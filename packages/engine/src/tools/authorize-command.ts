// Gets a command its permission: by policy, by what was granted before, or by asking. What people decide is remembered
// here, for the session or for good.
import {
  formatPrefix,
  isAllowed,
  judgedCommands,
  type Prefix,
  proposePrefix,
  storePrefix,
} from '../sandbox/exec-policy.ts';
import { judgeCommand } from '../sandbox/policy.ts';
import type { CommandItem } from './command-item.ts';
import type { ExecArguments } from './exec-command.ts';
import { rejectedText } from './output-text.ts';
import type { ToolCall } from './tool.ts';

/** Resolves with the sentence for the model when the command must not run. Throws when the turn was ended. */
export async function authorizeCommand(
  call: ToolCall,
  args: ExecArguments,
  item: CommandItem,
): Promise<string | undefined> {
  const { approvalPolicy, sandboxPolicy, sessionApprovals } = call.context;
  const commands = judgedCommands(item.facts.argv, args.cmd);
  const allowed = allowedPrefixes(sessionApprovals);
  const grant = grantKey(args, item);
  const verdict = judgeCommand({
    approvalPolicy,
    sandboxPolicy,
    shown: item.shown,
    script: args.cmd,
    commands,
    allowedPrefixes: allowed,
    granted: sessionApprovals.has(grant),
    escalated: args.sandbox_permissions === 'require_escalated',
    justification: args.justification,
  });
  if (verdict.act === 'run') return undefined;
  if (verdict.act === 'refuse') return rejectedText(verdict.why);
  item.proposed();
  const proposal = proposePrefix(commands, allowed, args.prefix_rule);
  const decision = await askForCommand(call, item, proposal, verdict.reason);
  return applyDecision(decision, call, item, grant);
}

type Decision = 'accept' | 'acceptForSession' | 'decline' | 'cancel' | 'failed' | { prefix: Prefix };

async function askForCommand(
  call: ToolCall,
  item: CommandItem,
  proposal: Prefix | undefined,
  reason: string | undefined,
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
    ...(proposal && { proposedExecpolicyAmendment: [...proposal] }),
    availableDecisions: ['accept', ...(amendment ? [amendment] : []), 'cancel'],
  });
  return 'result' in outcome ? readDecision(outcome.result) : 'failed';
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
  if (typeof decision === 'object') return rememberPrefix(call, decision.prefix);
  if (decision === 'failed') {
    item.approvalFailed();
    return rejectedText('approval request failed');
  }
  item.declined();
  if (decision === 'cancel') call.cancelTurn();
  return rejectedText('rejected by user');
}

async function rememberPrefix(call: ToolCall, prefix: Prefix): Promise<undefined> {
  const { sessionApprovals, codexHome } = call.context;
  if (isAllowed(prefix, allowedPrefixes(sessionApprovals))) return;
  sessionApprovals.add(PREFIX_KEY + JSON.stringify(prefix));
  const stored = await storePrefix(codexHome, prefix).then(
    () => true,
    () => false, // an unwritable home does not take back what the user allowed; it only is not remembered
  );
  if (stored) call.context.addDeveloperMessage(`Approved command prefix saved:\n- ${formatPrefix(prefix)}`);
}

const PREFIX_KEY = 'prefix ';

function allowedPrefixes(sessionApprovals: ReadonlySet<string>): Prefix[] {
  const keys = [...sessionApprovals].filter((key) => key.startsWith(PREFIX_KEY));
  return keys.map((key) => JSON.parse(key.slice(PREFIX_KEY.length)) as string[]);
}

/** What acceptForSession grants: exactly this command, there, with these permissions. */
function grantKey(args: ExecArguments, { facts }: CommandItem): string {
  const permissions = args.sandbox_permissions ?? 'use_default';
  return `command ${JSON.stringify([facts.argv, facts.cwd, permissions, args.tty ?? false])}`;
}
