// Tools that the client provides: their declaration, the call sent to the client, its answer.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct, tagged, union } from '../schema.ts';
import { Type } from '../type.ts';

/** Where the call stands. */
export const DynamicToolCallStatus = stringEnum(['inProgress', 'completed', 'failed']);
export type DynamicToolCallStatus = Static<typeof DynamicToolCallStatus>;

/** One part of a tool's output; urls may be data urls. */
export const DynamicToolCallOutputContentItem = union('DynamicToolCallOutputContentItem', [
  Type.Object({
    type: Type.Literal('inputText'),
    text: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('inputImage'),
    imageUrl: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('inputAudio'),
    audioUrl: Type.String(),
  }),
]);
export type DynamicToolCallOutputContentItem = Static<typeof DynamicToolCallOutputContentItem>;

/** A tool of the client; `inputSchema` is a JSON Schema. */
export const DynamicToolFunctionSpec = struct('DynamicToolFunctionSpec', {
  name: Type.String(),
  description: Type.String(),
  inputSchema: Type.Unknown(),
  /** The model finds the tool by search instead of seeing it from the start. */
  deferLoading: Type.Optional(Type.Boolean()),
});
export type DynamicToolFunctionSpec = Static<typeof DynamicToolFunctionSpec>;

const dynamicToolFunction = tagged('function', DynamicToolFunctionSpec);

/** A tool inside a namespace. */
export const DynamicToolNamespaceTool = union('DynamicToolNamespaceTool', [dynamicToolFunction]);
export type DynamicToolNamespaceTool = Static<typeof DynamicToolNamespaceTool>;

/** Tools of the client under a common name. */
export const DynamicToolNamespaceSpec = struct('DynamicToolNamespaceSpec', {
  name: Type.String(),
  description: Type.String(),
  tools: Type.Array(DynamicToolNamespaceTool),
});
export type DynamicToolNamespaceSpec = Static<typeof DynamicToolNamespaceSpec>;

/** A tool of the client, or a namespace of them. */
export const DynamicToolSpec = union('DynamicToolSpec', [
  dynamicToolFunction,
  tagged('namespace', DynamicToolNamespaceSpec),
]);
export type DynamicToolSpec = Static<typeof DynamicToolSpec>;

/** The model calls a tool of the client. */
export const DynamicToolCallParams = struct('DynamicToolCallParams', {
  threadId: Type.String(),
  turnId: Type.String(),
  callId: Type.String(),
  namespace: nullish(Type.String()),
  tool: Type.String(),
  arguments: Type.Unknown(),
});
export type DynamicToolCallParams = Static<typeof DynamicToolCallParams>;

/** The tool's output; `success` false still goes to the model. */
export const DynamicToolCallResponse = struct('DynamicToolCallResponse', {
  contentItems: Type.Array(DynamicToolCallOutputContentItem),
  success: Type.Boolean(),
});
export type DynamicToolCallResponse = Static<typeof DynamicToolCallResponse>;
