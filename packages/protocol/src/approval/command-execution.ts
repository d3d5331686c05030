import { type Static, Type } from 'typebox';
import { LegacyAppPathString } from '../config/paths.ts';
import { AdditionalPermissionProfile } from '../config/permissions.ts';
import { CommandAction } from '../item/command-execution.ts';
import { nullable, stringEnum } from '../schema.ts';

export const NetworkApprovalProtocol = stringEnum(['http', 'https', 'socks5Tcp', 'socks5Udp']);
export type NetworkApprovalProtocol = Static<typeof NetworkApprovalProtocol>;

export const NetworkApprovalContext = Type.Object({
  host: Type.String(),
  protocol: NetworkApprovalProtocol,
});
export type NetworkApprovalContext = Static<typeof NetworkApprovalContext>;

export const NetworkPolicyRuleAction = stringEnum(['allow', 'deny']);
export type NetworkPolicyRuleAction = Static<typeof NetworkPolicyRuleAction>;

export const NetworkPolicyAmendment = Type.Object({
  action: NetworkPolicyRuleAction,
  host: Type.String(),
});
export type NetworkPolicyAmendment = Static<typeof NetworkPolicyAmendment>;

export const CommandExecutionApprovalKind = stringEnum(['command', 'writeStdin', 'humanCommand']);
export type CommandExecutionApprovalKind = Static<typeof CommandExecutionApprovalKind>;

export const CommandExecutionApprovalDecision = Type.Union([
  stringEnum(['accept', 'acceptForSession', 'decline', 'cancel']),
  Type.Object(
    {
      acceptWithExecpolicyAmendment: Type.Object({
        execpolicy_amendment: Type.Array(Type.String()),
      }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      applyNetworkPolicyAmendment: Type.Object({
        network_policy_amendment: NetworkPolicyAmendment,
      }),
    },
    { additionalProperties: false },
  ),
]);
export type CommandExecutionApprovalDecision = Static<typeof CommandExecutionApprovalDecision>;

export const CommandExecutionRequestApprovalParams = Type.Object({
  additionalPermissions: Type.Optional(nullable(AdditionalPermissionProfile)),
  approvalId: Type.Optional(nullable(Type.String())),
  availableDecisions: Type.Optional(nullable(Type.Array(CommandExecutionApprovalDecision))),
  command: Type.Optional(nullable(Type.String())),
  commandActions: Type.Optional(nullable(Type.Array(CommandAction))),
  cwd: Type.Optional(nullable(LegacyAppPathString)),
  environmentId: Type.Optional(nullable(Type.String())),
  itemId: Type.String(),
  kind: Type.Optional(CommandExecutionApprovalKind),
  networkApprovalContext: Type.Optional(nullable(NetworkApprovalContext)),
  proposedExecpolicyAmendment: Type.Optional(nullable(Type.Array(Type.String()))),
  proposedNetworkPolicyAmendments: Type.Optional(nullable(Type.Array(NetworkPolicyAmendment))),
  reason: Type.Optional(nullable(Type.String())),
  startedAtMs: Type.Integer({ format: 'int64' }),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type CommandExecutionRequestApprovalParams = Static<typeof CommandExecutionRequestApprovalParams>;

export const CommandExecutionRequestApprovalResponse = Type.Object({
  decision: CommandExecutionApprovalDecision,
});
export type CommandExecutionRequestApprovalResponse = Static<typeof CommandExecutionRequestApprovalResponse>;
