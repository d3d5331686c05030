// Whether a command or a patch runs, is asked about or is refused: approval policy x sandbox policy x what the model
// wants x what people granted before. There is no sandbox in this version, so nothing that would need one runs unasked.
import type { AskForApproval } from '@codex/protocol/config/approval-policy.ts';
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';
import { isDangerousScript } from './dangerous-commands.ts';
import { isAllowed, type Prefix } from './exec-policy.ts';
import { areAllWritable } from './writable-roots.ts';

export type Verdict =
  | { act: 'run' }
  /** `reason` is shown to the person who decides. */
  | { act: 'ask'; reason?: string }
  /** `why` completes `exec_command failed: …` or `patch rejected: …`. */
  | { act: 'refuse'; why: string };

export interface CommandQuestion {
  readonly approvalPolicy: AskForApproval;
  readonly sandboxPolicy: SandboxPolicy;
  /** As shown to people, for the refusal. */
  readonly shown: string;
  readonly script: string;
  readonly commands: readonly Prefix[];
  readonly allowedPrefixes: readonly Prefix[];
  /** Granted before for the session, exactly this call. */
  readonly granted: boolean;
  readonly escalated: boolean;
  readonly justification: string | undefined;
}

const RUN: Verdict = { act: 'run' };
export const NO_SANDBOX_REASON = 'This server cannot sandbox commands yet, so this one would run with full access.';

/** Whether the policy lets anybody be asked to leave the sandbox. */
export function mayAsk(policy: AskForApproval): boolean {
  return typeof policy === 'string' ? policy !== 'never' : policy.granular.sandbox_approval;
}

function isUnrestricted(policy: SandboxPolicy): boolean {
  return policy.type === 'dangerFullAccess' || policy.type === 'externalSandbox';
}

export function judgeCommand(question: CommandQuestion): Verdict {
  const { approvalPolicy, sandboxPolicy, justification } = question;
  if (question.granted || question.commands.every((one) => isAllowed(one, question.allowedPrefixes))) return RUN;
  const reason = justification === undefined ? {} : { reason: justification };
  if (approvalPolicy === 'untrusted') return { act: 'ask', ...reason };
  if (isDangerousScript(question.script)) {
    if (mayAsk(approvalPolicy)) return { act: 'ask', ...reason };
    return {
      act: 'refuse',
      why: `\`${question.shown}\` rejected: rm -f style commands are not permitted. Use a safer approach`,
    };
  }
  if (isUnrestricted(sandboxPolicy)) return RUN;
  if (!mayAsk(approvalPolicy)) {
    const why = 'this server has no sandbox yet, and the approval policy does not allow asking to run without one';
    return { act: 'refuse', why: `\`${question.shown}\` rejected: ${why}` };
  }
  if (question.escalated) return { act: 'ask', ...reason };
  return { act: 'ask', reason: NO_SANDBOX_REASON };
}

export interface PatchQuestion {
  readonly approvalPolicy: AskForApproval;
  readonly sandboxPolicy: SandboxPolicy;
  /** Absolute working directory: the first writable root. */
  readonly cwd: string;
  /** Absolute paths of all files the patch touches. */
  readonly paths: readonly string[];
  /** All of them were granted before for the session. */
  readonly granted: boolean;
}

/** Patches are written by the server itself, so the sandbox policy can be kept without a sandbox. */
export function judgePatch({ approvalPolicy, sandboxPolicy, cwd, paths, granted }: PatchQuestion): Verdict {
  if (granted) return RUN;
  if (approvalPolicy === 'untrusted') return { act: 'ask' };
  if (areAllWritable(paths, sandboxPolicy, cwd)) return RUN;
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
