import { type Static, Type } from 'typebox';
import { nullable, stringEnum } from '../schema.ts';

export const McpAppDisplayMode = stringEnum(['inline', 'fullscreen']);
export type McpAppDisplayMode = Static<typeof McpAppDisplayMode>;

export const McpAppUi = Type.Object({
  preferredModelDisplayMode: McpAppDisplayMode,
  resourceUri: Type.String(),
});
export type McpAppUi = Static<typeof McpAppUi>;

export const McpToolCallAppContext = Type.Object({
  actionName: Type.Optional(nullable(Type.String())),
  appName: Type.Optional(nullable(Type.String())),
  connectorId: Type.String(),
  linkId: Type.Optional(nullable(Type.String())),
  resourceUri: Type.Optional(nullable(Type.String())),
});
export type McpToolCallAppContext = Static<typeof McpToolCallAppContext>;

export const McpToolCallError = Type.Object({
  message: Type.String(),
});
export type McpToolCallError = Static<typeof McpToolCallError>;

export const McpToolCallResult = Type.Object({
  _meta: Type.Optional(Type.Unknown()),
  content: Type.Array(Type.Unknown()),
  structuredContent: Type.Optional(Type.Unknown()),
});
export type McpToolCallResult = Static<typeof McpToolCallResult>;

export const McpToolCallStatus = stringEnum(['inProgress', 'completed', 'failed']);
export type McpToolCallStatus = Static<typeof McpToolCallStatus>;

export const McpToolCallProgressNotification = Type.Object({
  itemId: Type.String(),
  message: Type.String(),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type McpToolCallProgressNotification = Static<typeof McpToolCallProgressNotification>;
