// The approval request for a patch.
import type { Static } from 'typebox';
import { int64, nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The answer: once, for this session, or no. `cancel` also ends the turn. */
export const FileChangeApprovalDecision = stringEnum(['accept', 'acceptForSession', 'decline', 'cancel']);
export type FileChangeApprovalDecision = Static<typeof FileChangeApprovalDecision>;

/** Asks whether the patch of `itemId` may be applied; `grantRoot` would open a folder for the session. */
export const FileChangeRequestApprovalParams = struct('FileChangeRequestApprovalParams', {
  threadId: Type.String(),
  turnId: Type.String(),
  itemId: Type.String(),
  startedAtMs: int64,
  reason: nullish(Type.String()),
  grantRoot: nullish(Type.String()),
});
export type FileChangeRequestApprovalParams = Static<typeof FileChangeRequestApprovalParams>;

/** The decision of the user. */
export const FileChangeRequestApprovalResponse = struct('FileChangeRequestApprovalResponse', {
  decision: FileChangeApprovalDecision,
});
export type FileChangeRequestApprovalResponse = Static<typeof FileChangeRequestApprovalResponse>;
