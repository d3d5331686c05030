// States of sub-agents and of the tool calls that steer them.
import type { Static } from 'typebox';
import { nullish, stringEnum, struct } from '../schema.ts';
import { Type } from '../type.ts';

/** Where a sub-agent stands. */
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

/** A sub-agent's status and its last message. */
export const CollabAgentState = struct('CollabAgentState', {
  status: CollabAgentStatus,
  message: nullish(Type.String()),
});
export type CollabAgentState = Static<typeof CollabAgentState>;

/** What the agent did with its sub-agents. */
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

/** Where the call stands. */
export const CollabAgentToolCallStatus = stringEnum(['inProgress', 'completed', 'failed', 'interrupted']);
export type CollabAgentToolCallStatus = Static<typeof CollabAgentToolCallStatus>;

/** What happened to a sub-agent. */
export const SubAgentActivityKind = stringEnum(['started', 'interacted', 'interrupted', 'completed']);
export type SubAgentActivityKind = Static<typeof SubAgentActivityKind>;
