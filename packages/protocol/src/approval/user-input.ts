import { type Static, Type } from 'typebox';
import { nullable } from '../schema.ts';

export const ToolRequestUserInputOption = Type.Object({
  description: Type.String(),
  label: Type.String(),
});
export type ToolRequestUserInputOption = Static<typeof ToolRequestUserInputOption>;

export const ToolRequestUserInputQuestion = Type.Object({
  header: Type.String(),
  id: Type.String(),
  isOther: Type.Optional(Type.Boolean()),
  isSecret: Type.Optional(Type.Boolean()),
  options: Type.Optional(nullable(Type.Array(ToolRequestUserInputOption))),
  question: Type.String(),
});
export type ToolRequestUserInputQuestion = Static<typeof ToolRequestUserInputQuestion>;

export const ToolRequestUserInputParams = Type.Object({
  autoResolutionMs: Type.Optional(nullable(Type.Integer({ format: 'uint64', minimum: 0 }))),
  isBlocking: Type.Boolean(),
  itemId: Type.String(),
  questions: Type.Array(ToolRequestUserInputQuestion),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type ToolRequestUserInputParams = Static<typeof ToolRequestUserInputParams>;

export const ToolRequestUserInputAnswer = Type.Object({
  answers: Type.Array(Type.String()),
});
export type ToolRequestUserInputAnswer = Static<typeof ToolRequestUserInputAnswer>;

export const ToolRequestUserInputResponse = Type.Object({
  answers: Type.Record(Type.String(), ToolRequestUserInputAnswer),
});
export type ToolRequestUserInputResponse = Static<typeof ToolRequestUserInputResponse>;
