// The two approval requests of the first protocol version; field names are snake_case where the old wire had them so.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, union, variant } from '../schema.ts';
import { ThreadId } from '../thread/thread.ts';
import { Type } from '../type.ts';
import { ExecPolicyAmendment, NetworkPolicyAmendment } from './command-execution.ts';

/** One file of a patch. */
export const FileChange = union('FileChange', [
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
    unified_diff: Type.String(),
    move_path: nullish(Type.String()),
  }),
]);
export type FileChange = Static<typeof FileChange>;

/** What a command does, as far as its text tells. */
export const ParsedCommand = union('ParsedCommand', [
  Type.Object({
    type: Type.Literal('read'),
    cmd: Type.String(),
    name: Type.String(),
    path: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('list_files'),
    cmd: Type.String(),
    path: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('search'),
    cmd: Type.String(),
    query: nullish(Type.String()),
    path: nullish(Type.String()),
  }),
  Type.Object({
    type: Type.Literal('unknown'),
    cmd: Type.String(),
  }),
]);
export type ParsedCommand = Static<typeof ParsedCommand>;

/** The answer in the old vocabulary. */
export const ReviewDecision = union('ReviewDecision', [
  stringEnum(['approved']),
  variant(
    'approved_execpolicy_amendment',
    struct('ReviewDecision::ApprovedExecpolicyAmendment', {
      proposed_execpolicy_amendment: ExecPolicyAmendment,
    }),
  ),
  stringEnum(['approved_for_session', 'approved_mcp_policy_amendment']),
  variant(
    'network_policy_amendment',
    struct('ReviewDecision::NetworkPolicyAmendment', { network_policy_amendment: NetworkPolicyAmendment }),
  ),
  variant('denied', struct('ReviewDecision::Denied', { rejection: Type.String() })),
  stringEnum(['timed_out', 'abort']),
]);
export type ReviewDecision = Static<typeof ReviewDecision>;

/** Asks whether a patch may be applied; keys of `fileChanges` are paths. */
export const ApplyPatchApprovalParams = struct('ApplyPatchApprovalParams', {
  conversationId: ThreadId,
  callId: Type.String(),
  fileChanges: Type.Record(Type.String(), FileChange),
  reason: nullish(Type.String()),
  grantRoot: nullish(Type.String()),
});
export type ApplyPatchApprovalParams = Static<typeof ApplyPatchApprovalParams>;

/** The decision of the user. */
export const ApplyPatchApprovalResponse = struct('ApplyPatchApprovalResponse', {
  decision: ReviewDecision,
});
export type ApplyPatchApprovalResponse = Static<typeof ApplyPatchApprovalResponse>;

/** Asks whether a command may run. */
export const ExecCommandApprovalParams = struct('ExecCommandApprovalParams', {
  conversationId: ThreadId,
  callId: Type.String(),
  approvalId: nullish(Type.String()),
  command: Type.Array(Type.String()),
  cwd: Type.String(),
  reason: nullish(Type.String()),
  parsedCmd: Type.Array(ParsedCommand),
});
export type ExecCommandApprovalParams = Static<typeof ExecCommandApprovalParams>;

/** The decision of the user. */
export const ExecCommandApprovalResponse = struct('ExecCommandApprovalResponse', {
  decision: ReviewDecision,
});
export type ExecCommandApprovalResponse = Static<typeof ExecCommandApprovalResponse>;
