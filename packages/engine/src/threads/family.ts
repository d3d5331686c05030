// Where a thread stands among those that work for one another. Agents spawned by a thread are seen by its followers;
// reviewers and judges work unseen.
import type { AgentSettings } from '../config/agents.ts';
import type { ClientIdentity } from '../engine.ts';
import type { AgentRole } from '../turns/child-thread.ts';
import type { Beginning } from './initial-settings.ts';
import type { Thread } from './thread.ts';

export interface Family {
  readonly role: AgentRole;
  readonly parent: Thread | null;
  /** 0 for a thread that a client started. */
  readonly depth: number;
}

/** What a thread was started with. */
export interface ThreadOrigin {
  readonly client: ClientIdentity;
  readonly beginning: Beginning;
  readonly family: Family;
}

export const rootFamily: Family = { role: 'main', parent: null, depth: 0 };

export function mayDelegate({ role, depth }: Family, { isEnabled, maxDepth }: AgentSettings): boolean {
  return isEnabled && depth < maxDepth && (role === 'main' || role === 'subagent');
}

/** Whether clients are told of the thread. */
export function isSeen({ role }: Family): boolean {
  return role === 'main' || role === 'subagent';
}

/** How a provider is told what an agent is for. */
const kinds: Record<Exclude<AgentRole, 'main'>, string> = {
  subagent: 'collab_spawn',
  reviewer: 'review',
  judge: 'guardian',
};

export function agentKind({ role, parent }: Family): { kind: string; parentThreadId: string } | null {
  return role === 'main' || !parent ? null : { kind: kinds[role], parentThreadId: parent.id };
}
