// Asking the model about a thread without leaving a trace in it.
import type { Static } from 'typebox';
import { ReasoningEffort } from '../model/reasoning.ts';
import { RequestId } from '../request-id.ts';
import { int64, nullish, struct } from '../schema.ts';
import { Type } from '../type.ts';
import { ThreadSource } from './thread.ts';

/** The question, and the turn that must still be the last one when it is asked. */
export const ThreadSampleParams = struct('ThreadSampleParams', {
  threadId: Type.String(),
  expectedTurnId: Type.String(),
  /** Ask also while that turn runs. */
  allowInProgressTurn: Type.Optional(Type.Boolean()),
  prompt: Type.String(),
  /** Counts only where the provider can change it without losing its cache. */
  effort: nullish(ReasoningEffort),
  threadSource: nullish(ThreadSource),
  turnTrigger: nullish(Type.String()),
  responsesapiClientMetadata: nullish(Type.Record(Type.String(), Type.String())),
  /** Leave out tools of MCP servers. */
  disableMcp: Type.Optional(Type.Boolean()),
  /** Whether a cancelled request is ended at the provider too; absent: as the thread does it. */
  interruptOnCancel: nullish(Type.Boolean()),
});
export type ThreadSampleParams = Static<typeof ThreadSampleParams>;

/** The answer and what it cost, in tokens; `text` null: the model said nothing. */
export const ThreadSampleResponse = struct('ThreadSampleResponse', {
  sourceTurnId: Type.String(),
  responseId: Type.String(),
  text: nullish(Type.String()),
  inputTokens: nullish(int64),
  cachedInputTokens: nullish(int64),
  outputTokens: nullish(int64),
});
export type ThreadSampleResponse = Static<typeof ThreadSampleResponse>;

/** The `thread/sample` of this connection that shall end. */
export const ThreadSampleCancelParams = struct(
  'ThreadSampleCancelParams',
  { requestId: RequestId },
  { additionalProperties: false },
);
export type ThreadSampleCancelParams = Static<typeof ThreadSampleCancelParams>;

/** Empty: it ends. */
export const ThreadSampleCancelResponse = struct('ThreadSampleCancelResponse', {});
export type ThreadSampleCancelResponse = Static<typeof ThreadSampleCancelResponse>;
