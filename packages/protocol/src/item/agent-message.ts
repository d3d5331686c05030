// Parts of an agent message, and the deltas of streamed messages and plans.
import type { Static } from 'typebox';
import { nullish, struct, uint32 } from '../schema.ts';
import { Type } from '../type.ts';

/** A message sent while the turn goes on, without waiting for an answer. */
export const AgentMessageDelivery = Type.Literal('async');
export type AgentMessageDelivery = Static<typeof AgentMessageDelivery>;

/** How a moderated message may be shown. */
export const AgentMessageDisplay = struct('AgentMessageDisplay', {
  action: Type.String(),
  blockType: nullish(Type.String()),
  cyberTrustedAccess: nullish(Type.Boolean()),
  checkTrustedContacts: nullish(Type.Boolean()),
});
export type AgentMessageDisplay = Static<typeof AgentMessageDisplay>;

/** Whether a message was moderated. */
export const AgentMessageModeration = struct('AgentMessageModeration', {
  moderated: Type.Boolean(),
  display: nullish(AgentMessageDisplay),
});
export type AgentMessageModeration = Static<typeof AgentMessageModeration>;

/** A question inside an agent message that does not block the turn. */
export const AsyncUserInputQuestion = struct(
  'AsyncUserInputQuestion',
  {
    title: Type.String(),
    options: nullish(Type.Array(Type.String())),
  },
  { additionalProperties: false },
);
export type AsyncUserInputQuestion = Static<typeof AsyncUserInputQuestion>;

/** Lines of a memory file, first and last counted from 1. */
export const MemoryCitationEntry = struct('MemoryCitationEntry', {
  path: Type.String(),
  lineStart: uint32,
  lineEnd: uint32,
  note: Type.String(),
});
export type MemoryCitationEntry = Static<typeof MemoryCitationEntry>;

/** Memories an answer relies on. */
export const MemoryCitation = struct('MemoryCitation', {
  entries: Type.Array(MemoryCitationEntry),
  threadIds: Type.Array(Type.String()),
});
export type MemoryCitation = Static<typeof MemoryCitation>;

/** Text to append to an agent message. */
export const AgentMessageDeltaNotification = struct('AgentMessageDeltaNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  itemId: Type.String(),
  delta: Type.String(),
});
export type AgentMessageDeltaNotification = Static<typeof AgentMessageDeltaNotification>;

/** Text to append to a plan item. */
export const PlanDeltaNotification = struct('PlanDeltaNotification', {
  threadId: Type.String(),
  turnId: Type.String(),
  itemId: Type.String(),
  delta: Type.String(),
});
export type PlanDeltaNotification = Static<typeof PlanDeltaNotification>;
