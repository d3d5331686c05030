import { type Static, Type } from 'typebox';
import { nullable } from '../schema.ts';

export const AgentMessageDelivery = Type.Literal('async');
export type AgentMessageDelivery = Static<typeof AgentMessageDelivery>;

export const AgentMessageDisplay = Type.Object({
  action: Type.String(),
  blockType: Type.Optional(nullable(Type.String())),
  checkTrustedContacts: Type.Optional(nullable(Type.Boolean())),
  cyberTrustedAccess: Type.Optional(nullable(Type.Boolean())),
});
export type AgentMessageDisplay = Static<typeof AgentMessageDisplay>;

export const AgentMessageModeration = Type.Object({
  display: Type.Optional(nullable(AgentMessageDisplay)),
  moderated: Type.Boolean(),
});
export type AgentMessageModeration = Static<typeof AgentMessageModeration>;

export const AsyncUserInputQuestion = Type.Object(
  {
    options: Type.Optional(nullable(Type.Array(Type.String()))),
    title: Type.String(),
  },
  { additionalProperties: false },
);
export type AsyncUserInputQuestion = Static<typeof AsyncUserInputQuestion>;

export const MemoryCitationEntry = Type.Object({
  lineEnd: Type.Integer({ format: 'uint32', minimum: 0 }),
  lineStart: Type.Integer({ format: 'uint32', minimum: 0 }),
  note: Type.String(),
  path: Type.String(),
});
export type MemoryCitationEntry = Static<typeof MemoryCitationEntry>;

export const MemoryCitation = Type.Object({
  entries: Type.Array(MemoryCitationEntry),
  threadIds: Type.Array(Type.String()),
});
export type MemoryCitation = Static<typeof MemoryCitation>;

export const AgentMessageDeltaNotification = Type.Object({
  delta: Type.String(),
  itemId: Type.String(),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type AgentMessageDeltaNotification = Static<typeof AgentMessageDeltaNotification>;

export const PlanDeltaNotification = Type.Object({
  delta: Type.String(),
  itemId: Type.String(),
  threadId: Type.String(),
  turnId: Type.String(),
});
export type PlanDeltaNotification = Static<typeof PlanDeltaNotification>;
