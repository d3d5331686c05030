// Events of MCP servers: subscribing to them, and how they are passed on.
import type { Static } from 'typebox';
import { struct } from '../schema.ts';
import { Type } from '../type.ts';

/** What to subscribe to; `subscriptionId` is chosen by the client and comes back with every event. */
export const McpServerEventStreamStartParams = struct('McpServerEventStreamStartParams', {
  threadId: Type.String(),
  server: Type.String(),
  subscriptionId: Type.String(),
  /** The stream, by the name that the server gives it. */
  name: Type.String(),
  arguments: Type.Unknown(),
  _meta: Type.Optional(Type.Unknown()),
});
export type McpServerEventStreamStartParams = Static<typeof McpServerEventStreamStartParams>;

/** Empty: events follow. */
export const McpServerEventStreamStartResponse = struct('McpServerEventStreamStartResponse', {});
export type McpServerEventStreamStartResponse = Static<typeof McpServerEventStreamStartResponse>;

/** The subscription to end. */
export const McpServerEventStreamStopParams = struct('McpServerEventStreamStopParams', {
  subscriptionId: Type.String(),
});
export type McpServerEventStreamStopParams = Static<typeof McpServerEventStreamStopParams>;

/** Empty: no more events follow. */
export const McpServerEventStreamStopResponse = struct('McpServerEventStreamStopResponse', {});
export type McpServerEventStreamStopResponse = Static<typeof McpServerEventStreamStopResponse>;

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
