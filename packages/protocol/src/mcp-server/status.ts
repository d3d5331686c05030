// MCP servers as they are now, and the news of their starting.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, uint32 } from '../schema.ts';
import { Type } from '../type.ts';
import { Resource, ResourceTemplate } from './resource.ts';
import { Tool } from './tool.ts';

/** Everything, or without resources. */
export const McpServerStatusDetail = stringEnum(['full', 'toolsAndAuthOnly']);
export type McpServerStatusDetail = Static<typeof McpServerStatusDetail>;

/** Asks for a page. */
export const ListMcpServerStatusParams = struct('ListMcpServerStatusParams', {
  cursor: nullish(Type.String()),
  /** Entries per page. */
  limit: nullish(uint32),
  /** Everything when null. */
  detail: nullish(McpServerStatusDetail),
  /** Use the connections of this thread. */
  threadId: nullish(Type.String()),
  /** Only this one. */
  serverName: nullish(Type.String()),
});
export type ListMcpServerStatusParams = Static<typeof ListMcpServerStatusParams>;

/** How the user is known to a server. */
export const McpAuthStatus = stringEnum(['unknown', 'unsupported', 'notLoggedIn', 'bearerToken', 'oAuth']);
export type McpAuthStatus = Static<typeof McpAuthStatus>;

/** Where a connection stands. */
export const McpServerConnectionStatus = stringEnum([
  'notStarted',
  'starting',
  'connected',
  'authenticationRequired',
  'failed',
  'cancelled',
  'disabled',
]);
export type McpServerConnectionStatus = Static<typeof McpServerConnectionStatus>;

/** What a server says about itself. */
export const McpServerInfo = struct('McpServerInfo', {
  name: Type.String(),
  title: nullish(Type.String()),
  version: Type.String(),
  description: nullish(Type.String()),
  icons: nullish(Type.Array(Type.Unknown())),
  websiteUrl: nullish(Type.String()),
});
export type McpServerInfo = Static<typeof McpServerInfo>;

/** A server and what it offers. */
export const McpServerStatus = struct('McpServerStatus', {
  name: Type.String(),
  /** Within the thread; null when unknown or when the settings changed since. */
  runtimeStatus: nullish(McpServerConnectionStatus),
  /** The plugin that brings it along. */
  pluginId: nullish(Type.String()),
  /** Scheme, host and port; null when it is not reached over HTTP. */
  httpOrigin: nullish(Type.String()),
  serverInfo: nullish(McpServerInfo),
  /** A document of MCP. */
  serverCapabilities: Type.Optional(Type.Unknown()),
  /** What the server said beside its tools. */
  toolListMeta: Type.Optional(Type.Unknown()),
  /** By name. */
  tools: Type.Record(Type.String(), Tool),
  /** Why there are no tools; null when there are any, even from a cache. */
  toolsError: nullish(Type.String()),
  resources: Type.Array(Resource),
  resourceTemplates: Type.Array(ResourceTemplate),
  authStatus: McpAuthStatus,
});
export type McpServerStatus = Static<typeof McpServerStatus>;

/** One page; without `nextCursor` it is the last. */
export const ListMcpServerStatusResponse = struct('ListMcpServerStatusResponse', {
  data: Type.Array(McpServerStatus),
  nextCursor: nullish(Type.String()),
});
export type ListMcpServerStatusResponse = Static<typeof ListMcpServerStatusResponse>;

/** How starting goes. */
export const McpServerStartupState = stringEnum(['starting', 'ready', 'failed', 'cancelled']);
export type McpServerStartupState = Static<typeof McpServerStartupState>;

/** A failure the user can mend. */
export const McpServerStartupFailureReason = Type.Literal('reauthenticationRequired');
export type McpServerStartupFailureReason = Static<typeof McpServerStartupFailureReason>;

/** A server starts or has started; `threadId` is null when it is for no thread. */
export const McpServerStatusUpdatedNotification = struct('McpServerStatusUpdatedNotification', {
  threadId: nullish(Type.String()),
  name: Type.String(),
  status: McpServerStartupState,
  error: nullish(Type.String()),
  failureReason: nullish(McpServerStartupFailureReason),
});
export type McpServerStatusUpdatedNotification = Static<typeof McpServerStatusUpdatedNotification>;
