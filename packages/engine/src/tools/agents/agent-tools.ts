// The tools for other agents, as one namespace that the model finds by searching.
import type { DynamicTools } from '../dynamic-tool.ts';
import { closeAgent, resumeAgent } from './close-agent.ts';
import { sendInput } from './send-input.ts';
import { spawnAgent } from './spawn-agent.ts';
import { waitAgent } from './wait-agent.ts';

export const agentTools: DynamicTools = {
  namespace: { name: 'multi_agent_v1', description: 'Tools for spawning and managing sub-agents.' },
  deferred: true,
  tools: [closeAgent, resumeAgent, sendInput, spawnAgent, waitAgent],
};
