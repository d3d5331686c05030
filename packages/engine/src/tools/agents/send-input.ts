// The tool `send_input`: tells an agent more.
import { fields, parseArguments } from '../arguments.ts';
import type { Tool, ToolCall, ToolOutput, ToolSpec } from '../tool.ts';
import {
  type MessageArguments,
  messageProperties,
  messageTable,
  readAgentId,
  readMessage,
  shownMessage,
} from './agent-arguments.ts';
import { AgentCall, agentsOf, statusOf } from './agent-call.ts';

interface SendArguments extends MessageArguments {
  readonly target: string;
  readonly interrupt?: boolean;
}

const argumentTable = { target: fields.string(), ...messageTable, interrupt: fields.boolean() };

const spec: ToolSpec = {
  type: 'function',
  name: 'send_input',
  description: 'Tells an agent more. It takes it into account at its next step, or starts again when it was done.',
  strict: false,
  parameters: {
    type: 'object',
    properties: {
      interrupt: {
        type: 'boolean',
        description: 'Stop what the agent is doing, and let it do this instead. False unless given.',
      },
      ...messageProperties,
      target: { type: 'string', description: 'Id of the agent.' },
    },
    required: ['target'],
    additionalProperties: false,
  },
};

async function run(call: ToolCall): Promise<ToolOutput> {
  const parsed = parseArguments<SendArguments>(call.arguments, argumentTable, 'struct SendInputArgs');
  if ('refusal' in parsed) return { output: parsed.refusal };
  const target = readAgentId(parsed.value.target);
  if ('refusal' in target) return { output: target.refusal };
  const message = readMessage(parsed.value);
  if ('refusal' in message) return { output: message.refusal };
  const agents = agentsOf(call);
  const { id } = target;
  const item = new AgentCall(call, 'sendInput', { receivers: [id], prompt: shownMessage(message.input) });
  const before = statusOf(agents, id);
  const send = async () => {
    const submission = await agents.send(id, message.input, parsed.value.interrupt ?? false);
    item.end(before, { status: 'completed' });
    return JSON.stringify({ submission_id: submission });
  };
  return item.run(send, () => before);
}

export const sendInput: Tool = { name: 'send_input', namespace: 'multi_agent_v1', kind: 'function', spec, run };
