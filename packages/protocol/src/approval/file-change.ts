import { type Static, Type } from 'typebox';
import { nullable, stringEnum } from '../schema.ts';

export const FileChangeApprovalDecision = stringEnum(['accept', 'acceptForSession', 'decline', 'cancel']);
export type FileChangeApprovalDecision = Static<typeof FileChangeApprovalDecision>;

export const FileChangeRequestApprovalParams = Type.Object({
  grantRoot: Type.Optional(nullable(Type.String())),
  itemId: Type.String(),
  reason: Type.Optional(nullable(Type.String())),
  startedAtMs: Type.Integer({ format: 'int64' }),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type FileChangeRequestApprovalParams = Static<typeof FileChangeRequestApprovalParams>;

export const FileChangeRequestApprovalResponse = Type.Object({
  decision: FileChangeApprovalDecision,
});
export type FileChangeRequestApprovalResponse = Static<typeof FileChangeRequestApprovalResponse>;
