import { type Static, Type } from 'typebox';
import { nullable, stringEnum } from '../schema.ts';

export const DynamicToolCallStatus = stringEnum(['inProgress', 'completed', 'failed']);
export type DynamicToolCallStatus = Static<typeof DynamicToolCallStatus>;

export const DynamicToolCallOutputContentItem = Type.Union([
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

export const DynamicToolNamespaceTool = Type.Object({
  type: Type.Literal('function'),
  deferLoading: Type.Optional(Type.Boolean()),
  description: Type.String(),
  inputSchema: Type.Unknown(),
  name: Type.String(),
});
export type DynamicToolNamespaceTool = Static<typeof DynamicToolNamespaceTool>;

export const DynamicToolSpec = Type.Union([
  Type.Object({
    type: Type.Literal('function'),
    deferLoading: Type.Optional(Type.Boolean()),
    description: Type.String(),
    inputSchema: Type.Unknown(),
    name: Type.String(),
  }),
  Type.Object({
    type: Type.Literal('namespace'),
    description: Type.String(),
    name: Type.String(),
    tools: Type.Array(DynamicToolNamespaceTool),
  }),
]);
export type DynamicToolSpec = Static<typeof DynamicToolSpec>;

export const DynamicToolCallParams = Type.Object({
  arguments: Type.Unknown(),
  callId: Type.String(),
  namespace: Type.Optional(nullable(Type.String())),
  threadId: Type.String(),
  tool: Type.String(),
  turnId: Type.String(),
});
export type DynamicToolCallParams = Static<typeof DynamicToolCallParams>;

export const DynamicToolCallResponse = Type.Object({
  contentItems: Type.Array(DynamicToolCallOutputContentItem),
  success: Type.Boolean(),
});
export type DynamicToolCallResponse = Static<typeof DynamicToolCallResponse>;
