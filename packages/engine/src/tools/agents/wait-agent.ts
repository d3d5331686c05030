// The tool `wait_agent`: waits until one of several agents has come to an end.
import { fields, parseArguments } from '../arguments.ts';
import type { Tool, ToolCall, ToolOutput, ToolSpec } from '../tool.ts';
import { readAgentId } from './agent-arguments.ts';
import { AgentCall, agentsOf } from './agent-call.ts';
import { isFinal } from './agents.ts';

interface WaitArguments {
  readonly targets?: readonly string[];
  readonly timeout_ms?: number;
}

const MIN_MS = 10_000;
const MAX_MS = 3_600_000;
const DEFAULT_MS = 30_000;

const argumentTable = { targets: fields.list(fields.string(), 'nullable'), timeout_ms: fields.signed64('nullable') };

const spec: ToolSpec = {
  type: 'function',
  name: 'wait_agent',
  description:
    'Waits until one of the agents is done, and returns how those that are stand, with their last words. Prefer one long ' +
    'wait to many short ones.',
  strict: false,
  parameters: {
    type: 'object',
    properties: {
      targets: { type: 'array', items: { type: 'string' }, description: 'Ids of the agents.' },
      timeout_ms: {
        type: 'number',
        description: `How long to wait at most, in milliseconds: ${MIN_MS} to ${MAX_MS}. ${DEFAULT_MS} unless given.`,
      },
    },
    required: ['targets'],
    additionalProperties: false,
  },
};

async function run(call: ToolCall): Promise<ToolOutput> {
  const parsed = parseArguments<WaitArguments>(call.arguments, argumentTable, 'struct WaitArgs');
  if ('refusal' in parsed) return { output: parsed.refusal };
  const { targets = [], timeout_ms: wanted = DEFAULT_MS } = parsed.value;
  if (targets.length === 0) return { output: 'agent ids must be non-empty' };
  const ids: string[] = [];
  for (const target of targets) {
    const read = readAgentId(target);
    if ('refusal' in read) return { output: read.refusal };
    ids.push(read.id);
  }
  if (wanted <= 0) return { output: 'timeout_ms must be greater than zero' };
  return wait(call, ids, Math.min(Math.max(wanted, MIN_MS), MAX_MS));
}

async function wait(call: ToolCall, ids: readonly string[], timeoutMs: number): Promise<ToolOutput> {
  const agents = agentsOf(call);
  const item = new AgentCall(call, 'wait', { receivers: ids });
  await agents.settled(ids, timeoutMs, call.signal);
  const all = ids.toSorted().map((id) => [id, agents.status(id)] as const);
  const statuses = new Map(all.filter(([, status]) => isFinal(status)));
  item.end(statuses);
  return { output: JSON.stringify({ status: Object.fromEntries(statuses), timed_out: statuses.size === 0 }) };
}

export const waitAgent: Tool = { name: 'wait_agent', namespace: 'multi_agent_v1', kind: 'function', spec, run };
