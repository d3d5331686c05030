// What the agent tools may do with other agents. Who keeps them is no concern of the tools.
import type { CollabAgentState, CollabAgentStatus } from '@codex/protocol/item/collab-agent.ts';
import type { UserInput } from '@codex/protocol/item/user-input.ts';

/** As the model is told it. */
export type AgentStatus =
  | 'pending_init'
  | 'running'
  | 'interrupted'
  | 'shutdown'
  | 'not_found'
  | { readonly completed: string | null }
  | { readonly errored: string };

export interface SpawnRequest {
  readonly input: readonly UserInput[];
  readonly role: string | null;
  readonly model: string | null;
  readonly reasoningEffort: string | null;
  /** The agent knows the conversation so far. */
  readonly forkContext: boolean;
}

export interface SpawnedAgent {
  readonly id: string;
  readonly nickname: string;
  readonly model: string;
  readonly reasoningEffort: string | null;
  /** Lets it work; until then it only exists. */
  begin(): void;
}

/** The agents of one thread, as a turn sees them. Ids are in their usual form. */
export interface Agents {
  /** What an agent thinks with unless it is told otherwise. */
  readonly reasoningEffort: string | null;
  /** Slugs an agent may be given, best first. */
  readonly models: readonly string[];
  readonly knows: (model: string) => boolean;
  /** Throws AgentRefusal. */
  spawn(request: SpawnRequest): Promise<SpawnedAgent>;
  status(id: string): AgentStatus;
  /** Gives the agent more to do, after what it is doing or in place of it; returns the id of its turn. */
  send(id: string, input: readonly UserInput[], interrupt: boolean): Promise<string>;
  /** Returns the status it had. Throws AgentRefusal when there is no such agent. */
  close(id: string): Promise<AgentStatus>;
  /** Takes up a closed agent again. Throws AgentRefusal. */
  resume(id: string): Promise<AgentStatus>;
  /** Resolves when one of them has come to an end, or the time is over. Throws the signal's reason. */
  settled(ids: readonly string[], timeoutMs: number, signal: AbortSignal): Promise<void>;
}

export function unknownModel(slug: string, models: readonly string[]): string {
  return `Unknown model \`${slug}\` for spawn_agent. Available models: ${models.slice(0, 5).join(', ')}`;
}

/** Why it cannot be done, as the model is told it. */
export class AgentRefusal extends Error {}

/** An agent that has come to an end does nothing more unless it is told to. */
export function isFinal(status: AgentStatus): boolean {
  return typeof status === 'object' || status === 'shutdown' || status === 'not_found';
}

export function isFailure(status: AgentStatus): boolean {
  return status === 'not_found' || (typeof status === 'object' && 'errored' in status);
}

const wireStatuses: Readonly<Record<Extract<AgentStatus, string>, CollabAgentStatus>> = {
  pending_init: 'pendingInit',
  running: 'running',
  interrupted: 'interrupted',
  shutdown: 'shutdown',
  not_found: 'notFound',
};

/** As clients are shown it. */
export function wireState(status: AgentStatus): CollabAgentState {
  if (typeof status === 'string') return { status: wireStatuses[status], message: null };
  if ('errored' in status) return { status: 'errored', message: status.errored };
  return { status: 'completed', message: status.completed };
}
