// Events of MCP servers, passed on.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';

/** What the server sent. */
export const McpServerEventNotification = struct('McpServerEventNotification', {
  method: Type.String(),
  params: Type.Unknown(),
});
export type McpServerEventNotification = Static<typeof McpServerEventNotification>;

/** An event of one subscription. */
export const McpServerEventStreamNotification = struct('McpServerEventStreamNotification', {
  subscriptionId: Type.String(),
  notification: McpServerEventNotification,
});
export type McpServerEventStreamNotification = Static<typeof McpServerEventStreamNotification>;
