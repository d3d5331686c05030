// Messages of a workspace's administrators to its members.
import type { Static } from 'typebox';
import { int64, nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** How prominent a message is. */
export const WorkspaceMessageType = stringEnum(['headline', 'announcement', 'unknown']);
export type WorkspaceMessageType = Static<typeof WorkspaceMessageType>;

/** One message; times are Unix seconds. */
export const WorkspaceMessage = struct('WorkspaceMessage', {
  messageId: Type.String(),
  messageType: WorkspaceMessageType,
  messageBody: Type.String(),
  createdAt: nullish(int64),
  archivedAt: nullish(int64),
});
export type WorkspaceMessage = Static<typeof WorkspaceMessage>;

/** The messages to show now. */
export const GetWorkspaceMessagesResponse = struct('GetWorkspaceMessagesResponse', {
  /** Whether the service offers messages to this client at all. */
  featureEnabled: Type.Boolean(),
  messages: Type.Array(WorkspaceMessage),
});
export type GetWorkspaceMessagesResponse = Static<typeof GetWorkspaceMessagesResponse>;
