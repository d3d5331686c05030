// Resources of MCP servers, and reading one.
import type { Static } from 'typebox';
import { int64, nullable, nullish, struct, union } from '../schema.ts';
import { Type } from '../type.ts';

/** Something to read, as its server describes it. */
export const Resource = struct('Resource', {
  annotations: Type.Optional(Type.Unknown()),
  description: nullish(Type.String()),
  mimeType: nullish(Type.String()),
  name: Type.String(),
  /** Bytes. */
  size: nullish(int64),
  title: nullish(Type.String()),
  uri: Type.String(),
  icons: nullish(Type.Array(Type.Unknown())),
  _meta: Type.Optional(Type.Unknown()),
});
export type Resource = Static<typeof Resource>;

/** A pattern of addresses of resources. */
export const ResourceTemplate = struct('ResourceTemplate', {
  annotations: Type.Optional(Type.Unknown()),
  uriTemplate: Type.String(),
  name: Type.String(),
  title: nullish(Type.String()),
  description: nullish(Type.String()),
  mimeType: nullish(Type.String()),
});
export type ResourceTemplate = Static<typeof ResourceTemplate>;

/** The app and the connected account to read from. */
export const McpResourceReadTarget = struct('McpResourceReadTarget', {
  connectorId: Type.String(),
  /** Null reads without an account, where the app allows it. */
  linkId: nullable(Type.String()),
});
export type McpResourceReadTarget = Static<typeof McpResourceReadTarget>;

/** Reads a resource. */
export const McpResourceReadParams = struct('McpResourceReadParams', {
  /** Goes along with the request; some keys are the server's own. */
  _meta: nullish(Type.Record(Type.String(), Type.Unknown())),
  threadId: nullish(Type.String()),
  /** The tool call that named the resource. */
  originCallId: nullish(Type.String()),
  server: Type.String(),
  uri: Type.String(),
  connectorId: nullish(Type.String()),
  /** For apps with several accounts. */
  target: nullish(McpResourceReadTarget),
});
export type McpResourceReadParams = Static<typeof McpResourceReadParams>;

/** Text, or bytes as base64. */
export const ResourceContent = union('ResourceContent', [
  Type.Object({
    uri: Type.String(),
    mimeType: nullish(Type.String()),
    text: Type.String(),
    _meta: Type.Optional(Type.Unknown()),
  }),
  Type.Object({
    uri: Type.String(),
    mimeType: nullish(Type.String()),
    blob: Type.String(),
    _meta: Type.Optional(Type.Unknown()),
  }),
]);
export type ResourceContent = Static<typeof ResourceContent>;

/** The contents. */
export const McpResourceReadResponse = struct('McpResourceReadResponse', {
  contents: Type.Array(ResourceContent),
  /** The tool call, when it narrowed down what could be read. */
  originCallId: nullish(Type.String()),
});
export type McpResourceReadResponse = Static<typeof McpResourceReadResponse>;
