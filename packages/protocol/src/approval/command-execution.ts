// The approval request for a command: what would run, and which decisions are open.
import type { Static } from 'typebox';
import { LegacyAppPathString } from '../config/paths.ts';
import { AdditionalPermissionProfile } from '../config/permissions.ts';
import { CommandAction } from '../item/command-execution.ts';
import { int64, nullish, stringEnum, struct, union, variant } from '../schema.ts';
import { Type } from '../type.ts';

/** The protocol of a blocked connection. */
export const NetworkApprovalProtocol = stringEnum(['http', 'https', 'socks5Tcp', 'socks5Udp']);
export type NetworkApprovalProtocol = Static<typeof NetworkApprovalProtocol>;

/** The connection that needs an approval. */
export const NetworkApprovalContext = struct('NetworkApprovalContext', {
  host: Type.String(),
  protocol: NetworkApprovalProtocol,
});
export type NetworkApprovalContext = Static<typeof NetworkApprovalContext>;

/** What a network rule does. */
export const NetworkPolicyRuleAction = stringEnum(['allow', 'deny']);
export type NetworkPolicyRuleAction = Static<typeof NetworkPolicyRuleAction>;

/** A rule for one host that a client may add. */
export const NetworkPolicyAmendment = struct('NetworkPolicyAmendment', {
  host: Type.String(),
  action: NetworkPolicyRuleAction,
});
export type NetworkPolicyAmendment = Static<typeof NetworkPolicyAmendment>;

/** What is asked for: running a command, running one for the user, or typing into one. */
export const CommandExecutionApprovalKind = stringEnum(['command', 'humanCommand', 'writeStdin']);
export type CommandExecutionApprovalKind = Static<typeof CommandExecutionApprovalKind>;

/** The words with which a command starts that a rule shall allow. */
export const ExecPolicyAmendment = Type.Array(Type.String());
export type ExecPolicyAmendment = Static<typeof ExecPolicyAmendment>;

/** The answer: once, for this session, with a new rule, or no. `cancel` also ends the turn. */
export const CommandExecutionApprovalDecision = union('CommandExecutionApprovalDecision', [
  stringEnum(['accept', 'acceptForSession']),
  variant(
    'acceptWithExecpolicyAmendment',
    struct('CommandExecutionApprovalDecision::AcceptWithExecpolicyAmendment', {
      execpolicy_amendment: ExecPolicyAmendment,
    }),
  ),
  variant(
    'applyNetworkPolicyAmendment',
    struct('CommandExecutionApprovalDecision::ApplyNetworkPolicyAmendment', {
      network_policy_amendment: NetworkPolicyAmendment,
    }),
  ),
  stringEnum(['decline', 'cancel']),
]);
export type CommandExecutionApprovalDecision = Static<typeof CommandExecutionApprovalDecision>;

/** Asks whether a command may run; `startedAtMs` is Unix milliseconds. */
export const CommandExecutionRequestApprovalParams = struct('CommandExecutionRequestApprovalParams', {
  kind: Type.Optional(CommandExecutionApprovalKind),
  threadId: Type.String(),
  turnId: Type.String(),
  itemId: Type.String(),
  startedAtMs: int64,
  approvalId: nullish(Type.String()),
  environmentId: nullish(Type.String()),
  reason: nullish(Type.String()),
  networkApprovalContext: nullish(NetworkApprovalContext),
  command: nullish(Type.String()),
  cwd: nullish(LegacyAppPathString),
  commandActions: nullish(Type.Array(CommandAction)),
  additionalPermissions: nullish(AdditionalPermissionProfile),
  proposedExecpolicyAmendment: nullish(ExecPolicyAmendment),
  proposedNetworkPolicyAmendments: nullish(Type.Array(NetworkPolicyAmendment)),
  availableDecisions: nullish(Type.Array(CommandExecutionApprovalDecision)),
});
export type CommandExecutionRequestApprovalParams = Static<typeof CommandExecutionRequestApprovalParams>;

/** The decision of the user. */
export const CommandExecutionRequestApprovalResponse = struct('CommandExecutionRequestApprovalResponse', {
  decision: CommandExecutionApprovalDecision,
});
export type CommandExecutionRequestApprovalResponse = Static<typeof CommandExecutionRequestApprovalResponse>;
