// Tools of MCP servers, and calling one without the model.
import type { Static } from 'typebox';
import { nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** A tool as its server describes it; schemas, notes and icons are documents of MCP. */
export const Tool = struct('Tool', {
  name: Type.String(),
  title: nullish(Type.String()),
  description: nullish(Type.String()),
  inputSchema: Type.Unknown(),
  outputSchema: Type.Optional(Type.Unknown()),
  annotations: Type.Optional(Type.Unknown()),
  icons: nullish(Type.Array(Type.Unknown())),
  _meta: Type.Optional(Type.Unknown()),
});
export type Tool = Static<typeof Tool>;

/** Calls a tool. */
export const McpServerToolCallParams = struct('McpServerToolCallParams', {
  threadId: Type.String(),
  server: Type.String(),
  tool: Type.String(),
  arguments: Type.Optional(Type.Unknown()),
  _meta: Type.Optional(Type.Unknown()),
});
export type McpServerToolCallParams = Static<typeof McpServerToolCallParams>;

/** What the tool gave, in the form of MCP. */
export const McpServerToolCallResponse = struct('McpServerToolCallResponse', {
  content: Type.Array(Type.Unknown()),
  structuredContent: Type.Optional(Type.Unknown()),
  isError: nullish(Type.Boolean()),
  _meta: Type.Optional(Type.Unknown()),
});
export type McpServerToolCallResponse = Static<typeof McpServerToolCallResponse>;
