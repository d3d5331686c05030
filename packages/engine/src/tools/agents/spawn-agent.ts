// The tool `spawn_agent`: hands a task to a new agent that works beside this one.
import type { AgentSettings } from '../../config/agents.ts';
import { fields, parseArguments } from '../arguments.ts';
import type { Tool, ToolCall, ToolOutput, ToolSpec } from '../tool.ts';
import {
  type MessageArguments,
  messageProperties,
  messageTable,
  readMessage,
  shownMessage,
} from './agent-arguments.ts';
import { AgentCall, agentsOf } from './agent-call.ts';
import { AgentRefusal, type Agents, type SpawnRequest, unknownModel } from './agents.ts';

interface SpawnArguments extends MessageArguments {
  readonly agent_type?: string;
  readonly fork_context?: boolean;
  readonly model?: string;
  readonly reasoning_effort?: string;
}

const argumentTable = {
  ...messageTable,
  agent_type: fields.string('nullable'),
  fork_context: fields.boolean(),
  model: fields.string('nullable'),
  reasoning_effort: fields.string('nullable'),
};

type Roles = AgentSettings['roles'];

const base = {
  type: 'object',
  properties: {
    fork_context: {
      type: 'boolean',
      description: 'Let the agent know the conversation so far. False unless given.',
    },
    ...messageProperties,
    model: { type: 'string', description: 'The model the agent thinks with; yours unless given.' },
    reasoning_effort: { type: 'string', description: 'How hard the agent thinks; as hard as you unless given.' },
  },
  additionalProperties: false,
};

const spec: ToolSpec = {
  type: 'function',
  name: 'spawn_agent',
  description:
    'Starts another agent on a task of its own, in the same directory and with the same permissions. It works beside you; ' +
    'its id is returned at once. Use it only when the user asks for agents or for parallel work, and give it a task that ' +
    'does not get in the way of yours. You are told when it is done; wait_agent waits for that.',
  strict: false,
  parameters: base,
};

const builtInRoles: ReadonlySet<string> = new Set(['default', 'explorer', 'worker']);
const efforts: readonly string[] = ['low', 'medium', 'high', 'xhigh'];

async function run(call: ToolCall, roles: Roles): Promise<ToolOutput> {
  const parsed = parseArguments<SpawnArguments>(call.arguments, argumentTable, 'struct SpawnAgentArgs');
  if ('refusal' in parsed) return { output: parsed.refusal };
  const { value: args } = parsed;
  const message = readMessage(args);
  if ('refusal' in message) return { output: message.refusal };
  const agents = agentsOf(call);
  const item = new AgentCall(call, 'spawnAgent', {
    prompt: shownMessage(message.input),
    model: args.model ?? '',
    reasoningEffort: args.reasoning_effort ?? agents.reasoningEffort,
  });
  const request: SpawnRequest = {
    input: message.input,
    role: args.agent_type ?? null,
    model: args.model ?? null,
    reasoningEffort: args.reasoning_effort ?? null,
    forkContext: args.fork_context ?? false,
  };
  const start = async () => {
    refuseWish(request, agents, roles);
    const { id, nickname, model, reasoningEffort, begin } = await agents.spawn(request);
    item.end(new Map([[id, 'pending_init']]), { receiverThreadIds: [id], model, reasoningEffort });
    begin();
    return JSON.stringify({ agent_id: id, nickname });
  };
  return item.run(start, () => new Map());
}

function refuseWish({ role, model, reasoningEffort }: SpawnRequest, agents: Agents, roles: Roles): void {
  const isKnown = role === null || builtInRoles.has(role) || Object.hasOwn(roles, role);
  if (!isKnown) throw new AgentRefusal(`unknown agent_type '${role}'`);
  if (model !== null && !agents.knows(model)) {
    throw new AgentRefusal(unknownModel(model, agents.models));
  }
  if (reasoningEffort !== null && !efforts.includes(reasoningEffort)) {
    const supported = `Supported reasoning efforts: ${efforts.join(', ')}`;
    throw new AgentRefusal(`Reasoning effort \`${reasoningEffort}\` is not supported. ${supported}`);
  }
}

/** The roles are named to the model only where there are any. */
function specOf(roles: Roles): ToolSpec {
  const lines = Object.entries(roles).map(([name, { description }]) =>
    description ? `${name}: ${description}` : name,
  );
  if (lines.length === 0) return spec;
  const agentType = { type: 'string', description: `What the agent is for. One of:\n${lines.join('\n')}` };
  const parameters = { ...base, properties: { agent_type: agentType, ...base.properties } };
  return { ...spec, parameters };
}

export function spawnAgent(roles: Roles): Tool {
  return {
    name: 'spawn_agent',
    namespace: 'multi_agent_v1',
    kind: 'function',
    spec: specOf(roles),
    run: (call) => run(call, roles),
  };
}
