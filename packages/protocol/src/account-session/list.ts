// Sign-ins kept side by side, of which one is active.
import type { Static } from 'typebox';
import { int64, nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Whether a workspace is shared. */
export const AccountSessionWorkspaceKind = stringEnum(['personal', 'workspace']);
export type AccountSessionWorkspaceKind = Static<typeof AccountSessionWorkspaceKind>;

/** A workspace that a sign-in can use. */
export const AccountSessionWorkspace = struct('AccountSessionWorkspace', {
  accountId: Type.String(),
  name: nullish(Type.String()),
  imageUrl: nullish(Type.String()),
  kind: nullish(AccountSessionWorkspaceKind),
});
export type AccountSessionWorkspace = Static<typeof AccountSessionWorkspace>;

/** One sign-in. */
export const AccountSession = struct('AccountSession', {
  sessionId: Type.String(),
  email: nullish(Type.String()),
  userId: nullish(Type.String()),
  displayName: nullish(Type.String()),
  /** The user's picture. */
  imageUrl: nullish(Type.String()),
  /** Unix time. */
  lastUsedAt: int64,
  isActive: Type.Boolean(),
  selectedWorkspaceAccountId: nullish(Type.String()),
  workspaces: Type.Array(AccountSessionWorkspace),
});
export type AccountSession = Static<typeof AccountSession>;

/** Asks for all sign-ins. */
export const AccountSessionsListParams = struct('AccountSessionsListParams', {
  /** Fetch names and pictures of workspaces anew. */
  refreshWorkspaceMetadata: Type.Optional(Type.Boolean()),
});
export type AccountSessionsListParams = Static<typeof AccountSessionsListParams>;

/** All sign-ins; `activeSessionId` is null when none is active. */
export const AccountSessionsResponse = struct('AccountSessionsResponse', {
  activeSessionId: nullish(Type.String()),
  sessions: Type.Array(AccountSession),
});
export type AccountSessionsResponse = Static<typeof AccountSessionsResponse>;
