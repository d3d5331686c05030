import { type Static, Type } from 'typebox';
import { LegacyAppPathString } from '../config/paths.ts';
import { GrantedPermissionProfile, PermissionGrantScope, RequestPermissionProfile } from '../config/permissions.ts';
import { nullable } from '../schema.ts';

export const PermissionsRequestApprovalParams = Type.Object({
  cwd: LegacyAppPathString,
  environmentId: Type.Optional(nullable(Type.String())),
  itemId: Type.String(),
  permissions: RequestPermissionProfile,
  reason: Type.Optional(nullable(Type.String())),
  startedAtMs: Type.Integer({ format: 'int64' }),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type PermissionsRequestApprovalParams = Static<typeof PermissionsRequestApprovalParams>;

export const PermissionsRequestApprovalResponse = Type.Object({
  permissions: GrantedPermissionProfile,
  scope: Type.Optional(PermissionGrantScope),
  strictAutoReview: Type.Optional(nullable(Type.Boolean())),
});
export type PermissionsRequestApprovalResponse = Static<typeof PermissionsRequestApprovalResponse>;
