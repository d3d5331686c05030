// The tools for other agents, as one namespace that the model finds by searching.
import type { AgentSettings } from '../../config/agents.ts';
import type { DynamicTools } from '../dynamic-tool.ts';
import { closeAgent, resumeAgent } from './close-agent.ts';
import { sendInput } from './send-input.ts';
import { spawnAgent } from './spawn-agent.ts';
import { waitAgent } from './wait-agent.ts';

/** `roles`: those of config.toml, by name. */
export function agentTools(roles: AgentSettings['roles']): DynamicTools {
  return {
    namespace: { name: 'multi_agent_v1', description: 'Tools for spawning and managing sub-agents.' },
    deferred: true,
    tools: [closeAgent, resumeAgent, sendInput, spawnAgent(roles), waitAgent],
  };
}
