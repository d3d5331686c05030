// Whether a command or a patch runs, in or outside of the sandbox, is asked about or is refused: approval policy x
// sandbox policy x rules x what the model wants x what people granted before.
import type { AskForApproval } from '@codex/protocol/config/approval-policy.ts';
import { type EnforcedPolicy, isUnrestricted } from '../enforced-policy.ts';
import type { RuleVerdict } from './exec-policy.ts';
import { areAllWritable } from './writable-roots.ts';

export type CommandVerdict =
  | { act: 'run'; sandboxed: boolean /** Somebody said yes to exactly this before. */; approved: boolean }
  /**
   * `reason` is shown to the person who decides. `sandboxed`: where it runs when accepted. `amendable`: it may be
   * allowed for good.
   */
  | { act: 'ask'; sandboxed: boolean; reason?: string; amendable: boolean }
  /** `why` completes `exec_command failed: …`. */
  | { act: 'refuse'; why: string };

export interface CommandQuestion {
  readonly approvalPolicy: AskForApproval;
  readonly sandboxPolicy: EnforcedPolicy;
  /** As shown to people, for the refusal. */
  readonly shown: string;
  readonly rules: RuleVerdict | undefined;
  /** Deletes without asking. */
  readonly dangerous: boolean;
  /** Granted before for the session, exactly this call. */
  readonly granted: boolean;
  readonly escalated: boolean;
  /** It wants more than the sandbox gives, and to stay in it. */
  readonly widened: boolean;
  readonly justification: string | undefined;
}

/** Whether the policy lets anybody be asked to leave the sandbox. */
export function mayAsk(policy: AskForApproval): boolean {
  return typeof policy === 'string' ? policy !== 'never' : policy.granular.sandbox_approval;
}

export function judgeCommand(question: CommandQuestion): CommandVerdict {
  const { approvalPolicy, rules, escalated, shown } = question;
  const restricted = !isUnrestricted(question.sandboxPolicy);
  const sandboxed = restricted && !escalated;
  const reason = question.justification === undefined ? {} : { reason: question.justification };
  if (rules?.decision === 'forbidden') return forbidden(shown, rules);
  if (question.granted) return { act: 'run', sandboxed, approved: true };
  if (rules?.decision === 'prompt') return judgePrompt(question, rules, sandboxed);
  if (rules?.decision === 'allow') return { act: 'run', sandboxed: false, approved: false };
  if (question.dangerous && approvalPolicy === 'never') {
    const why = `\`${shown}\` rejected: rm -f style commands are not permitted. Use a safer approach`;
    return { act: 'refuse', why };
  }
  if (question.dangerous || approvalPolicy === 'untrusted' || ((escalated || question.widened) && restricted)) {
    return { act: 'ask', sandboxed, amendable: mayAsk(approvalPolicy), ...reason };
  }
  return { act: 'run', sandboxed, approved: false };
}

function forbidden(shown: string, { match }: RuleVerdict): CommandVerdict {
  const why = match.rule.justification ?? `policy forbids commands starting with \`${match.matchedPrefix.join(' ')}\``;
  return { act: 'refuse', why: `\`${shown}\` rejected: ${why}` };
}

function judgePrompt(
  { approvalPolicy, shown }: CommandQuestion,
  { match }: RuleVerdict,
  sandboxed: boolean,
): CommandVerdict {
  if (approvalPolicy === 'never') {
    return { act: 'refuse', why: 'approval required by policy, but AskForApproval is set to Never' };
  }
  if (typeof approvalPolicy === 'object' && !approvalPolicy.granular.rules) {
    return { act: 'refuse', why: 'approval required by policy rule, but AskForApproval::Granular.rules is false' };
  }
  const { justification } = match.rule;
  const reason = `\`${shown}\` requires approval${justification === undefined ? ' by policy' : `: ${justification}`}`;
  return { act: 'ask', sandboxed, amendable: false, reason };
}

export type DenialAct = 'tell' | 'retry' | 'ask';

/** What to do about a command that the sandbox kept from its work. */
export function judgeDenial(policy: AskForApproval, approved: boolean): DenialAct {
  if (policy === 'untrusted') return approved ? 'retry' : 'ask';
  if (typeof policy === 'string' || !policy.granular.sandbox_approval) return 'tell';
  return approved ? 'retry' : 'ask';
}

export type PatchVerdict =
  | { act: 'run' }
  | { act: 'ask' }
  /** `why` completes `patch rejected: …`. */
  | { act: 'refuse'; why: string };

export interface PatchQuestion {
  readonly approvalPolicy: AskForApproval;
  readonly sandboxPolicy: EnforcedPolicy;
  /** Absolute working directory: the first writable root. */
  readonly cwd: string;
  readonly codexHome: string;
  /** Where commands of the thread find TMPDIR. */
  readonly childEnv: Readonly<Record<string, string>>;
  /** Absolute paths of all files the patch touches. */
  readonly paths: readonly string[];
  /** All of them were granted before for the session. */
  readonly granted: boolean;
}

/** Patches are written by the server itself, so the sandbox policy can be kept without a sandbox. */
export function judgePatch(question: PatchQuestion): PatchVerdict {
  const { approvalPolicy, sandboxPolicy, cwd, codexHome, paths, granted, childEnv } = question;
  if (granted) return { act: 'run' };
  if (approvalPolicy === 'untrusted') return { act: 'ask' };
  if (areAllWritable(paths, { policy: sandboxPolicy, cwd, codexHome, env: childEnv })) return { act: 'run' };
  if (mayAsk(approvalPolicy)) return { act: 'ask' };
  const limit =
    sandboxPolicy.type === 'readOnly' ? 'writing is blocked by read-only sandbox' : 'writing outside of the project';
  return { act: 'refuse', why: `${limit}; rejected by user approval settings` };
}

/** The policy as the official server prints it into texts for the model. */
export function describePolicy(policy: AskForApproval): string {
  if (policy === 'untrusted') return 'UnlessTrusted';
  if (typeof policy === 'string') return policy === 'never' ? 'Never' : 'OnRequest';
  const {
    sandbox_approval,
    rules,
    skill_approval = false,
    request_permissions = false,
    mcp_elicitations,
  } = policy.granular;
  const flags = { sandbox_approval, rules, skill_approval, request_permissions, mcp_elicitations };
  const list = Object.entries(flags).map(([name, value]) => `${name}: ${value}`);
  return `Granular(GranularApprovalConfig { ${list.join(', ')} })`;
}
