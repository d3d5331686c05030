// Parts of an MCP tool call item and its progress.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** How large an MCP app wants to be shown. */
export const McpAppDisplayMode = stringEnum(['inline', 'fullscreen']);
export type McpAppDisplayMode = Static<typeof McpAppDisplayMode>;

/** The user interface an MCP tool brings along. */
export const McpAppUi = struct('McpAppUi', {
  resourceUri: Type.String(),
  preferredModelDisplayMode: McpAppDisplayMode,
});
export type McpAppUi = Static<typeof McpAppUi>;

/** The app behind an MCP tool. */
export const McpToolCallAppContext = struct('McpToolCallAppContext', {
  connectorId: Type.String(),
  linkId: nullish(Type.String()),
  resourceUri: nullish(Type.String()),
  appName: nullish(Type.String()),
  actionName: nullish(Type.String()),
});
export type McpToolCallAppContext = Static<typeof McpToolCallAppContext>;

/** Why the call failed before it had a result. */
export const McpToolCallError = struct('McpToolCallError', {
  message: Type.String(),
});
export type McpToolCallError = Static<typeof McpToolCallError>;

/** The tool's result as MCP defines it. */
export const McpToolCallResult = struct('McpToolCallResult', {
  content: Type.Array(Type.Unknown()),
  structuredContent: Type.Optional(Type.Unknown()),
  _meta: Type.Optional(Type.Unknown()),
});
export type McpToolCallResult = Static<typeof McpToolCallResult>;

/** Where the call stands. */
export const McpToolCallStatus = stringEnum(['inProgress', 'completed', 'failed']);
export type McpToolCallStatus = Static<typeof McpToolCallStatus>;

/** A progress message of the MCP server. */
export const McpToolCallProgressNotification = struct('McpToolCallProgressNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  itemId: Type.String(),
  message: Type.String(),
});
export type McpToolCallProgressNotification = Static<typeof McpToolCallProgressNotification>;
