import { type Static, Type } from 'typebox';
import { NetworkPolicyAmendment } from '../approval/command-execution.ts';
import { nullable, stringEnum } from '../schema.ts';
import { ThreadId } from '../thread/thread.ts';

export const FileChange = Type.Union([
  Type.Object({
    type: Type.Literal('add'),
    content: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('delete'),
    content: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('update'),
    move_path: Type.Optional(nullable(Type.String())),
    unified_diff: Type.String(),
  }),
]);
export type FileChange = Static<typeof FileChange>;

export const ParsedCommand = Type.Union([
  Type.Object({
    type: Type.Literal('read'),
    cmd: Type.String(),
    name: Type.String(),
    path: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('list_files'),
    cmd: Type.String(),
    path: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('search'),
    cmd: Type.String(),
    path: Type.Optional(nullable(Type.String())),
    query: Type.Optional(nullable(Type.String())),
  }),
  Type.Object({
    type: Type.Literal('unknown'),
    cmd: Type.String(),
  }),
]);
export type ParsedCommand = Static<typeof ParsedCommand>;

export const ReviewDecision = Type.Union([
  stringEnum(['approved', 'approved_for_session', 'approved_mcp_policy_amendment', 'timed_out', 'abort']),
  Type.Object(
    {
      approved_execpolicy_amendment: Type.Object({
        proposed_execpolicy_amendment: Type.Array(Type.String()),
      }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      network_policy_amendment: Type.Object({
        network_policy_amendment: NetworkPolicyAmendment,
      }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      denied: Type.Object({
        rejection: Type.String(),
      }),
    },
    { additionalProperties: false },
  ),
]);
export type ReviewDecision = Static<typeof ReviewDecision>;

export const ApplyPatchApprovalParams = Type.Object({
  callId: Type.String(),
  conversationId: ThreadId,
  fileChanges: Type.Record(Type.String(), FileChange),
  grantRoot: Type.Optional(nullable(Type.String())),
  reason: Type.Optional(nullable(Type.String())),
});
export type ApplyPatchApprovalParams = Static<typeof ApplyPatchApprovalParams>;

export const ApplyPatchApprovalResponse = Type.Object({
  decision: ReviewDecision,
});
export type ApplyPatchApprovalResponse = Static<typeof ApplyPatchApprovalResponse>;

export const ExecCommandApprovalParams = Type.Object({
  approvalId: Type.Optional(nullable(Type.String())),
  callId: Type.String(),
  command: Type.Array(Type.String()),
  conversationId: ThreadId,
  cwd: Type.String(),
  parsedCmd: Type.Array(ParsedCommand),
  reason: Type.Optional(nullable(Type.String())),
});
export type ExecCommandApprovalParams = Static<typeof ExecCommandApprovalParams>;

export const ExecCommandApprovalResponse = Type.Object({
  decision: ReviewDecision,
});
export type ExecCommandApprovalResponse = Static<typeof ExecCommandApprovalResponse>;
