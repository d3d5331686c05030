// Tells the model what commands may do and when to ask: a function of the sandbox and the approval policy alone.
import type { AskForApproval } from '@codex/protocol/config/approval-policy.ts';
import type { SandboxPolicy } from '@codex/protocol/config/sandbox.ts';
import { type EnforcedPolicy, hasNetwork } from '../enforced-policy.ts';

export interface Permissions {
  readonly sandboxPolicy: EnforcedPolicy;
  readonly approvalPolicy: AskForApproval;
  /** Absolute. */
  readonly cwd: string;
}

export function permissionsInstructions({ sandboxPolicy, approvalPolicy, cwd }: Permissions): string {
  const lines = [sandboxText(sandboxPolicy, cwd), ...approvalText(approvalPolicy)];
  return `<permissions instructions>\n${lines.join('\n')}\n</permissions instructions>`;
}

const sandboxTexts: { [T in SandboxPolicy['type']]: string } = {
  dangerFullAccess:
    '`sandbox_mode` is `danger-full-access`: commands run without a sandbox and may read and write anything.',
  externalSandbox:
    '`sandbox_mode` is `danger-full-access`: a sandbox around this server, which you cannot see, sets the limits.',
  readOnly: '`sandbox_mode` is `read-only`: commands may read files and may not write any.',
  workspaceWrite:
    '`sandbox_mode` is `workspace-write`: commands may read files, and write below the writable roots, except for `.git`, `.agents` and `.codex` there.',
};

function sandboxText(policy: EnforcedPolicy, cwd: string): string {
  const network = `Network access is ${hasNetwork(policy) ? 'enabled' : 'restricted'}.`;
  const sentences = [sandboxTexts[policy.type], network];
  if (policy.type === 'workspaceWrite' && !policy.rules) {
    const roots = [cwd, ...(policy.writableRoots ?? [])].map((root) => `\`${root}\``);
    sentences.push(`Writable roots: ${roots.join(', ')}.`);
  }
  if (policy.rules) sentences.push(RULES);
  return sentences.join(' ');
}

const RULES =
  'The permission profile in the environment context says what holds for single paths. What it denies is denied for good: do not ask to leave the sandbox for it.';

const ESCALATION = `\
A command that must go beyond the sandbox is requested, not worked around: call the tool with \`sandbox_permissions\` set to \`require_escalated\` and put into \`justification\` one short question to the user that says why ("May I install the dependencies with npm ci?"). Ask when
- the task needs network access or a write outside of the writable roots,
- an important command failed and the sandbox is the likely reason: repeat the same command with the request, without announcing it,
- a command would delete or overwrite what the user did not ask you to touch.
If similar commands will follow, offer a \`prefix_rule\`: the leading words of the command that may run unasked from then on, such as ["npm", "run", "test"]. Make it as narrow as the purpose allows. Never offer one for interpreters and shells without arguments (["python3"], ["bash"]), for deletions, or for commands with pipes, redirections, substitutions or here-documents; those are judged part by part.`;

const policyTexts: Readonly<Record<Extract<AskForApproval, string>, readonly string[]>> = {
  never: [
    '`approval_policy` is `never`: nobody is asked. Do not set `sandbox_permissions`; such calls are rejected. Work within the sandbox and say what it kept you from.',
  ],
  untrusted: [
    '`approval_policy` is `untrusted`: the user is asked before each command, unless a rule allows it. Do not ask in words as well.',
  ],
  'on-request': ['`approval_policy` is `on-request`: you decide when the user is asked.', ESCALATION],
};

function approvalText(policy: AskForApproval): readonly string[] {
  if (typeof policy === 'string') return policyTexts[policy];
  const classes = Object.entries(policy.granular);
  const named = (asked: boolean) => classes.filter(([, value]) => value === asked).map(([name]) => `\`${name}\``);
  const asked = named(true);
  const rejected = named(false);
  return [
    '`approval_policy` is `granular`: each class of requests is either put to the user or rejected at once.',
    ...(asked.length > 0 ? [`Put to the user: ${asked.join(', ')}.`] : []),
    ...(rejected.length > 0 ? [`Rejected at once: ${rejected.join(', ')}.`] : []),
    ...(policy.granular.sandbox_approval ? [ESCALATION] : []),
  ];
}
