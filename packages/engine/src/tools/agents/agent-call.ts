// One call of an agent tool: the item that clients are shown of it, and the output for the model.
import type { CollabAgentTool } from '@codex/protocol/item/collab-agent.ts';
import type { ThreadItem } from '@codex/protocol/item/thread-item.ts';
import type { ToolCall, ToolOutput } from '../tool.ts';
import { AgentRefusal, type AgentStatus, type Agents, isFailure, wireState } from './agents.ts';

type AgentItem = Extract<ThreadItem, { type: 'collabAgentToolCall' }>;

interface Shown {
  readonly receivers?: readonly string[];
  readonly prompt?: string | null;
  readonly model?: string | null;
  readonly reasoningEffort?: string | null;
}

export class AgentCall {
  readonly #call: ToolCall;
  #item: AgentItem;

  constructor(call: ToolCall, tool: CollabAgentTool, shown: Shown) {
    this.#call = call;
    this.#item = {
      type: 'collabAgentToolCall',
      id: call.callId,
      tool,
      status: 'inProgress',
      senderThreadId: call.context.threadId,
      receiverThreadIds: [...(shown.receivers ?? [])],
      prompt: shown.prompt ?? null,
      model: shown.model ?? null,
      reasoningEffort: shown.reasoningEffort ?? null,
      agentsStates: {},
    };
    call.itemStarted(this.#item);
  }

  /** Shows how the agents stand now; the call has failed when one of them has. */
  end(statuses: ReadonlyMap<string, AgentStatus>, changes: Partial<AgentItem> = {}): void {
    const agentsStates = Object.fromEntries([...statuses].map(([id, status]) => [id, wireState(status)]));
    const status = [...statuses.values()].some(isFailure) ? 'failed' : 'completed';
    this.#call.itemCompleted({ ...this.#item, status, agentsStates, ...changes });
  }

  /** What it throws as AgentRefusal is told to the model; the item shows that the call has failed. */
  async run(act: () => Promise<string>, statuses: () => ReadonlyMap<string, AgentStatus>): Promise<ToolOutput> {
    try {
      return { output: await act() };
    } catch (error) {
      if (!(error instanceof AgentRefusal)) throw error;
      this.end(statuses(), { status: 'failed' });
      return { output: error.message };
    }
  }
}

/** Agents are only offered where there are some. */
export function agentsOf(call: ToolCall): Agents {
  if (!call.agents) throw new TypeError(`${call.name} was called where no agents are`);
  return call.agents;
}

export function statusOf(agents: Agents, id: string): ReadonlyMap<string, AgentStatus> {
  return new Map([[id, agents.status(id)]]);
}
