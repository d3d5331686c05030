// Questions of the model to the user, with options or free text.
import type { Static } from 'typebox';
import { nullish, struct, uint64 } from '../schema.ts';
import { Type } from '../type.ts';

/** One offered answer. */
export const ToolRequestUserInputOption = struct('ToolRequestUserInputOption', {
  label: Type.String(),
  description: Type.String(),
});
export type ToolRequestUserInputOption = Static<typeof ToolRequestUserInputOption>;

/** One question; `isOther` allows free text, `isSecret` hides what is typed. */
export const ToolRequestUserInputQuestion = struct('ToolRequestUserInputQuestion', {
  id: Type.String(),
  header: Type.String(),
  question: Type.String(),
  isOther: Type.Optional(Type.Boolean()),
  isSecret: Type.Optional(Type.Boolean()),
  options: nullish(Type.Array(ToolRequestUserInputOption)),
});
export type ToolRequestUserInputQuestion = Static<typeof ToolRequestUserInputQuestion>;

/** One to three questions; `autoResolutionMs`: after this time the model goes on without an answer. */
export const ToolRequestUserInputParams = struct('ToolRequestUserInputParams', {
  threadId: Type.String(),
  turnId: Type.String(),
  itemId: Type.String(),
  questions: Type.Array(ToolRequestUserInputQuestion),
  isBlocking: Type.Boolean(),
  autoResolutionMs: nullish(uint64),
});
export type ToolRequestUserInputParams = Static<typeof ToolRequestUserInputParams>;

/** The answers to one question. */
export const ToolRequestUserInputAnswer = struct('ToolRequestUserInputAnswer', {
  answers: Type.Array(Type.String()),
});
export type ToolRequestUserInputAnswer = Static<typeof ToolRequestUserInputAnswer>;

/** Answers by question id. */
export const ToolRequestUserInputResponse = struct('ToolRequestUserInputResponse', {
  answers: Type.Record(Type.String(), ToolRequestUserInputAnswer),
});
export type ToolRequestUserInputResponse = Static<typeof ToolRequestUserInputResponse>;
