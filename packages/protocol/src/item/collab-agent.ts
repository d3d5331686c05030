import { type Static, Type } from 'typebox';
import { nullable, stringEnum } from '../schema.ts';

export const CollabAgentStatus = stringEnum([
  'pendingInit',
  'running',
  'interrupted',
  'completed',
  'errored',
  'shutdown',
  'notFound',
]);
export type CollabAgentStatus = Static<typeof CollabAgentStatus>;

export const CollabAgentState = Type.Object({
  message: Type.Optional(nullable(Type.String())),
  status: CollabAgentStatus,
});
export type CollabAgentState = Static<typeof CollabAgentState>;

export const CollabAgentTool = stringEnum([
  'spawnAgent',
  'sendInput',
  'resumeAgent',
  'wait',
  'closeAgent',
  'sendMessage',
  'followupTask',
  'interruptAgent',
  'listAgents',
]);
export type CollabAgentTool = Static<typeof CollabAgentTool>;

export const CollabAgentToolCallStatus = stringEnum(['inProgress', 'completed', 'failed', 'interrupted']);
export type CollabAgentToolCallStatus = Static<typeof CollabAgentToolCallStatus>;

export const SubAgentActivityKind = stringEnum(['started', 'interacted', 'interrupted', 'completed']);
export type SubAgentActivityKind = Static<typeof SubAgentActivityKind>;
