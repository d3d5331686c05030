// The request for more permissions than the sandbox grants.
import type { Static } from 'typebox';
import { LegacyAppPathString } from '../config/paths.ts';
import { GrantedPermissionProfile, PermissionGrantScope, RequestPermissionProfile } from '../config/permissions.ts';
import { int64, nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Asks for `permissions` on behalf of a tool call; `startedAtMs` is Unix milliseconds. */
export const PermissionsRequestApprovalParams = struct('PermissionsRequestApprovalParams', {
  threadId: Type.String(),
  turnId: Type.String(),
  itemId: Type.String(),
  environmentId: nullish(Type.String()),
  startedAtMs: int64,
  cwd: LegacyAppPathString,
  reason: nullish(Type.String()),
  permissions: RequestPermissionProfile,
});
export type PermissionsRequestApprovalParams = Static<typeof PermissionsRequestApprovalParams>;

/** What the user grants (possibly less than asked), and for how long. */
export const PermissionsRequestApprovalResponse = struct('PermissionsRequestApprovalResponse', {
  permissions: GrantedPermissionProfile,
  scope: Type.Optional(PermissionGrantScope),
  strictAutoReview: nullish(Type.Boolean()),
});
export type PermissionsRequestApprovalResponse = Static<typeof PermissionsRequestApprovalResponse>;
