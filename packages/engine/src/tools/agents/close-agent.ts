// The tools `close_agent` and `resume_agent`: let an agent go, and take it up again.
import { fields, parseArguments } from '../arguments.ts';
import type { Tool, ToolCall, ToolOutput, ToolSpec } from '../tool.ts';
import { readAgentId } from './agent-arguments.ts';
import { AgentCall, agentsOf, statusOf } from './agent-call.ts';

function specOf(name: string, argument: string, description: string): ToolSpec {
  return {
    type: 'function',
    name,
    description,
    strict: false,
    parameters: {
      type: 'object',
      properties: { [argument]: { type: 'string', description: 'Id of the agent.' } },
      required: [argument],
      additionalProperties: false,
    },
  };
}

async function runClose(call: ToolCall): Promise<ToolOutput> {
  const parsed = parseArguments<{ target: string }>(
    call.arguments,
    { target: fields.string() },
    'struct CloseAgentArgs',
  );
  if ('refusal' in parsed) return { output: parsed.refusal };
  const target = readAgentId(parsed.value.target);
  if ('refusal' in target) return { output: target.refusal };
  const agents = agentsOf(call);
  const item = new AgentCall(call, 'closeAgent', { receivers: [target.id] });
  const close = async () => {
    const before = await agents.close(target.id);
    item.end(new Map([[target.id, before]]), { status: 'completed' });
    return JSON.stringify({ previous_status: before });
  };
  return item.run(close, () => statusOf(agents, target.id));
}

async function runResume(call: ToolCall): Promise<ToolOutput> {
  const parsed = parseArguments<{ id: string }>(call.arguments, { id: fields.string() }, 'struct ResumeAgentArgs');
  if ('refusal' in parsed) return { output: parsed.refusal };
  const target = readAgentId(parsed.value.id);
  if ('refusal' in target) return { output: target.refusal };
  const agents = agentsOf(call);
  const item = new AgentCall(call, 'resumeAgent', { receivers: [target.id] });
  const resume = async () => {
    const status = await agents.resume(target.id);
    item.end(new Map([[target.id, status]]));
    return JSON.stringify({ status });
  };
  return item.run(resume, () => statusOf(agents, target.id));
}

const closeSpec = specOf(
  'close_agent',
  'target',
  'Lets an agent go that is no longer needed, and ends what it is doing. Returns how it stood.',
);
const resumeSpec = specOf(
  'resume_agent',
  'id',
  'Takes up an agent again that was closed, so that it can be told more.',
);

export const closeAgent: Tool = {
  name: 'close_agent',
  namespace: 'multi_agent_v1',
  kind: 'function',
  spec: closeSpec,
  run: runClose,
};
export const resumeAgent: Tool = {
  name: 'resume_agent',
  namespace: 'multi_agent_v1',
  kind: 'function',
  spec: resumeSpec,
  run: runResume,
};
