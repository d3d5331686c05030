// A thread that works for another one: a reviewer, a judge of approvals, a sub-agent. What a turn may do with it.
import type { ResponseItem } from '@codex/protocol/model/response-item.ts';
import type { SessionSource } from '@codex/protocol/thread/thread.ts';
import type { Turn as WireTurn } from '@codex/protocol/turn/turn.ts';
import type { Follower } from '../entry.ts';
import type { Settings } from './settings.ts';
import type { Turn } from './turn.ts';

/** What an agent is for; decides which tools it is offered. */
export type AgentRole = 'main' | 'subagent' | 'reviewer' | 'judge';

export interface ChildBirth {
  readonly role: Exclude<AgentRole, 'main'>;
  /** How the rollout names it. */
  readonly source: SessionSource;
  readonly threadSource: string;
  readonly settings: Settings;
  /** null: those of the parent. */
  readonly baseInstructions: string | null;
  /** In place of those of config. */
  readonly developerInstructions?: string;
  readonly nickname?: string;
  readonly agentRole?: string | null;
  /** What it knows of its parent's conversation. */
  readonly history?: readonly ResponseItem[];
}

/** Has the child run the turn, which is interrupted when `signal` aborts. Resolves with the turn as it ended. */
export async function runChild(child: ChildThread, turn: Turn, signal: AbortSignal): Promise<WireTurn> {
  const stop = () => turn.interrupt();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  return child.run(turn).finally(() => signal.removeEventListener('abort', stop));
}

export interface ChildThread {
  readonly id: string;
  /** Runs the turn after those that were begun before; resolves with it as it ended. */
  run(turn: Turn): Promise<WireTurn>;
  follow(follower: Follower): () => void;
  close(): Promise<void>;
}
