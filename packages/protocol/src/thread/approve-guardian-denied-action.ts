// Allowing what the automatic reviewer refused.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';

/** The refused action; `event` is the reviewer's record of it, as it was sent. */
export const ThreadApproveGuardianDeniedActionParams = struct('ThreadApproveGuardianDeniedActionParams', {
  threadId: Type.String(),
  event: Type.Unknown(),
});
export type ThreadApproveGuardianDeniedActionParams = Static<typeof ThreadApproveGuardianDeniedActionParams>;

/** Empty: the model may try again. */
export const ThreadApproveGuardianDeniedActionResponse = struct('ThreadApproveGuardianDeniedActionResponse', {});
export type ThreadApproveGuardianDeniedActionResponse = Static<typeof ThreadApproveGuardianDeniedActionResponse>;
