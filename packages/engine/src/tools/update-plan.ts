// The tool `update_plan`: the model's list of steps, shown to clients. Offered when config asks for it.
import type { TurnPlanStepStatus } from '@codex/protocol/turn/notifications.ts';
import { fields, parseArguments } from './arguments.ts';
import type { Tool, ToolCall, ToolOutput, ToolSpec } from './tool.ts';

interface PlanArguments {
  readonly explanation?: string;
  readonly plan: ReadonlyArray<{ readonly step: string; readonly status: keyof typeof statuses }>;
}

const statuses = {
  pending: 'pending',
  in_progress: 'inProgress',
  completed: 'completed',
} as const satisfies Record<string, TurnPlanStepStatus>;

const argumentTable = {
  explanation: fields.string('nullable'),
  plan: fields.list(
    fields.struct(
      'PlanItemArg',
      { step: fields.string(), status: fields.oneOf(Object.keys(statuses), false) },
      { strict: true },
    ),
  ),
};

const spec: ToolSpec = {
  type: 'function',
  name: 'update_plan',
  description:
    'Shows the user the steps of your task and how far you are. Send the whole list each time; one step at most is ' +
    'in_progress. For work of several steps only.',
  strict: false,
  parameters: {
    type: 'object',
    properties: {
      explanation: { type: 'string', description: 'Why the plan changed, if it did.' },
      plan: {
        type: 'array',
        description: 'All steps, in order.',
        items: {
          type: 'object',
          properties: {
            status: { type: 'string', enum: Object.keys(statuses), description: 'How far the step is.' },
            step: { type: 'string', description: 'What is done in it, in a few words.' },
          },
          required: ['step', 'status'],
          additionalProperties: false,
        },
      },
    },
    required: ['plan'],
    additionalProperties: false,
  },
};

async function run(call: ToolCall): Promise<ToolOutput> {
  if (call.context.mode === 'plan') {
    return { output: 'update_plan is a TODO/checklist tool and is not allowed in Plan mode' };
  }
  const options = { strict: true, count: 2 };
  const parsed = parseArguments<PlanArguments>(call.arguments, argumentTable, 'struct UpdatePlanArgs', options);
  if ('refusal' in parsed) return { output: parsed.refusal };
  const { explanation = null, plan } = parsed.value;
  call.notify('turn/plan/updated', {
    explanation,
    plan: plan.map(({ step, status }) => ({ step, status: statuses[status] })),
  });
  return { output: 'Plan updated' };
}

export const updatePlan: Tool = { name: 'update_plan', kind: 'function', spec, run };
